// An application that is bundled: with the packages kept outside, and with everything inside.
import { createTandem } from "tandem";

const tandem = await createTandem({ offline: "always", home: process.argv[2] });
const skills = (await tandem.skills.list()).filter(({ source }) => source === "bundled");
const pi = await tandem.run({ prompt: "hi", runtime: "pi" });
const claude = await tandem.run({ prompt: "hi", runtime: "claude" });
console.log(
  JSON.stringify({ skills: skills.length, pi: pi.error ?? pi.status, claude: claude.error ?? claude.status }),
);
await tandem.close();

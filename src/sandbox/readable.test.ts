import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { lacks } from "../../parity/needs.ts";
import { openCommandTools } from "../tools/builtin/exec/testing.ts";
import { textIn, toolContext } from "../tools/testing.ts";

it.skipIf(await lacks("sandbox"))(
  "shows commands the folders of skills, read-only and without what may hold secrets, also below a blocked one",
  async () => {
    const base = await realpath(await mkdtemp(join(tmpdir(), "tandem-readable-")));
    const tools = await openCommandTools();
    try {
      const [workspace, data] = [join(base, "workspace"), join(base, ".tandem")];
      const skill = join(data, "skills/report");
      const files = {
        [join(skill, "scripts/run.sh")]: "echo ran\n",
        [join(skill, "scripts/.env")]: "hidden\n",
      };
      Object.assign(files, {
        [join(data, "auth.json")]: "hidden\n",
        [join(data, "skills/other/a.md")]: "other\n",
      });
      await mkdir(workspace);
      for (const [file, text] of Object.entries(files)) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      const context = toolContext(workspace, {
        protectedDirectories: [data],
        readableDirectories: [skill],
      });
      const command = `sh ${skill}/scripts/run.sh; cat ${skill}/scripts/.env ${data}/auth.json ${data}/skills/other/a.md; touch ${skill}/new`;
      const text = textIn(await tools.exec.execute({ command }, context));
      expect(text).toMatch(/^ran\n/);
      expect(text).toMatch(/\.env: Permission denied/);
      expect(text).toMatch(/new': Read-only file system/);
      expect(text).not.toMatch(/hidden|^other/m);
    } finally {
      await tools.close();
      await rm(base, { recursive: true, force: true });
    }
  },
);

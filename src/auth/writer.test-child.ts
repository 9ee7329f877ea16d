/** Adds profiles to a store: one of several processes that do so at once. */
import { createProfileStore } from "./profile-store.ts";
import { PROVIDERS } from "./providers.test-helper.ts";

const [home = "", name = "", count = "0"] = process.argv.slice(2);
const store = createProfileStore({ home, providers: PROVIDERS });
for (let index = 0; index < Number(count); index++)
  await store.add({
    id: `acme:${name}-${index}`,
    provider: "acme",
    type: "api_key",
    secret: `sk-${name}-${index}`,
  });

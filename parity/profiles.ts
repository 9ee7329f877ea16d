/** Profiles in a data folder, put there as a person would. */
import type { ProfileType } from "../src/auth/profile.ts";
import { createProfileStore } from "../src/auth/profile-store.ts";

export interface TestProfile {
  readonly name: string;
  readonly secret: string;
  /** Default `api_key`. */
  readonly type?: ProfileType;
}

/** Adds profiles `<provider>:<name>`, and sets the order in which all of the provider's are tried, by name, where one is given. */
export async function addProfiles(
  home: string,
  provider: string,
  profiles: readonly TestProfile[],
  order?: readonly string[],
): Promise<void> {
  const info = {
    id: provider,
    name: provider,
    baseUrl: "http://127.0.0.1",
    auth: "bearer",
    keyVariables: [],
  } as const;
  const store = createProfileStore({ home, providers: { providers: () => [info] } });
  for (const { name, secret, type = "api_key" } of profiles) {
    await store.add({ id: `${provider}:${name}`, provider, type, secret });
  }
  if (order !== undefined)
    await store.setOrder(
      provider,
      order.map((name) => `${provider}:${name}`),
    );
}

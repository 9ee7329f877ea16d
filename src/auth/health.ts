/** What is known of how profiles fare. */
import type { CooldownWindow } from "./cooldown.ts";

export interface ProfileHealth {
  readonly windows: readonly CooldownWindow[];
  /** Milliseconds since 1970, by profile id. */
  readonly lastUsedAt: Readonly<Record<string, number>>;
}

/** Holds the health of all profiles for all processes that share it. */
export interface ProfileHealthStore {
  read(): ProfileHealth;
  /** Replaces the health by what `change` makes of it; no other process's update comes between. `change` may run once only. */
  update(change: (health: ProfileHealth) => ProfileHealth): void;
  /** Notes a use. Seen at once by `read` here, by other processes within a second: the order of profiles needs no more. */
  noteUse(profile: string, at: number): void;
}

export const NO_HEALTH: ProfileHealth = { windows: [], lastUsedAt: {} };

/** Health of one process, gone with it. */
export function memoryProfileHealth(): ProfileHealthStore {
  let health = NO_HEALTH;
  return {
    read: () => health,
    update(change) {
      health = change(health);
    },
    noteUse(profile, at) {
      health = { ...health, lastUsedAt: { ...health.lastUsedAt, [profile]: at } };
    },
  };
}

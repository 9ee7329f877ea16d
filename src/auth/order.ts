/** In which order profiles are tried. Pure. */
import type { Availability } from "./cooldown.ts";
import { PROFILE_TYPES, type ProfileType } from "./profile.ts";

/** A profile that could be tried. */
export interface Candidate {
  readonly id: string;
  readonly type: ProfileType;
  /** Milliseconds since 1970; `null`: never. */
  readonly lastUsedAt: number | null;
  readonly availability: Availability;
}

/**
 * Cooled profiles come last, soonest free first. The others come in the explicit order where there is one (profiles it does not
 * name are left out), else oauth before token before api_key, then least recently used first.
 */
export function orderProfiles<T extends Candidate>(
  candidates: readonly T[],
  explicit: readonly string[] | null,
): readonly T[] {
  const listed =
    explicit === null
      ? [...candidates].sort(byTypeAndUse)
      : [...new Set(explicit)].flatMap((id) => candidates.find((candidate) => candidate.id === id) ?? []);
  const cooled = listed.filter((candidate) => freeAt(candidate) > 0);
  return [
    ...listed.filter((candidate) => freeAt(candidate) === 0),
    ...cooled.sort((a, b) => freeAt(a) - freeAt(b)),
  ];
}

function byTypeAndUse(a: Candidate, b: Candidate): number {
  return (
    PROFILE_TYPES.indexOf(a.type) - PROFILE_TYPES.indexOf(b.type) ||
    (a.lastUsedAt ?? 0) - (b.lastUsedAt ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

function freeAt({ availability }: Candidate): number {
  return availability.state === "cooling" ? availability.until : 0;
}

/** What a profile's health is kept under: the profile with its key, so that another key starts without what was held against the first. */
import { createHash } from "node:crypto";

/** No profile id has it. */
const SEPARATOR = "#";
/** Enough to tell keys of one profile apart, too little to be of use to anyone who reads it. */
const FINGERPRINT_LENGTH = 8;

/** `secret`: left out where it cannot be known without asking for it; then the profile alone counts. */
export function healthSubject(profile: string, secret: string | undefined): string {
  if (secret === undefined) return profile;
  return `${profile}${SEPARATOR}${createHash("sha256").update(secret).digest("hex").slice(0, FINGERPRINT_LENGTH)}`;
}

/** Whether it is a subject of this profile, with whatever key. */
export function isHealthSubjectOf(subject: string, profile: string): boolean {
  return subject === profile || subject.startsWith(`${profile}${SEPARATOR}`);
}

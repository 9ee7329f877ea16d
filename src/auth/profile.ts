/** A profile: one credential of one provider. */
import { inspect } from "node:util";
import { TandemError } from "../kernel/errors.ts";
import type { ResolvedCredential } from "../transport/transport.ts";

/** Kinds of credential, in the order they are tried. */
export const PROFILE_TYPES = ["oauth", "token", "api_key"] as const;
export type ProfileType = (typeof PROFILE_TYPES)[number];

/** Where a profile's secret lies. */
export type ProfileSource = "environment" | "store" | "keychain";

/** A profile as everybody may see it: without its secret. */
export interface Profile {
  /** `<provider>:<name>`; `<provider>:env` is the one of the environment. */
  readonly id: string;
  readonly provider: string;
  readonly type: ProfileType;
  readonly source: ProfileSource;
  /** The environment variable, for those of the environment. */
  readonly variable?: string;
  /** Milliseconds since 1970; a profile past it is not tried. */
  readonly expiresAt?: number;
}

/** Name of the profile that the environment gives. */
export const ENVIRONMENT_NAME = "env";

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;
const SUBSCRIPTION_TOKEN = /^sk-ant-oat/i;

/** Throws TandemError `profile_invalid` unless the id is a provider, a colon and a name that the environment does not use. */
export function checkProfileId(id: string, provider: string): void {
  const name = id.startsWith(`${provider}:`) ? id.slice(provider.length + 1) : null;
  if (name === null || !NAME.test(name))
    throw new TandemError({
      code: "profile_invalid",
      message: `"${id}" is not a profile id of ${provider}.`,
      remediation: `Call it ${provider}:NAME, with letters, digits, ".", "_" and "-" in the name.`,
    });
  if (name === ENVIRONMENT_NAME)
    throw new TandemError({
      code: "profile_invalid",
      message: `"${id}" is the profile of the environment variable.`,
      remediation: "Choose another name.",
    });
}

/** Whether a secret is a Claude subscription's token, which only Anthropic's own apps may send. */
export function isSubscriptionToken(secret: string): boolean {
  return SUBSCRIPTION_TOKEN.test(secret.trim());
}

/** The refusal of a subscription token; `place` names where it was found, never the token. */
export function subscriptionTokenRefused(place: string): TandemError {
  return new TandemError({
    code: "subscription_token_refused",
    message: `${place} holds a Claude subscription token (sk-ant-oat…). Its terms allow it in Anthropic's own apps only, so it is not sent.`,
    remediation: "Create an API key at https://console.anthropic.com/settings/keys and use that.",
  });
}

/** A credential that shows its secret to who asks for it by name, and to nobody who prints it. */
export class Credential implements ResolvedCredential {
  readonly profile: string;
  readonly #secret: string;

  constructor(profile: string, secret: string) {
    this.profile = profile;
    this.#secret = secret;
  }

  get secret(): string {
    return this.#secret;
  }

  toJSON(): { profile: string; secret: string } {
    return { profile: this.profile, secret: "[redacted]" };
  }

  [inspect.custom](): string {
    return `Credential(${this.profile}, [redacted])`;
  }
}

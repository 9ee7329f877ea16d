/** The rotations of one turn: one for each model it comes to, the same object each time. */
import { keepsNothing } from "../kernel/probe.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { RuntimeContext } from "../routing/model.ts";
import type { Credentials } from "./credentials.ts";
import type { PrimaryProbes } from "./primary-probe.ts";
import { createRotation, type ProfileRotation } from "./rotation.ts";

/** The profile that is the only one a turn may use; `null`: any of the provider's. One the request names is, unless its source is `auto`. */
export function lockedProfile(
  request: Pick<TurnRequest, "authProfileId" | "authProfileIdSource">,
): string | null {
  return request.authProfileIdSource === "auto" ? null : (request.authProfileId ?? null);
}

/** `primary`: what a turn with fallbacks was asked to run on. */
export function rotations(
  credentials: Credentials,
  request: Pick<
    TurnRequest,
    "authProfileId" | "authProfileIdSource" | "ephemeral" | "sessionId" | "sessionKey"
  >,
  primary: { readonly context: RuntimeContext; readonly probes: PrimaryProbes } | null,
): (context: RuntimeContext) => ProfileRotation {
  const made = new Map<string, ProfileRotation>();
  const named = request.authProfileId ?? null;
  const locked = lockedProfile(request);
  return ({ provider, model }) => {
    const key = `${provider.id}/${model.id}`;
    let rotation = made.get(key);
    if (!rotation) {
      rotation = createRotation(credentials, {
        provider: provider.id,
        model: model.id,
        lockedProfile: locked,
        preferredProfile: named,
        note: !keepsNothing(request),
        ...(primary !== null && primary.context.model === model
          ? { probe: () => primary.probes.take(credentials, provider.id, model.id) }
          : {}),
      });
      made.set(key, rotation);
    }
    return rotation;
  };
}

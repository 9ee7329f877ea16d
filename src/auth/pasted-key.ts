/** What people paste when they are asked for a key, and whose key it is by the look of it. Pure. */

/** A key as it is meant: without white space, quotes, `export NAME=`, `NAME:` or `Authorization: Bearer` around or inside it. */
export function cleanKey(pasted: string): string {
  return (
    pasted
      // Terminals wrap their own signs around a paste, and editors add marks that nobody sees.
      .replace(/\u001b\[20[01]~/g, "")
      .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, " ")
      .trim()
      .replace(/^(?:[$>#%] )?(?:export |set |setx |\$env:)?(?=\w)/i, "")
      .replace(/^[A-Z][A-Z0-9]*_[A-Z0-9_]* ?= ?/, "")
      .replace(/^"?(?:[\w-]*api[_-]?key|authorization)"? ?[:=] ?/i, "")
      .replace(/^(["'`“‘]?)bearer /i, "$1")
      .replace(/[\s"'`“”‘’;,]+/g, "")
  );
}

/** Beginnings that only one provider's keys have. A plain `sk-` says nothing: many providers use it. */
const PREFIXES: readonly (readonly [prefix: string, provider: string])[] = [
  ["sk-ant-", "anthropic"],
  ["sk-proj-", "openai"],
  ["sk-svcacct-", "openai"],
  ["sk-admin-", "openai"],
  ["sk-or-", "openrouter"],
  ["gsk_", "groq"],
  ["xai-", "xai"],
  ["csk-", "cerebras"],
  ["nvapi-", "nvidia"],
  ["hf_", "huggingface"],
  ["fw_", "fireworks"],
  ["tgp_v1_", "together"],
  ["vck_", "vercel-ai-gateway"],
];

/** The provider whose keys begin like this one; `null`: it cannot be said. */
export function providerOfKey(key: string): string | null {
  return PREFIXES.find(([prefix]) => key.startsWith(prefix))?.[1] ?? null;
}

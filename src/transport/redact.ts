/** Keeps a key out of everything that comes back from a provider. */

const PLACEHOLDER = "[redacted]";
const SHORTEST_SECRET = 4;

/** Removes the secret, as it is and as JSON or a URL would write it. */
export type Redact = (text: string) => string;

export function createRedact(secret: string | null): Redact {
  if (secret === null || secret.length < SHORTEST_SECRET) return (text) => text;
  const forms = [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])];
  return (text) =>
    forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, PLACEHOLDER) : rest), text);
}

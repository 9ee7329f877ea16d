import { expect, test } from "vitest";
import { cleanKey, providerOfKey } from "./pasted-key.ts";

const KEY = "sk-ant-api03-abc_DEF-123";

test.each([
  KEY,
  `  ${KEY}\n`,
  `\r\n${KEY}\r\n`,
  `"${KEY}"`,
  `'${KEY}'`,
  `“${KEY}”`,
  `export ANTHROPIC_API_KEY=${KEY}`,
  `export ANTHROPIC_API_KEY="${KEY}";`,
  `$ export ANTHROPIC_API_KEY='${KEY}'`,
  `ANTHROPIC_API_KEY=${KEY}`,
  `ANTHROPIC_API_KEY = "${KEY}"`,
  `set ANTHROPIC_API_KEY=${KEY}`,
  `$env:ANTHROPIC_API_KEY = "${KEY}"`,
  `Authorization: Bearer ${KEY}`,
  `Bearer ${KEY}`,
  `x-api-key: ${KEY}`,
  `"apiKey": "${KEY}",`,
  "sk-ant-api03-\nabc_DEF\n-123",
  "sk-ant-api03- abc_DEF -123",
  `\u001b[200~${KEY}\u001b[201~`,
  `\ufeff${KEY}\u200b`,
])("%j is the key", (pasted) => {
  expect(cleanKey(pasted)).toBe(KEY);
});

test.each(["", " \n", '""', "export ANTHROPIC_API_KEY="])("%j is no key", (pasted) => {
  expect(cleanKey(pasted)).toBe("");
});

test.each(["abc=def==", "id.secret", "token_123", "set_1"])("%j stays as it is", (key) => {
  expect(cleanKey(key)).toBe(key);
});

test("a key is recognised by how it begins, where that says something", () => {
  expect(providerOfKey(KEY)).toBe("anthropic");
  expect(providerOfKey("sk-or-v1-abc")).toBe("openrouter");
  expect(providerOfKey("sk-proj-abc")).toBe("openai");
  expect(providerOfKey("sk-abc")).toBeNull();
  expect(providerOfKey("0123456789")).toBeNull();
});

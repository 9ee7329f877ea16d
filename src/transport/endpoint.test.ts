import { expect, test } from "vitest";
import type { ApiKind } from "../routing/model.ts";
import { engineBaseUrl, isModelCall, targetUrl } from "./endpoint.ts";

const anthropic = "anthropic-messages";
const chat = "openai-completions";
const responses = "openai-responses";

test.each<[ApiKind, string, string, string]>([
  // What Pi's clients and Claude's child send, to providers of each kind.
  [
    anthropic,
    "https://api.anthropic.com",
    "http://127.0.0.1:9/v1/messages?beta=true",
    "https://api.anthropic.com/v1/messages?beta=true",
  ],
  [
    anthropic,
    "https://api.anthropic.com/",
    "http://relay/v1/messages",
    "https://api.anthropic.com/v1/messages",
  ],
  [
    chat,
    "https://api.openai.com/v1",
    "https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/chat/completions",
  ],
  [
    responses,
    "https://api.openai.com/v1/",
    "https://api.openai.com/v1/responses",
    "https://api.openai.com/v1/responses",
  ],
  // A base with a prefix, whether or not the engine knew it.
  [
    anthropic,
    "https://gw.example/team/anthropic",
    "http://relay/v1/messages?beta=true",
    "https://gw.example/team/anthropic/v1/messages?beta=true",
  ],
  [
    anthropic,
    "https://gw.example/team/anthropic/",
    "https://gw.example/team/anthropic/v1/messages",
    "https://gw.example/team/anthropic/v1/messages",
  ],
  [
    chat,
    "http://localhost:11434/v1",
    "http://anything/x/chat/completions",
    "http://localhost:11434/v1/chat/completions",
  ],
  [
    chat,
    "https://gw.example/openai/deployments/d",
    "http://x/v1/chat/completions",
    "https://gw.example/openai/deployments/d/chat/completions",
  ],
  // A base with the version the endpoint already has.
  [anthropic, "https://gw.example/a/v1", "http://relay/v1/messages", "https://gw.example/a/v1/messages"],
  // A base that was copied with the endpoint.
  [anthropic, "https://gw.example/v1/messages", "http://relay/v1/messages", "https://gw.example/v1/messages"],
  [
    chat,
    "https://gw.example/v1/chat/completions/",
    "http://x/v1/chat/completions/chat/completions",
    "https://gw.example/v1/chat/completions",
  ],
  [responses, "https://gw.example/v1/responses", "http://x/responses", "https://gw.example/v1/responses"],
  // A base with a query of its own.
  [
    chat,
    "https://gw.example/v1?api-version=7",
    "http://x/v1/chat/completions?n=1",
    "https://gw.example/v1/chat/completions?api-version=7&n=1",
  ],
])("%s at %s: %s goes to %s", (api, base, request, target) => {
  expect(targetUrl(base, api, new URL(request)).href).toBe(target);
});

test.each<[ApiKind, string, string, boolean]>([
  [anthropic, "POST", "/v1/messages?beta=true", true],
  [anthropic, "POST", "/v1/messages/count_tokens", false],
  [anthropic, "HEAD", "/api/hello", false],
  [anthropic, "GET", "/v1/models", false],
  [anthropic, "POST", "/v1/chat/completions", false],
  [chat, "POST", "/v1/chat/completions", true],
  [responses, "POST", "/v1/responses", true],
  [responses, "GET", "/v1/responses", false],
  [responses, "POST", "/v1/responses/compact", false],
])("%s: %s %s is a model call: %s", (api, method, path, expected) => {
  expect(isModelCall(api, method, new URL(path, "http://x"))).toBe(expected);
});

test("a base URL with a query gives an engine one that it can add the endpoint to", () => {
  const base = "https://gw.example/team/v1?api-version=7#top";
  const request = new URL(`${engineBaseUrl(base)}/chat/completions`);
  expect(isModelCall(chat, "POST", request)).toBe(true);
  expect(targetUrl(base, chat, request).href).toBe(
    "https://gw.example/team/v1/chat/completions?api-version=7#top",
  );
  expect(engineBaseUrl("https://gw.example/team/v1")).toBe("https://gw.example/team/v1");
});

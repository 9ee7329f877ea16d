import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { parseConfig } from "../config/parse.ts";
import { findLocalServers } from "./local-servers.ts";

test("a running local server is offered with a config that is valid as it stands; an absent one is silent", async () => {
  const server = createServer((_, response) => response.end(JSON.stringify({ data: [{ id: "llama3.2" }] })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const found = await findLocalServers([
      { id: "ollama", name: "Ollama", url },
      { id: "gone", name: "Gone", url: "http://127.0.0.1:1" },
    ]);
    expect(found.map((check) => check.id)).toEqual(["local.ollama"]);
    expect(found[0]!.summary).toContain("llama3.2");
    const offered = found[0]!.remedy!.slice(found[0]!.remedy!.indexOf("{"));
    expect(parseConfig(JSON.parse(offered)).providers.ollama!.models[0]!.id).toBe("llama3.2");
  } finally {
    server.close();
  }
});

import { describe, expect, it } from "vitest";
import { npmFailure } from "./npm-failure.mjs";

const said = (...lines) => lines.map((line) => `npm error ${line}`).join("\n");

describe("why npm failed", () => {
  it("is the network only when npm named it", () => {
    for (const code of ["ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "E503"])
      expect(npmFailure(said(`code ${code}`)).remedy).toContain("could not be reached");
    for (const code of ["ENOSPC", "EACCES", "E404", "EUSAGE", "EINTEGRITY", "1", "EWHATEVER"])
      expect(npmFailure(said(`code ${code}`)).remedy).not.toMatch(/reached|network/);
    expect(npmFailure("Killed").remedy).not.toMatch(/network/);
  });

  it("names the package whose install script failed", () => {
    const { what } = npmFailure(
      said(
        "code 1",
        "path /work/x/node_modules/better-sqlite3",
        "command failed",
        "command sh -c node-gyp rebuild",
      ),
    );
    expect(what).toBe("the install script of better-sqlite3 (`node-gyp rebuild`) failed");
  });

  it("reads the words of npm 9 too", () => {
    expect(npmFailure("npm ERR! code ENOSPC\nnpm ERR! nospc").remedy).toContain("disk is full");
  });

  it("repeats which package the registry does not have", () => {
    expect(npmFailure(said("code ETARGET", "notarget No matching version found for a@9.")).what).toContain(
      "a@9",
    );
  });
});

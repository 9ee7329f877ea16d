import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { compileGlob } from "./glob.ts";

describe("a glob", () => {
  it.each([
    ["*.ts", "a.ts", true],
    ["*.ts", "src/a.ts", false],
    ["**/*.ts", "a.ts", true],
    ["**/*.ts", "src/deep/a.ts", true],
    ["src/**", "src/a/b", true],
    ["src/**", "src", true],
    ["src/**/x/*.js", "src/x/a.js", true],
    ["src/**/x/*.js", "src/a/b/x/a.js", true],
    ["src/**/x/*.js", "src/a/b/y/a.js", false],
    ["a?c", "abc", true],
    ["a?c", "a/c", false],
    ["a?c", "a😀c", true],
    ["[a-c]x", "bx", true],
    ["[!a-c]x", "bx", false],
    ["[!a-c]x", "dx", true],
    ["[]]x", "]x", true],
    ["[a", "[a", true],
    ["[[:digit:]]*", "7a", true],
    ["{a,b}.{ts,js}", "b.js", true],
    ["{a,b}.{ts,js}", "c.js", false],
    ["{a,{b,c}d}", "cd", true],
    ["{}", "{}", true],
    ["{a}", "{a}", true],
    ["v{1..3}", "v2", true],
    ["v{1..3}", "v4", false],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["\\{a,b\\}", "{a,b}", true],
    [".*", ".env", true],
    ["*", ".env", true],
    ["a**b", "axxb", true],
    ["", "", true],
  ])("%s for %s: %s", (pattern, path, expected) => {
    expect(compileGlob(pattern)(path)).toBe(expected);
  });

  it("does not look at letter case when told so", () => {
    expect(compileGlob("SRC/*.Ts", { nocase: true })("src/A.tS")).toBe(true);
    expect(compileGlob("SRC/*.Ts")("src/A.tS")).toBe(false);
  });

  it("takes no longer for a pattern that a backtracking matcher never finishes", () => {
    const pattern = `${"*a".repeat(60)}b`;
    const started = process.cpuUsage().user;
    expect(compileGlob(pattern)("a".repeat(4_000))).toBe(false);
    expect(compileGlob(`${"**/".repeat(200)}b`)("a/".repeat(1_000))).toBe(false);
    // Work, not time on a clock: microseconds of this process. A backtracking matcher would need centuries.
    expect(process.cpuUsage().user - started).toBeLessThan(20_000_000);
  });

  it("takes no longer for brackets and braces that never close", () => {
    const started = process.cpuUsage().user;
    for (const piece of ["[", "{", "[:", "[[:a", "{,", "[!"]) {
      const pattern = piece.repeat(Math.floor(4_096 / piece.length));
      compileGlob(pattern)("[".repeat(2_000));
      compileGlob(`${pattern.slice(0, -1)}]`)("a");
    }
    expect(process.cpuUsage().user - started).toBeLessThan(5_000_000);
    expect(() => compileGlob("[".repeat(5_000))).toThrow(RangeError);
  });

  it("refuses braces without end", () => {
    expect(() => compileGlob("{a,b}".repeat(40))).toThrow(RangeError);
    expect(() => compileGlob("{1..999999}")).toThrow(RangeError);
  });

  it("agrees with a widely used matcher on ordinary patterns", () => {
    const piece = fc.constantFrom("a", "b", "ab", "*", "?", "[ab]", "[b-z]", "**", "{a,b}", "a*", "*b");
    const patterns = fc
      .array(piece, { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join("/"))
      // At the end of a pattern the other takes `**` for nothing after a plain name only.
      .filter((pattern) => !/[*?\]}]\/\*\*(?:\/\*\*)*$/.test(pattern));
    const paths = fc
      .array(fc.constantFrom("a", "b", "ab", "ba", "c", ".a"), { minLength: 1, maxLength: 5 })
      .map((names) => names.join("/"));
    fc.assert(
      fc.property(patterns, paths, (pattern, path) => {
        expect(compileGlob(pattern)(path), `${pattern} for ${path}`).toBe(
          picomatch(pattern, { dot: true })(path),
        );
      }),
      { numRuns: 3_000 },
    );
  });
});

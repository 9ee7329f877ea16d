import { describe, expect, it } from "vitest";
import { bubblewrapArguments, type Layout } from "./bubblewrap.ts";

const LAYOUT: Layout = {
  readable: ["/usr", "/home/me/.tool"],
  links: [{ path: "/bin", target: "usr/bin" }],
  writable: ["/home/me/project"],
  own: [
    { source: "/data/temp", path: "/tmp" },
    { source: "/data/home", path: "/home/me" },
  ],
  hidden: [
    { path: "/home/me/project/a/b/.env", isFolder: false },
    { path: "/home/me/project/.ssh", isFolder: true },
    { path: "/home/me/project/.ssh/id_rsa", isFolder: false },
  ],
  coverFile: "/data/file",
  guarded: [],
  emptyFolder: "/data/empty",
  coverFolder: "/data/folder",
};
const line = (layout: Partial<Layout> = {}) =>
  bubblewrapArguments(
    { ...LAYOUT, ...layout },
    { cwd: "/home/me/project", nests: false, isRoot: false },
  ).join(" ");
const inOrder = (text: string, first: string, second: string) => {
  expect(text).toContain(first);
  expect(text.indexOf(first)).toBeLessThan(text.indexOf(second));
};

describe("the command line of the sandbox", () => {
  it("puts inner folders over outer ones, and covers over all", () => {
    inOrder(line(), "--bind /data/home /home/me ", "--bind /home/me/project /home/me/project");
    inOrder(line(), "--bind /data/home /home/me ", "--ro-bind /home/me/.tool /home/me/.tool");
    inOrder(
      line(),
      "--bind /home/me/project /home/me/project",
      "--ro-bind /data/file /home/me/project/a/b/.env",
    );
    inOrder(line(), "--proc /proc", "--ro-bind-try /proc/sys /proc/sys");
  });

  it("covers a hidden folder once, with all it holds", () => {
    expect(line()).toContain("--ro-bind /data/folder /home/me/project/.ssh");
    expect(line()).not.toContain(".ssh/id_rsa");
  });

  it("pins the folders above a hidden file before it is covered", () => {
    inOrder(
      line(),
      "--bind /home/me/project/a /home/me/project/a ",
      "--bind /home/me/project/a/b /home/me/project/a/b",
    );
    inOrder(line(), "--bind /home/me/project/a/b /home/me/project/a/b", "--ro-bind /data/file");
  });

  it("lets the writable folder count where one is named twice", () => {
    inOrder(
      line({ readable: ["/home/me/project"] }),
      "--ro-bind /home/me/project",
      "--bind /home/me/project /home/me/project --bind",
    );
  });
});

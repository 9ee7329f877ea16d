/** Puts the skills that come with Tandem into the bundle, for applications that bundle Tandem in turn. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { ROOT } from "./project.mjs";

const SKILLS = join(ROOT, "skills");

export const bundledFiles = {
  name: "bundled-files",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]skills[/\\]bundled-files\.ts$/ }, () => {
      const files = readdirSync(SKILLS, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
        .map((path) => [relative(SKILLS, path).split(sep).join("/"), readFileSync(path, "utf8")]);
      return {
        contents: `export const BUNDLED_FILES = ${JSON.stringify(Object.fromEntries(files))};`,
        loader: "js",
      };
    });
  },
};

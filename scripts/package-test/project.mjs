/** A new folder outside the repository, and programs that run in it as they would on a user's machine. */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

export class Project {
  /** @param {string} folder @param {string} node the Node to use */
  constructor(folder, node) {
    this.folder = folder;
    this.node = node;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "name": "app", "private": true }\n');
  }

  /** Runs a script with this project's Node. Resolves with its exit code and what it wrote. */
  script(path, args = [], { node = this.node, cwd = this.folder, env = {} } = {}) {
    return output(node, [path, ...args], cwd, this.#environment(node, env));
  }

  /** Runs npm; throws with what it said when it fails. */
  npm(...args) {
    return this.npmWith(undefined, ...args);
  }

  /** The same, with the programs of a folder before those of the machine. */
  async npmWith(programs, ...args) {
    const quiet = [...args, "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
    const script = process.env.npm_execpath;
    const [program, first] = script?.endsWith(".js") ? [this.node, [script]] : ["npm", []];
    // With the machine's own settings: its cache, registry, proxy and certificates.
    const folders = [dirname(this.node), programs, process.env.PATH].filter((folder) => folder !== undefined);
    const env = { ...process.env, PATH: folders.join(delimiter) };
    const result = await output(program, [...first, ...quiet], this.folder, env);
    if (result.code !== 0)
      throw new Error(`npm ${args.join(" ")} ended with ${result.code}:\n${result.stderr}`);
    return result;
  }

  /** Nothing of the caller's but the path: no keys, no data folder, a home of its own. */
  #environment(node, more) {
    const own = {
      PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
      HOME: join(this.folder, "home"),
      TANDEM_HOME: join(this.folder, "data"),
      ...more,
    };
    return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  }
}

function output(program, args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data) => (stdout += data));
    child.stderr.on("data", (data) => (stderr += data));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal, stdout, stderr }));
  });
}

/** How far an install is: the packages that are whole on the disk, and their bytes. Reads only what still changes. */
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { say } from "./project.mjs";

const BLOCK = 512;
const MEGABYTE = 1e6;
/** Milliseconds between two readings on a terminal; elsewhere a line is printed only each tenth time. */
const EVERY_MS = 1_000;

/** Counts as npm unpacks. A package is whole once its size is the same in two readings. */
export class InstallProgress {
  #root;
  #open;
  #last = new Map();
  #whole = 0;
  #wholeBytes = 0;

  /** @param {string} root the project's folder @param {readonly string[]} paths of packages in it, relative */
  constructor(root, paths) {
    this.#root = root;
    this.#open = new Set(paths);
    this.total = paths.length;
  }

  /** Reads the disk again. `bytes` includes the packages that are not whole yet. */
  read() {
    let openBytes = 0;
    for (const path of this.#open) {
      const size = sizeOfPackage(join(this.#root, path));
      if (size > 0 && size === this.#last.get(path)) {
        this.#open.delete(path);
        this.#last.delete(path);
        this.#whole += 1;
        this.#wholeBytes += size;
      } else {
        this.#last.set(path, size);
        openBytes += size;
      }
    }
    return { packages: this.#whole, total: this.total, bytes: this.#wholeBytes + openBytes };
  }

  /** Shows it until the returned function is called: on a terminal in one line, elsewhere a line every ten seconds. */
  show(describe) {
    const { isTTY } = process.stderr;
    let ticks = 0;
    const timer = setInterval(() => {
      const { packages, total, bytes } = this.read();
      const state =
        bytes < MEGABYTE
          ? `asking the registry for ${total}`
          : `${packages} of ${total} unpacked, ${Math.round(bytes / MEGABYTE)} MB`;
      const line = describe(state);
      ticks += 1;
      if (isTTY) process.stderr.write(`\r\x1b[Ktandem: ${line}`);
      else if (ticks % 10 === 0) say(line);
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      if (isTTY) process.stderr.write("\r\x1b[K");
    };
  }
}

/** Bytes that a folder takes on the disk, without the packages inside it; 0 when it is missing or empty. */
export function sizeOfPackage(folder) {
  let bytes = 0;
  for (const entry of entriesOf(folder)) {
    if (entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? sizeOfPackage(path) : onDisk(path);
  }
  return bytes;
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function onDisk(path) {
  try {
    const { blocks, size } = lstatSync(path);
    return blocks === undefined ? size : blocks * BLOCK;
  } catch {
    return 0;
  }
}

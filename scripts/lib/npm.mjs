/** Runs npm, keeps what it said for the case that it fails, and ends it at once on Ctrl-C. */
import { spawn } from "node:child_process";
import { ROOT, signalNumber } from "./project.mjs";

const KEPT = 64 * 1024;

/**
 * Runs npm on stderr, since stdout belongs to the program that comes after it. Resolves with its exit code, what it wrote, and
 * the signal that ended the wait (Ctrl-C, `kill`): npm is then gone too.
 * @param {readonly string[]} command
 */
export function npm(command) {
  const args = [...command, "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  const script = process.env.npm_execpath;
  const [program, first] = script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
  return new Promise((resolve) => {
    let stderr = "";
    let stoppedBy = null;
    const child = spawn(program, [...first, ...args], {
      cwd: ROOT,
      stdio: ["ignore", 2, "pipe"],
      // A group of its own, so that the npm that an install script starts ends with it.
      detached: process.platform !== "win32",
      shell: process.platform === "win32" && program === "npm",
    });
    const stop = (signal) => {
      stoppedBy = signal;
      // npm has nothing to save that the next install would not do anew, and it takes its time to leave.
      if (process.platform === "win32") child.kill();
      else process.kill(-child.pid, "SIGKILL");
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, stop);
    const end = (code) => {
      for (const signal of signals) process.removeListener(signal, stop);
      resolve({ code, stderr, stoppedBy });
    };
    child.stderr.on("data", (data) => {
      process.stderr.write(data);
      stderr = (stderr + data).slice(-KEPT);
    });
    child.on("error", (error) => {
      stderr += `npm error code ${error.code}\nnpm error ${error.message}\n`;
      end(127);
    });
    child.on("close", (code, signal) => end(signal === null ? (code ?? 1) : 128 + signalNumber(signal)));
  });
}

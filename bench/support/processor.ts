import { spawnSync } from "node:child_process";

/** Bash tells what a command took: https://www.gnu.org/software/bash/manual/html_node/Pipelines.html */
const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';

/** Runs a command to its end; its processor time, of all its threads, and its exit code. */
export function wholeProcess(words: readonly string[], input: string) {
  const start = performance.now();
  const { status, stderr } = spawnSync("bash", ["-c", script, "bash", ...words], { input, encoding: "utf8" });
  const wallMs = performance.now() - start;
  // Decimals are written as the user's language has them.
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().replaceAll(",", ".").split(" ").map(Number);
  return { status, wallMs, cpuMs: (user + system) * 1000 };
}

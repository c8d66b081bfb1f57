import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../../bin/trailkeep.js", import.meta.url));

export interface Outcome {
  /** Exit code; null if a signal killed it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built binary to its end. */
export function trailkeep(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = start(args, options);
  child.stdin.end(options.input ?? "");
  return outcome(child);
}

/** Starts the built binary. */
export function start(args: readonly string[], options: RunOptions = {}): ChildProcessWithoutNullStreams {
  return startProcess(process.execPath, [binary, ...args], options);
}

/** Runs a line of bash in which `$T` is the built binary. */
export function bash(line: string, options: RunOptions = {}): Promise<Outcome> {
  const env = { ...options.env, T: `${process.execPath} ${binary}` };
  const child = startProcess("bash", ["-o", "pipefail", "-c", line], { ...options, env });
  child.stdin.end(options.input ?? "");
  return outcome(child);
}

function startProcess(command: string, args: readonly string[], { cwd, env }: RunOptions) {
  const { PORT, TRAILKEEP_DATA, NO_COLOR, FORCE_COLOR, ...inherited } = process.env;
  return spawn(command, args, { cwd, env: { ...inherited, TERM: "xterm", ...env } });
}

/** What a process said when it has ended. */
export function outcome(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  child.stdin.on("error", () => undefined);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
    });
  });
}

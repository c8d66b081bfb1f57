import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const child = fileURLToPath(new URL("./child.ts", import.meta.url));

export interface ChildOptions {
  readonly paths: readonly string[];
  readonly root: string;
  readonly batchBytes: number;
  readonly killAt?: string;
  readonly nth?: number;
}

export interface Ended {
  /** `SIGKILL`, or null if it came to its end. */
  readonly signal: string | null;
  readonly code: number | null;
  /** The last boundary that it met; `start` if none. */
  readonly phase: string;
  /** From the first boundary to the end, milliseconds. */
  readonly ranMs: number;
}

/** Runs the child, on the built packages: those read with threads. With `afterMs` it is killed so long after its run began. */
export function runChild(options: ChildOptions, afterMs?: number): Promise<Ended> {
  const args = ["--import", "tsx", child, JSON.stringify(options)];
  const started = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let phase = "start";
  let begunMs: number | undefined;
  started.stdout.setEncoding("utf8").on("data", (text: string) => {
    phase = text.trimEnd().split("\n").at(-1) ?? phase;
    if (begunMs === undefined && afterMs !== undefined) setTimeout(() => started.kill("SIGKILL"), afterMs);
    begunMs ??= performance.now();
  });
  return new Promise((resolve, reject) => {
    started.on("error", reject);
    started.on("close", (code, signal) =>
      resolve({ code, signal, phase, ranMs: performance.now() - (begunMs ?? performance.now()) }),
    );
  });
}

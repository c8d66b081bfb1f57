import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const child = fileURLToPath(new URL("./child.ts", import.meta.url));

export interface ChildOptions {
  /** Paths for each ingest. */
  readonly groups: readonly (readonly string[])[];
  readonly root: string;
  readonly batchBytes: number;
  /** If given, a compaction follows each ingest. */
  readonly targetBytes?: number;
  readonly killAt?: string;
  readonly nth?: number;
}

/** So long after the child has met so many boundaries. */
export interface Moment {
  readonly met: number;
  readonly delayMs: number;
}

export interface Ended {
  /** `SIGKILL`, or null if it came to its end. */
  readonly signal: string | null;
  readonly code: number | null;
  /** The last boundary that it met; `start` if none. */
  readonly phase: string;
  /** How many it met. */
  readonly met: number;
}

/** Runs the child, on the built packages: it starts in half the time. With `moment` it is killed then. */
export function runChild(options: ChildOptions, moment?: Moment): Promise<Ended> {
  const args = ["--import", "tsx", child, JSON.stringify(options)];
  const started = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let phase = "start";
  let met = 0;
  let timer: NodeJS.Timeout | undefined;
  started.stdout.setEncoding("utf8").on("data", (text: string) => {
    const names = text.trimEnd().split("\n");
    phase = names.at(-1) ?? phase;
    met += names.length;
    if (moment !== undefined && met >= moment.met) timer ??= setTimeout(() => started.kill("SIGKILL"), moment.delayMs);
  });
  return new Promise((resolve, reject) => {
    started.on("error", reject);
    started.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, phase, met });
    });
  });
}

/** Works on all items, as many at once as there are processors. */
export async function inTurns<T>(
  items: readonly T[],
  work: (item: T, place: number) => Promise<number>,
): Promise<number> {
  const queue = [...items.entries()];
  let sum = 0;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const done = await work(next[1], next[0]);
      sum += done;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return sum;
}

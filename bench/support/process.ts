import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpuMs } from "./cpu.ts";

/** What a whole process took. */
export interface Cost {
  readonly wallSeconds: number;
  /** Processor time of all threads: what the clock shows where nothing else runs, divided by the processors in use. */
  readonly cpuSeconds: number;
  /** Most memory at any time, bytes; NaN where the system has no /proc. */
  readonly peakBytes: number;
}

/**
 * How often a running process is looked at, milliseconds. Its peak is the kernel's own: nothing between two looks is lost. Of
 * its processor time what follows the last look is.
 */
const lookMs = 20;

/** Runs a command to its end. Throws with what it said if it fails. */
export function costOf(command: string, args: readonly string[], fine: readonly number[] = [0]): Promise<Cost> {
  const startMs = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  let peakBytes = Number.NaN;
  let cpuSeconds = Number.NaN;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  const looking = setInterval(() => {
    peakBytes = peakOf(child.pid) ?? peakBytes;
    cpuSeconds = cpuSecondsOf(child.pid) ?? cpuSeconds;
  }, lookMs);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(looking);
      const wallSeconds = (performance.now() - startMs) / 1000;
      if (code !== null && fine.includes(code)) resolve({ wallSeconds, cpuSeconds, peakBytes });
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code ?? signal}: ${said.trim()}`));
    });
  });
}

/** The largest resident set that a process has had (`VmHWM`, proc_pid_status(5)). */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
}

function cpuSecondsOf(pid: number | undefined): number | undefined {
  try {
    const spentMs = pid === undefined ? null : cpuMs(pid);
    return spentMs === null ? undefined : spentMs / 1000;
  } catch {
    return undefined;
  }
}

import { existsSync, readFileSync } from "node:fs";

/** Linux counts in ticks of 10 ms, whatever the kernel's own clock is (`getconf CLK_TCK`). */
const tickMs = 10;

/**
 * Processor time of a process so far, all threads, milliseconds: it says more than the clock where others use the machine.
 * Null where there is no `/proc`.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function cpuMs(pid: number): number | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  // The second field is the name in parentheses, which may hold blanks; utime and stime are fields 14 and 15.
  const fields = readFileSync(path, "latin1")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

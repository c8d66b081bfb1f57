import { randomUUID } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A folder of this process's own for results that do not fit in memory: `results/<pid>-<uuid>` below the store. */
export function resultFolder(root: string): string {
  return join(root, "results", `${process.pid}-${randomUUID()}`);
}

/** Removes the results of processes that are no more: a killed one leaves its folder behind. */
export function removeLeftovers(root: string): void {
  const folder = join(root, "results");
  for (const name of namesIn(folder)) {
    const pid = Number(/^([0-9]+)-/.exec(name)?.[1]);
    if (!isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A signal 0 tests for existence only; EPERM means that the process lives and is another user's. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Brings packages from PyPI into a folder of the checkout's `.cache`, once, and nothing that they name besides. Needs
 * `python3` (3.11 or later) with pip.
 */
export async function fromPyPi(name: string, packages: readonly string[]): Promise<string> {
  const folder = join(resolve(dirname(fileURLToPath(import.meta.url)), "../../.cache"), name);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const part = mkdtempSync(`${folder}.part-`);
  try {
    await run("python3", ["-m", "pip", "install", "-q", "--no-deps", "--target", part, ...packages]);
    place(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}

/** Another suite may have brought the same meanwhile: then that stays. */
function place(part: string, folder: string): void {
  try {
    renameSync(part, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

import { readFileSync } from "node:fs";
import { TrailkeepError } from "../error.ts";
import { parseStores } from "./parse.ts";
import type { StoresConfig } from "./schema.ts";

/**
 * Reads the stores file, YAML or JSON.
 * @throws TrailkeepError invalid-config with file, line and column of each problem
 */
export function readStores(file: string): StoresConfig {
  return parseStores(textOf(file), file);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const message = `cannot read the stores file: ${reasons[code] ?? String(error)}`;
    throw new TrailkeepError("invalid-config", { message, at: file, hint: "`--stores` or TRAILKEEP_STORES names it" });
  }
}

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The script that asks the same of other stores, at their best known formulation. */
const script = fileURLToPath(new URL("../../../shared/bench/rivals.py", import.meta.url));
const tools = ["duckdb", "chdb"] as const;

export type Tool = (typeof tools)[number];

/** Median milliseconds of each question. */
export type Figures = ReadonlyMap<string, number>;

/** The same logs in a tool's own Parquet, and how to ask it. */
export interface Rival {
  readonly tool: Tool;
  /** All questions once more, in a process of their own. Throws with what the tool said if it fails. */
  ask(): Figures;
}

/**
 * The other tools over Parquet that each of them has made of the logs, `FOLDER/TOOL-ct.parquet` and `FOLDER/TOOL-s3.parquet`.
 * What is missing there is made of `logs`, the folder with `ct` and `s3`. Throws if it cannot be made.
 */
export function rivals(python: string, folder: string, logs: string | undefined): readonly Rival[] {
  mkdirSync(folder, { recursive: true });
  return tools.map((tool) => {
    const files = ["ct", "s3"].map((task) => {
      const path = join(folder, `${tool}-${task}.parquet`);
      if (!existsSync(path)) make(python, [tool, task], path, logs);
      return path;
    });
    return { tool, ask: () => medians(run(python, [script, tool, "queries", ...files])) };
  });
}

function make(python: string, words: readonly string[], path: string, logs: string | undefined): void {
  if (logs === undefined) throw new Error(`there is no ${path}; with --logs FOLDER it is made`);
  console.log(`${words.join(" ")}: making ${path}`);
  run(python, [script, ...words, logs, `${path}.making`]);
  renameSync(`${path}.making`, path);
}

function run(python: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(python, args, { encoding: "utf8" });
  if (status === 0) return stdout;
  throw new Error(
    `${python} ${args.join(" ")} ended with ${status}: ${error?.message ?? stderr.trim().split("\n").at(-1)}`,
  );
}

/** Lines such as `duckdb  top 20 events    first   61.0 ms  median    9.8 ms  rows 20`. */
function medians(output: string): Figures {
  const lines = output.matchAll(/^\S+\s+(.+?)\s+first\s+[\d.]+ ms\s+median\s+([\d.]+) ms/gm);
  return new Map([...lines].map(([, name = "", ms]) => [name, Number(ms)]));
}

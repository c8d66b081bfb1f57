import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Cost, costOf } from "../support/process.ts";
import type { Task } from "./logs.ts";

/** The script that has other tools do the same, at their best known formulation. */
export const rivalsScript = fileURLToPath(new URL("../../../shared/bench/rivals.py", import.meta.url));

const tools = { ct: ["chdb", "duckdb"], s3: ["polars", "chdb", "duckdb", "goaccess"] } as const;

export interface Rival {
  readonly name: string;
  run(): Promise<Cost>;
}

export interface RivalsOptions {
  readonly python: string;
  readonly script: string;
  readonly logs: string;
  /** Where a rival writes. */
  readonly out: string;
}

/** The rivals that are installed; of the others it is said that they are missing. */
export function rivalsOf(task: Task, { python, script, logs, out }: RivalsOptions): readonly Rival[] {
  const absent = [script, join(logs, task)].find((path) => !existsSync(path));
  if (absent !== undefined) {
    console.log(`no rival: there is no ${absent}`);
    return [];
  }
  return tools[task].flatMap((name) => {
    const target = name === "goaccess" ? `${out}.html` : out;
    if (isInstalled(name, python)) return [{ name, run: () => costOf(python, [script, name, task, logs, target]) }];
    console.log(`${name}: missing`);
    return [];
  });
}

function isInstalled(name: string, python: string): boolean {
  const [command, ...args] = name === "goaccess" ? ["goaccess", "--version"] : [python, "-c", `import ${name}`];
  return command !== undefined && spawnSync(command, args).status === 0;
}

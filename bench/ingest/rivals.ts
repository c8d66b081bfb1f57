import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Cost, costOf } from "../support/process.ts";
import type { Task } from "./logs.ts";

/** The script that has other tools do the same, at their best known formulation. */
const script = fileURLToPath(new URL("../../../shared/bench/rivals.py", import.meta.url));

const tools = { ct: ["chdb", "duckdb"], s3: ["polars", "chdb", "duckdb", "goaccess"] } as const;

export interface Rival {
  readonly name: string;
  run(): Promise<Cost>;
}

/** The rivals that are installed; of the others it is said that they are missing. */
export function rivalsOf(task: Task, python: string, logs: string, out: string): readonly Rival[] {
  const absent = [script, join(logs, task)].find((path) => !existsSync(path));
  if (absent !== undefined) {
    console.log(`no rival: there is no ${absent}`);
    return [];
  }
  return tools[task].flatMap((name) => {
    if (isInstalled(name, python))
      return [{ name, run: () => costOf(python, [script, name, task, logs, outOf(name)]) }];
    console.log(`${name}: missing`);
    return [];
  });

  function outOf(name: string): string {
    return name === "goaccess" ? `${out}.html` : out;
  }
}

function isInstalled(name: string, python: string): boolean {
  const [command, ...args] = name === "goaccess" ? ["goaccess", "--version"] : [python, "-c", `import ${name}`];
  return command !== undefined && spawnSync(command, args).status === 0;
}

import { resolve } from "node:path";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { writeCsv, writeJson, writeNdjson } from "../output/query/data.ts";
import { writeTable } from "../output/query/table.ts";
import { type Answer, withAnswer } from "./answer.ts";
import { parameterValues } from "./parameters.ts";
import { readQuery } from "./read-query.ts";

const writers = {
  table: writeTable,
  json: writeJson,
  ndjson: writeNdjson,
  csv: writeCsv,
} as const satisfies Record<string, (answer: Answer, io: Io) => Promise<void>>;

export interface QueryFlags {
  readonly data: string;
  readonly stores?: string | undefined;
  readonly engine?: string | undefined;
  readonly exact?: true | undefined;
  readonly distinctRecords?: true | undefined;
  readonly param?: readonly string[] | undefined;
  readonly format: keyof typeof writers;
}

/** `trailkeep query`: asks, and writes the whole answer. */
export async function runQuery(file: string, flags: QueryFlags, io: Io): Promise<number> {
  const query = await readQuery(file, io);
  const { engine, exact, distinctRecords, data, stores } = flags;
  const options = { engine, exact, distinctRecords, parameters: parameterValues(query, flags.param ?? []) };
  await withAnswer({ query, options, data, stores, signal: io.signal }, async (answer) => {
    await writers[flags.format](answer, io);
    const { approximate, completeness } = answer.reply;
    if (approximate.length > 0) io.note(`approximate: ${approximate.join(", ")}`);
    io.note(...completeness.warnings.map((warning) => `warning: ${warning}`));
    if (completeness.held.records === 0) io.note(`the store is ${resolve(data)}; \`--data\` names another`);
  });
  return exitCodes.done;
}

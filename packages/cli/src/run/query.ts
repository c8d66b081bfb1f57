import { resolve } from "node:path";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { deliveryLines } from "../output/delivery.ts";
import { type Answer, withAnswer } from "./answer.ts";
import { parameterValues } from "./parameters.ts";
import { readQuery } from "./read-query.ts";

type Write = (answer: Answer, io: Io) => Promise<void>;

/** Each is loaded while the query runs. */
const writers = {
  table: async () => (await import("../output/query/table.ts")).writeTable,
  json: async () => (await import("../output/query/data.ts")).writeJson,
  ndjson: async () => (await import("../output/query/data.ts")).writeNdjson,
  csv: async () => (await import("../output/query/data.ts")).writeCsv,
} as const satisfies Record<string, () => Promise<Write>>;

export interface QueryFlags {
  readonly data: string;
  readonly stores?: string | undefined;
  readonly engine?: string | undefined;
  readonly exact?: true | undefined;
  readonly distinctRecords?: true | undefined;
  readonly deliver?: string | undefined;
  readonly param?: readonly string[] | undefined;
  readonly format: keyof typeof writers;
}

/** `trailkeep query`: asks, and writes the whole answer. */
export async function runQuery(file: string, flags: QueryFlags, io: Io): Promise<number> {
  const query = await readQuery(file, io);
  const { engine, exact, distinctRecords, data, stores, deliver: deliverTo } = flags;
  const options = { engine, exact, distinctRecords, deliverTo, parameters: parameterValues(query, flags.param ?? []) };
  const asking = { query, options, data, stores, signal: io.signal, meanwhile: writers[flags.format] };
  return withAnswer(asking, async (answer, write) => {
    await write(answer, io);
    const { approximate, completeness, delivery } = answer.reply;
    if (approximate.length > 0) io.note(`approximate: ${approximate.join(", ")}`);
    io.note(...completeness.warnings.map((warning) => `warning: ${warning}`));
    if (completeness.held.records === 0) io.note(`the store is ${resolve(data)}; \`--data\` names another`);
    if (delivery === null) return exitCodes.done;
    io.note(...deliveryLines(delivery));
    return delivery.verified ? exitCodes.done : exitCodes.failed;
  });
}

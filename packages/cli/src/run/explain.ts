import { inspect } from "node:util";
import type { Completeness, Estimate, Explanation } from "@trailkeep/core/engine";
import { describe } from "@trailkeep/core/error";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { bytes, counted, dollars } from "../output/amount.ts";
import { jsonText } from "../output/visible.ts";
import { withService } from "./answer.ts";
import { parameterValues } from "./parameters.ts";
import { readQuery } from "./read-query.ts";

export interface ExplainFlags {
  readonly data: string;
  readonly stores?: string | undefined;
  readonly engine: string;
  readonly exact?: true | undefined;
  readonly distinctRecords?: true | undefined;
  readonly param?: readonly string[] | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep explain`: what a query would do. */
export async function runExplain(file: string, flags: ExplainFlags, io: Io): Promise<number> {
  const { engine, json, param = [], exact, distinctRecords } = flags;
  const query = await readQuery(file, io);
  const parameters = parameterValues(query, param);
  const options = { engine, parameters, exact, distinctRecords };
  const explanation = await withService(flags, (service) => service.explain(query, options));
  if (json) await io.write(`${jsonText(explanation)}\n`);
  else await io.print(...explanationLines(explanation));
  return exitCodes.done;
}

function explanationLines({ plan, chosen, reasons, engines, columns, completeness }: Explanation): readonly string[] {
  const why = new Map(reasons.map(({ engine, reason }) => [engine, reason]));
  return [
    "plan",
    ...indented(inspect(plan, { depth: null, breakLength: 170, compact: 6 })),
    ...engines.flatMap((one) => engineLines(one, one.engine === chosen, why.get(one.engine))),
    "columns",
    ...columns.map(({ name, type }) => `  ${name}: ${type}`),
    ...(completeness === null ? ["no engine can answer this"] : coverLines(completeness)),
  ];
}

function coverLines({ asked, held, warnings }: Completeness): readonly string[] {
  const records = held.records === null ? "" : `, ${counted(held.records, "record")}`;
  const holds = held.records === 0 ? "nothing" : range(held);
  return [
    `range asked: ${range(asked)}; held: ${holds}${records}`,
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}

function engineLines(
  { engine, statement, estimate, refusal, approximate }: Explanation["engines"][number],
  isChosen: boolean,
  reason: string | undefined,
): readonly string[] {
  const parameters = (statement?.parameters ?? []).map((value, index) => `  $${index + 1} = ${JSON.stringify(value)}`);
  return [
    `engine ${engine}${isChosen ? " (chosen)" : ""}`,
    ...(statement === null ? [] : indented(statement.text)),
    ...parameters,
    ...(estimate === null ? [] : [`  scans ${scanText(estimate)}`]),
    ...(approximate.length === 0 ? [] : [`  approximates ${approximate.join(", ")}`]),
    ...(refusal === null && reason !== undefined ? [`  ${reason}`] : []),
    ...(refusal?.problems ?? []).map((problem) => `  refuses: ${describe(problem)}`),
  ];
}

const boundWord = { exact: "exactly", bound: "at most", unknown: "perhaps" } as const;

function scanText({ scannedBytes, files, usd, basis }: Estimate): string {
  if (scannedBytes === null) return "an amount that is not known before the run";
  const inFiles = files === null ? "" : ` in ${counted(files, "file")}`;
  return `${boundWord[basis]} ${bytes(scannedBytes)}${inFiles}${usd === null || usd === 0 ? "" : `, ${dollars(usd)}`}`;
}

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${line}`);
}

function range({ start, end }: { readonly start: string | null; readonly end: string | null }): string {
  if (start === null && end === null) return "no bounds";
  return `${start ?? "the beginning"} to ${end ?? "the end"}`;
}

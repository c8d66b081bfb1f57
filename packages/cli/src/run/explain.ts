import { inspect } from "node:util";
import type { Explanation } from "@trailkeep/core/engine";
import { describe } from "@trailkeep/core/error";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { bytes, counted } from "../output/amount.ts";
import { jsonText } from "../output/visible.ts";
import { withService } from "./answer.ts";
import { parameterValues } from "./parameters.ts";
import { readQuery } from "./read-query.ts";

export interface ExplainFlags {
  readonly data: string;
  readonly engine: string;
  readonly param?: readonly string[] | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep explain`: what a query would do. */
export async function runExplain(
  file: string,
  { data, engine, json, param = [] }: ExplainFlags,
  io: Io,
): Promise<number> {
  const query = await readQuery(file, io);
  const parameters = parameterValues(query, param);
  const explanation = await withService(data, (service) => service.explain(query, { engine, parameters }));
  if (json) await io.write(`${jsonText(explanation)}\n`);
  else await io.print(...explanationLines(explanation));
  return exitCodes.done;
}

function explanationLines({ plan, chosen, engines, columns, completeness }: Explanation): readonly string[] {
  return [
    "plan",
    ...indented(inspect(plan, { depth: null, breakLength: 170, compact: 6 })),
    ...engines.flatMap((one) => engineLines(one, one.engine === chosen)),
    "columns",
    ...columns.map(({ name, type }) => `  ${name}: ${type}`),
    `range asked: ${range(completeness.asked)}; held: ${completeness.held.records === 0 ? "nothing" : range(completeness.held)}, ${counted(completeness.held.records, "record")}`,
    ...completeness.warnings.map((warning) => `warning: ${warning}`),
  ];
}

function engineLines(
  { engine, statement, estimate, refusal }: Explanation["engines"][number],
  isChosen: boolean,
): readonly string[] {
  const scan =
    estimate === null
      ? []
      : [
          `  scans ${boundWord[estimate.basis]} ${bytes(estimate.scannedBytes)} in ${counted(estimate.files, "file")}${estimate.usd === 0 ? "" : `, $${estimate.usd}`}`,
        ];
  const parameters = (statement?.parameters ?? []).map((value, index) => `  $${index + 1} = ${JSON.stringify(value)}`);
  return [
    `engine ${engine}${isChosen ? " (chosen)" : ""}`,
    ...(statement === null ? [] : indented(statement.text)),
    ...parameters,
    ...scan,
    ...(refusal?.problems ?? []).map((problem) => `  refuses: ${describe(problem)}`),
  ];
}

const boundWord = { exact: "exactly", bound: "at most", unknown: "perhaps" } as const;

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${line}`);
}

function range({ start, end }: { readonly start: string | null; readonly end: string | null }): string {
  if (start === null && end === null) return "no bounds";
  return `${start ?? "the beginning"} to ${end ?? "the end"}`;
}

import { isKeptSourceName } from "../../catalog/index.ts";
import {
  columnsOf,
  type OrderKey,
  operandKey,
  type Plan,
  type PlanOutput,
  readsOf,
  type SelectPlan,
} from "../../query/plan.ts";
import type { Finish, FinishColumn, InsightsStatement } from "../statement.ts";
import type { InsightsTarget } from "../target.ts";
import { conditionText, recordReach } from "./condition.ts";
import { groupText } from "./groups.ts";
import { compareInstant } from "./instant.ts";
import { refuse } from "./refuse.ts";
import { marked, type RecordSource, recordValue, timeText } from "./value.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html */
const rowLimit = 100_000;
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const maxTextLength = 10_000;
/** The last second of the year 9999. */
const lastSecond = 253_402_300_799;

type Rows = Extract<PlanOutput, { kind: "rows" }>;

interface Parts {
  readonly commands: readonly string[];
  readonly finish: Finish;
  readonly splittable: boolean;
  readonly approximate: readonly string[];
}

/**
 * A plan as CloudWatch Logs Insights QL. The store finds and counts; what it orders by rules of its own is ordered
 * afterwards, over the complete result. Throws `capability` for what it cannot say for certain.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function compileInsights(plan: Plan, target: InsightsTarget): InsightsStatement {
  if ("branches" in plan) return refuse("a union", "one query has one source");
  if (plan.join !== null) return refuse("a join", "records of two log groups are not put beside each other");
  const { source } = plan;
  if (!isKeptSourceName(source))
    return refuse(`\`${source}\``, "records of two log groups are not put beside each other");
  const logGroups = target.logGroups[source] ?? [];
  if (logGroups.length === 0) return refuse(`\`${source}\``, "no log group is configured for it");
  const { commands, finish, splittable, approximate } = partsOf(plan, {
    source,
    jsonNull: target.jsonNull ?? "missing",
  });
  const text = [...commands, `limit ${rowLimit}`].join("\n| ");
  if (text.length > maxTextLength) {
    return refuse(
      "a query as long as this one",
      `its text has ${text.length} characters, and ${maxTextLength} are taken`,
    );
  }
  return {
    dialect: "insights",
    text,
    parameters: [],
    scans: readsOf(plan),
    columns: columnsOf(plan),
    limit: plan.limit,
    approximate,
    logGroups,
    ...windowOf(plan, target.skewMs),
    rowLimit,
    splittable,
    finish,
  };
}

function windowOf({ time: { startMs, endMs } }: SelectPlan, skewMs: number) {
  return {
    startSeconds: startMs === null ? 0 : Math.max(0, Math.floor((startMs - skewMs) / 1000)),
    endSeconds: endMs === null ? lastSecond : Math.max(0, Math.ceil((endMs + skewMs) / 1000)),
  };
}

function partsOf(plan: SelectPlan, records: RecordSource): Parts {
  const { output } = plan;
  if (output.kind === "rows")
    return output.distinct ? distinctParts(plan, output, records) : rowParts(plan, output, records);
  return groupParts(plan, output, records);
}

/** The time range and the condition, after the values that they and the result are made of. */
function filters(plan: SelectPlan, records: RecordSource): readonly string[] {
  const time = timeText(plan.source, plan.time.field.field);
  const conditions = [
    plan.time.startMs === null ? "" : compareInstant("gte", time, plan.time.startMs),
    plan.time.endMs === null ? "" : compareInstant("lt", time, plan.time.endMs),
    plan.where === null ? "" : conditionText(plan.where, recordReach(records)),
  ];
  const [first = `ispresent(${time})`, ...more] = conditions.filter((condition) => condition !== "");
  return [first, ...more].map((condition) => `filter ${condition}`);
}

function rowParts(plan: SelectPlan, { columns }: Rows, records: RecordSource): Parts {
  const cells = new Map<string, string>();
  const fields: string[] = [];
  const cellOf = (
    operand: Parameters<typeof recordValue>[1],
    name: string,
    type: FinishColumn["type"],
  ): FinishColumn => {
    const value = recordValue(records, operand);
    const key = operandKey(operand);
    const cell = cells.get(key) ?? `trailkeep_c${cells.size}`;
    if (!cells.has(key)) fields.push(`${marked(value)} as ${cell}`);
    cells.set(key, cell);
    return { name, type, value: { kind: "cell", cell, as: "marked", open: value.open } };
  };
  const shown = columns.map(({ operand, name, type }) => cellOf(operand, name, type));
  const names = new Map(columns.map(({ operand, name }) => [operandKey(operand), name]));
  const helpers: FinishColumn[] = [];
  const orderBy = plan.orderBy.map(({ operand, descending }) => {
    const key = operandKey(operand);
    const column = names.get(key) ?? `order by ${key}`;
    if (!names.has(key)) {
      helpers.push(cellOf(operand, column, operand.type));
      names.set(key, column);
    }
    return { column, descending };
  });
  return {
    commands: [...filters(plan, records), `fields ${fields.join(", ")}`, `display ${[...cells.values()].join(", ")}`],
    finish: { columns: shown, helpers, orderBy, limit: plan.limit, collapse: null, fill: null, emptyRow: null },
    splittable: true,
    approximate: [],
  };
}

/** Distinct rows are groups of which nothing is counted. */
function distinctParts(plan: SelectPlan, { columns }: Rows, records: RecordSource): Parts {
  return groupParts(plan, { kind: "groups", keys: columns, aggregates: [], fill: null, having: null }, records);
}

function groupParts(plan: SelectPlan, output: Extract<PlanOutput, { kind: "groups" }>, records: RecordSource): Parts {
  const { fields, stats, having, columns, collapse, fill, approximate } = groupText(records, output);
  const whole = output.keys.length === 0;
  if (whole && having !== null)
    refuse("`having` without `groupBy`", "over no records at all there is no group to look at");
  return {
    commands: [
      ...filters(plan, records),
      ...(fields.length === 0 ? [] : [`fields ${fields.join(", ")}`]),
      ...stats,
      ...(having === null ? [] : [`filter ${having}`]),
    ],
    finish: {
      columns,
      helpers: [],
      orderBy: plan.orderBy.map((key) => ({ column: columnName(key, columns), descending: key.descending })),
      limit: plan.limit,
      collapse,
      fill,
      emptyRow: whole ? emptyRow(output) : null,
    },
    splittable: collapse !== null,
    approximate,
  };
}

function columnName({ operand }: OrderKey, columns: readonly FinishColumn[]): string {
  if (operand.kind === "output") return operand.name;
  const column = columns.find(({ name }) => operand.kind === "field" && name === operand.field);
  return column?.name ?? refuse("this order", "groups are ordered by their columns");
}

/** What one group over nothing holds: counts are 0, all else is null. */
function emptyRow({ aggregates }: Extract<PlanOutput, { kind: "groups" }>): readonly (number | null)[] {
  return aggregates.map(({ aggregate: { fn } }) =>
    fn === "count" || fn === "countIf" || fn === "countDistinct" ? 0 : null,
  );
}

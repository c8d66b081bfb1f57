import type { BucketOperand, FieldOperand, FillBuckets, OutputColumn, PlanOutput } from "../../query/plan.ts";
import type { FinishCollapse, FinishColumn, FinishFill } from "../statement.ts";
import { conditionText } from "./condition.ts";
import { columnReach } from "./having.ts";
import { refuse } from "./refuse.ts";
import { Stats } from "./stats.ts";
import { marked, type RecordSource, recordValue } from "./value.ts";

type Groups = Extract<PlanOutput, { kind: "groups" }>;

/** The commands of a grouped query, and how its cells become columns. */
export interface GroupText {
  /** Values that the aggregates and keys are made of, as `expression as name`. */
  readonly fields: readonly string[];
  readonly stats: readonly string[];
  readonly having: string | null;
  readonly columns: readonly FinishColumn[];
  readonly collapse: FinishCollapse | null;
  readonly fill: FinishFill | null;
  readonly approximate: readonly string[];
}

/** A name that no discovered field has. */
const keyName = (index: number) => `trailkeep_k${index}`;

export function groupText(records: RecordSource, output: Groups): GroupText {
  if (output.fill !== null && output.having !== null)
    refuse("`having` beside `fill`", "empty buckets are added after the query");
  if (output.having !== null && output.keys.some(({ operand }) => isOpen(records, operand)))
    refuse("`having` beside a key in open JSON", "a boolean there makes one group with a number");
  const keys = output.keys.map((key, index) => groupKey(records, key, index));
  const stats = new Stats(
    records,
    keys.map(({ cell }) => cell),
    output,
  );
  const columns = [...keys.map(({ column }) => column), ...stats.columns];
  return {
    fields: [...keys.map(({ field }) => field), ...stats.fields],
    stats: stats.commands,
    having: output.having === null ? null : conditionText(output.having, columnReach(columns)),
    columns,
    collapse: stats.collapse,
    fill: output.fill === null ? null : fillOf(output.fill, output, keys),
    approximate: stats.approximate,
  };
}

function isOpen(records: RecordSource, operand: FieldOperand | BucketOperand): boolean {
  return operand.kind === "field" && recordValue(records, operand).open;
}

function fillOf({ key, firstMs, widthMs, count }: FillBuckets, output: Groups, keys: readonly GroupKey[]): FinishFill {
  const cells = keys.map(({ cell }, index) => ({ cell, bucket: output.keys[index]?.name === key }));
  const cell = cells.find(({ bucket }) => bucket)?.cell;
  if (cell === undefined) throw new Error("the filled bucket is a key");
  return { cell, others: cells.filter(({ bucket }) => !bucket).map((one) => one.cell), firstMs, widthMs, count };
}

interface GroupKey {
  readonly cell: string;
  readonly field: string;
  readonly column: FinishColumn;
}

/** Keys are marked, so that records without a value make a group that can be told from the empty text. */
function groupKey(records: RecordSource, key: OutputColumn<FieldOperand | BucketOperand>, index: number): GroupKey {
  const value = recordValue(records, key.operand);
  const cell = keyName(index);
  const bucket = key.operand.kind === "bucket";
  return {
    cell,
    field: `${bucket ? value.text : marked(value)} as ${cell}`,
    column: {
      name: key.name,
      type: key.type,
      value: { kind: "cell", cell, as: bucket ? "epoch" : "marked", open: value.open },
    },
  };
}

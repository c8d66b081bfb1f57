import type { SourceName } from "../../catalog/index.ts";
import type { FieldOperand, Operand, ValueType } from "../../query/plan.ts";
import { bucketMs, instantText, partOf } from "./instant.ts";
import { discovered } from "./names.ts";
import { refuse } from "./refuse.ts";

/** A value as a query speaks of it. */
export interface InsightsValue {
  /** The expression; of a boolean it is 1 or 0, of a timestamp its ISO text. */
  readonly text: string;
  /** A condition that is true exactly where there is a value. */
  readonly present: string;
  readonly type: ValueType;
  /** Whether it stood in open JSON, where booleans and numbers cannot be told from each other. */
  readonly open: boolean;
  /** Whether nothing looks like a text, so that every condition must ask for presence as well. */
  readonly guarded?: boolean;
  /** Whether it was made of a text, which may look like a value and be none. */
  readonly cast?: boolean;
}

/** 64-bit integers, and no others. */
const integerPattern = `/\\A([+-]?0*([0-9]{1,18}|${belowMaximum()})|-0*9223372036854775808)\\z/`;

/** Nineteen digits up to 9223372036854775807. */
function belowMaximum(): string {
  const maximum = "9223372036854775807";
  const smaller = Array.from(maximum, (digit, index) =>
    digit === "0" || (index === 0 && digit === "1")
      ? []
      : [`${maximum.slice(0, index)}[${index === 0 ? 1 : 0}-${Number(digit) - 1}][0-9]{${18 - index}}`],
  ).flat();
  return [...smaller, maximum].join("|");
}

/** Decimal text of a double, finite or not. */
const doublePattern = "/\\A[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?\\z/";
const greatestDouble = 'toNumber("1.7976931348623157E308")';

/** The records that a query is about, and how nothing looks in them. */
export interface RecordSource {
  readonly source: SourceName;
  readonly jsonNull: "missing" | "present";
}

type Presence = (field: string) => string;

/** Sources whose lines say `-` where there is nothing. */
const dashed: ReadonlySet<SourceName> = new Set(["vpc_flow", "route53_query"]);

/**
 * A condition that a field has a value: a scalar, not JSON null. `coalesce` passes over null; a map or list has no
 * length as a text.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
function presence({ source, jsonNull }: RecordSource): Presence {
  if (dashed.has(source)) return (field) => `(ispresent(${field}) and ${field} != "-")`;
  return (field) => {
    if (field.startsWith("jsonParse(")) return `strlen(${field}) >= 0`;
    return jsonNull === "missing" ? `ispresent(${field})` : `ispresent(coalesce(${field}))`;
  };
}

/** The value that an operand over records denotes. Refuses what cannot be said. */
export function recordValue(records: RecordSource, operand: Operand): InsightsValue {
  const { source } = records;
  switch (operand.kind) {
    case "field":
      return fieldValue(source, operand, presence(records));
    case "bucket":
      return bucketValue(source, operand.field, operand.widthMs);
    case "element":
      return refuse("`any`", "it cannot look into the elements of an array");
    case "output":
      throw new Error("a column of the result has no value in a record");
  }
}

/** The source's own time, as the event carries it. */
export function timeText(source: SourceName, field: string): string {
  return instantText(discovered(source, { field, path: [] }));
}

function bucketValue(source: SourceName, field: string, widthMs: number): InsightsValue {
  const present = `ispresent(${discovered(source, { field, path: [] })})`;
  return { text: bucketMs(timeText(source, field), widthMs), present, type: "timestamp", open: false };
}

function fieldValue(source: SourceName, operand: FieldOperand, isPresent: Presence): InsightsValue {
  const { field, fieldType, path, cast, part } = operand;
  if (operand.side === "joined") refuse("a join", "records of two log groups are not put beside each other");
  if ((fieldType === "json" || fieldType === "list") && path.length === 0) {
    return refuse(`\`${field}\` as a whole`, "objects and arrays are known by their members only");
  }
  const name = discovered(source, operand);
  const below = path.length > 0;
  const from = below ? "string" : fieldType === "json" || fieldType === "list" ? "string" : fieldType;
  const plain: InsightsValue = {
    text: from === "timestamp" ? instantText(name) : name,
    present: isPresent(name),
    type: from,
    open: fieldType === "json" && below,
    guarded: dashed.has(source),
  };
  const made = cast === null || cast === from ? plain : castValue(plain, cast, field);
  if (part === null) return made;
  return { ...made, text: partOf(made.text, part), type: "integer" };
}

/** Text that is no value of the type is null: it is told by its form. */
function castValue(value: InsightsValue, cast: string, field: string): InsightsValue {
  const feature = `\`${field}\` cast to ${cast}`;
  if (value.type === "integer" && cast === "double") return { ...value, type: "double" };
  if (value.type !== "string") return refuse(feature, "numbers, booleans and times have no certain text");
  if (cast === "integer") return number(value, "integer", integerPattern);
  if (cast === "double") return number(value, "double", doublePattern);
  return refuse(
    feature,
    cast === "json" ? "objects are known by their members only" : "the text of a value in open JSON is not certain",
  );
}

function number({ text, open }: InsightsValue, type: "integer" | "double", pattern: string): InsightsValue {
  const value = `toNumber(${text})`;
  const finite = type === "double" ? ` and abs(${value}) <= ${greatestDouble}` : "";
  return { text: value, present: `(${text} like ${pattern}${finite})`, type, open, cast: true };
}

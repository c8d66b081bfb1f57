import { fieldsOf, matchedOf, partField, sourceNames, sourceOf } from "../catalog/index.ts";
import type { PathSegment } from "../query/path.ts";
import type { ElementOperand, FieldOperand, ListOperand } from "../query/plan.ts";
import type { DatePart } from "../query/wire.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnOf, shortcutColumn } from "../store/row.ts";

/** How DuckDB reaches a value of a record, and what makes it one of another type. */

/** The operand as an expression of its type. */
export function fieldSql(operand: FieldOperand): string {
  const column = columnSql(operand);
  return partSql(operand, valueSql(operand, column));
}

function valueSql(operand: FieldOperand, column: string): string {
  const type = castType(operand);
  switch (operand.fieldType) {
    case "list":
      return cast(listSql(column, operand.path), "string", type);
    case "json":
      return operand.path.length === 0 ? column : jsonSql(column, operand);
    default:
      return cast(column, operand.fieldType, type);
  }
}

/** An element's value; the element goes by the name of its depth. */
export function elementSql(operand: ElementOperand): string {
  const element = elementName(operand.depth);
  const [member] = operand.path;
  if (operand.of === "json") return partSql(operand, jsonSql(element, operand));
  if (member === undefined || !("key" in member)) throw new Error("an element of a list is reached by a member");
  return partSql(operand, cast(`${element}.${identifier(member.key)}`, "string", castType(operand)));
}

/** The name of an element inside the condition on it. */
export function elementName(depth: number): string {
  return identifier(`element${depth}`);
}

/** The elements as a list: structs, or JSON. What is no array has none. */
export function elementsSql(list: ListOperand): string {
  if (list.kind === "field" && list.fieldType === "list") return columnSql(list);
  const root = list.kind === "field" ? columnSql(list) : elementName(list.depth);
  const place = list.path.length === 0 ? root : reach("json_extract", root, list.path);
  return `json_extract(${place}, '$[*]')`;
}

/** The type of the value before a part is taken of it. */
function castType({ part, type }: FieldOperand | ElementOperand): string {
  return part === null ? type : "timestamp";
}

const parts: Record<DatePart, string> = { hourOfDay: "hour", dayOfWeek: "isodow" };

function partSql({ part }: FieldOperand | ElementOperand, value: string): string {
  return part === null ? value : `${parts[part]}(${value})`;
}

/** A list as JSON text, or one member of one element. */
function listSql(column: string, [index, member]: readonly PathSegment[]): string {
  if (index === undefined || member === undefined || !("index" in index) || !("key" in member)) {
    return `to_json(${column})::VARCHAR`;
  }
  return `${column}[${index.index + 1}].${identifier(member.key)}`;
}

/** `json_value` is null where an object or array stands, which is what a path means here. */
function jsonSql(column: string, operand: FieldOperand | ElementOperand): string {
  const { path, cast: target } = operand;
  const shortcut = target === "json" ? null : shortcutSql(operand);
  if (shortcut !== null) return cast(shortcut, "string", castType(operand));
  if (target === "json") return `nullif(${reach("json_extract", column, path)}::VARCHAR, 'null')`;
  return cast(`json_extract_string(${reach("json_value", column, path)}, '$')`, "string", castType(operand));
}

const shortcuts = new Map(
  sourceNames.flatMap((source) =>
    (sourceOf(source).shortcuts ?? []).map((shortcut) => [
      `${shortcut.field}.${shortcut.member}`,
      shortcutColumn(shortcut),
    ]),
  ),
);

/** The column in which the engine keeps what stands at a path, as text; null if it has none of its own. */
export function shortcutSql(operand: FieldOperand | ElementOperand): string | null {
  const [step] = operand.path;
  if (operand.kind !== "field" || step === undefined || operand.path.length > 1 || !("key" in step)) return null;
  const column = shortcuts.get(`${operand.field}.${step.key}`);
  return column === undefined ? null : `${sideSql(operand)}.${identifier(column)}`;
}

/** The relation's name inside a statement: no alias of a column can stand between a field and its column then. */
export const record = identifier("record");
export const joinedRecord = identifier("joined");

/** What is said of each field of the catalog again and again, by side. */
const columns = { main: new Map<string, string>(), joined: new Map<string, string>() };

/** The column of a field as the field's type; the record's identity is stored as a UUID and is text here. */
export function columnSql({ side, field }: Pick<FieldOperand, "side" | "field">): string {
  const known = columns[side].get(field);
  if (known !== undefined) return known;
  const sql = freshColumnSql({ side, field });
  columns[side].set(field, sql);
  return sql;
}

function freshColumnSql({ side, field }: Pick<FieldOperand, "side" | "field">): string {
  const column = [sideSql({ side }), ...relationColumn(field).map(identifier)].join(".");
  return field.split(".").at(-1) === "recordId" ? `CAST(${column} AS VARCHAR)` : column;
}

/** The fields that a matched source has of its parts: a column has the part's name before its own. */
const ofParts = new Set(
  sourceNames.flatMap((source) => {
    const matched = matchedOf(source);
    if (matched === null) return [];
    return fieldsOf(source).flatMap(([name]) => (partField(matched, name) === null ? [] : [name]));
  }),
);

function relationColumn(field: string): readonly string[] {
  const column = columnOf(field);
  const [part, name, ...members] = column;
  return ofParts.has(field) && name !== undefined ? [`${part}_${name}`, ...members] : column;
}

function sideSql({ side }: Pick<FieldOperand, "side">): string {
  return side === "main" ? record : joinedRecord;
}

/** Values that are not of the type become null (law 4); DuckDB's own casts accept more than the law does. */
function cast(expression: string, from: string, to: string): string {
  if (from === to || to === "json") return expression;
  if (from === "timestamp") return `strftime(${expression}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
  if (from !== "string") return `CAST(${expression} AS ${to === "double" ? "DOUBLE" : "VARCHAR"})`;
  switch (to) {
    case "integer":
      return guarded(expression, "[+-]?[0-9]+", `TRY_CAST(${expression} AS BIGINT)`);
    case "double":
      return guarded(expression, doublePattern, finiteSql(`TRY_CAST(${expression} AS DOUBLE)`));
    case "boolean":
      return `CASE ${expression} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`;
    default:
      return guarded(
        expression,
        instantPattern,
        `epoch_ms(epoch_ms(TRY_CAST(${milliseconds(expression)} AS TIMESTAMPTZ)))`,
      );
  }
}

const doublePattern = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?";

/** Null beyond the range of a double, and one zero only. */
export function finiteSql(double: string): string {
  return `CASE WHEN isfinite(${double}) THEN ${double} + 0.0 END`;
}

/** RFC 3339 with an offset. */
const instantPattern =
  "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

function milliseconds(expression: string): string {
  return `regexp_replace(${expression}, '([.][0-9]{3})[0-9]+', '\\1')`;
}

function guarded(expression: string, pattern: string, value: string): string {
  return `CASE WHEN regexp_full_match(${expression}, '${pattern}') THEN ${value} END`;
}

/**
 * The call of a JSON function on what stands at a path. A member named `*` would be a wildcard in a path, even in
 * quotes; a JSON pointer takes it as it is, so the way there is cut in pieces.
 * @see https://duckdb.org/docs/stable/data/json/json_functions
 */
export function reach(
  call: "json_extract" | "json_extract_string" | "json_value",
  column: string,
  path: readonly PathSegment[],
): string {
  const pieces: string[] = [];
  let steps = "";
  for (const step of path) {
    if ("key" in step && step.key === "*") {
      pieces.push(...(steps === "" ? [] : [`$${steps}`]), "/*");
      steps = "";
    } else steps += pathStep(step);
  }
  if (steps !== "" || pieces.length === 0) pieces.push(`$${steps}`);
  return pieces.reduce(
    (value, piece, index) => `${index === pieces.length - 1 ? call : "json_extract"}(${value}, ${literal(piece)})`,
    column,
  );
}

function pathStep(step: PathSegment): string {
  return "index" in step ? `[${step.index}]` : `."${step.key.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

import type { SourceName } from "../catalog/index.ts";
import type { PathSegment } from "../query/path.ts";
import type { AggregateNode, FieldOperand, Plan, PredicateNode, TextOp } from "../query/plan.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnOf } from "../store/row.ts";
import { lowerAscii, upperAscii } from "./ascii.ts";
import { SqlCompiler } from "./sql.ts";
import type { Statement } from "./statement.ts";

/**
 * DuckDB over the store's own columns. The relation bears the source's name: the engine puts the store's files behind it.
 * @see https://duckdb.org/docs/stable/sql/query_syntax/select
 */
export function compileDuckdb(plan: Plan): Statement {
  return new DuckdbCompiler(plan).compile();
}

class DuckdbCompiler extends SqlCompiler {
  protected readonly dialect = "duckdb";

  protected relation(source: SourceName): string {
    return `${identifier(source)} AS ${record}`;
  }

  protected placeholder(position: number): string {
    return `$${position}`;
  }

  protected fold(text: string): string {
    return `translate(${text}, '${upperAscii}', '${lowerAscii}')`;
  }

  protected field(operand: FieldOperand): string {
    const column = columnSql(operand.field);
    switch (operand.fieldType) {
      case "list":
        return cast(listSql(column, operand.path), "string", operand.type);
      case "json":
        return jsonSql(column, operand);
      default:
        return cast(column, operand.fieldType, operand.type);
    }
  }

  /** Floor division, also before 1970: DuckDB's `%` takes the sign of the dividend. */
  protected bucket(field: string, widthMs: number): string {
    const time = `epoch_ms(${columnSql(field)})`;
    return `epoch_ms(${time} - ((${time} % ${widthMs}) + ${widthMs}) % ${widthMs})`;
  }

  protected textTest(op: TextOp, text: string, value: string): string {
    switch (op) {
      case "contains":
        return `contains(${text}, ${value})`;
      case "startsWith":
        return `starts_with(${text}, ${value})`;
      case "endsWith":
        return `ends_with(${text}, ${value})`;
      case "like":
        return `${text} LIKE ${value} ESCAPE '\\'`;
      case "matches":
        return `regexp_matches(${text}, ${value})`;
    }
  }

  /** Text that does not begin like an object or array cannot be mistaken for one: no need to ask for a scalar first. */
  protected override compare(node: Extract<PredicateNode, { kind: "compare" }>): string {
    const { operand, value, op, ignoreCase } = node;
    const plainText = value.type === "string" && op === "eq" && !ignoreCase && !/^[{[]/.test(value.value);
    const open = operand.kind === "field" && operand.fieldType === "json" && operand.path.length > 0;
    if (!plainText || !open || operand.cast !== null) return super.compare(node);
    return `${reach("json_extract_string", columnSql(operand.field), operand.path)} = ${this.bind(value)}`;
  }

  protected aggregate(node: AggregateNode): string {
    switch (node.fn) {
      case "count":
        return node.operand === null ? "count(*)" : `count(${this.field(node.operand)})`;
      case "countIf":
        return `count(*) FILTER (WHERE ${this.predicate(node.where)})`;
      case "countDistinct":
        return `count(DISTINCT ${this.field(node.operand)})`;
      case "percentile":
        return `quantile_disc(${this.field(node.operand)}, ${fraction(node.millionths)})`;
      case "first":
      case "last": {
        const value = this.field(node.operand);
        const order = [node.time, node.id].map((key) => `${this.field(key)} ASC NULLS LAST`).join(", ");
        return `${node.fn}(${value} ORDER BY ${order}, ${value} ASC) FILTER (WHERE ${value} IS NOT NULL)`;
      }
      default:
        return `${node.fn}(${this.field(node.operand)})`;
    }
  }
}

/** A list as JSON text, or one member of one element. */
function listSql(column: string, [index, member]: readonly PathSegment[]): string {
  if (index === undefined || member === undefined || !("index" in index) || !("key" in member)) {
    return `to_json(${column})::VARCHAR`;
  }
  return `${column}[${index.index + 1}].${identifier(member.key)}`;
}

/** `json_value` is null where an object or array stands, which is what a path means here. */
function jsonSql(column: string, { path, cast: target, type }: FieldOperand): string {
  if (path.length === 0) return column;
  if (target === "json") return `nullif(${reach("json_extract", column, path)}::VARCHAR, 'null')`;
  return cast(`json_extract_string(${reach("json_value", column, path)}, '$')`, "string", type);
}

/** The relation's name inside a statement: no alias of a column can stand between a field and its column then. */
const record = identifier("record");

/** The column of a field as the field's type; the record's identity is stored as a UUID and is text here. */
function columnSql(field: string): string {
  const column = [record, ...columnOf(field).map(identifier)].join(".");
  return field === "recordId" ? `CAST(${column} AS VARCHAR)` : column;
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
      return guarded(expression, doublePattern, finite(`TRY_CAST(${expression} AS DOUBLE)`));
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
function finite(double: string): string {
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

/** Percent in millionths as a decimal fraction, written out so that no binary fraction comes between. */
function fraction(millionths: number): string {
  const digits = String(millionths).padStart(9, "0");
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}

/**
 * The call of a JSON function on what stands at a path. A member named `*` would be a wildcard in a path, even in
 * quotes; a JSON pointer takes it as it is, so the way there is cut in pieces.
 * @see https://duckdb.org/docs/stable/data/json/json_functions
 */
function reach(
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
  if (steps !== "") pieces.push(`$${steps}`);
  return pieces.reduce(
    (value, piece, index) => `${index === pieces.length - 1 ? call : "json_extract"}(${value}, ${literal(piece)})`,
    column,
  );
}

function pathStep(step: PathSegment): string {
  return "index" in step ? `[${step.index}]` : `."${step.key.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

import { compact, type Json, memberOf, textOf } from "./json.ts";

/** The type of a table's column, and how a value of a record's JSON becomes one of it. */
export type Shape =
  | "varchar"
  | "boolean"
  | "bigint"
  | "double"
  | "timestamp"
  | "date"
  /** An object or array as its JSON text. */
  | "json"
  /** `map(varchar, varchar)`: scalars as their text, objects and arrays as JSON text. */
  | "map"
  | { readonly row: Shapes }
  | { readonly list: Shape };

/** Columns, or members of a row, by name. */
export type Shapes = Readonly<Record<string, Shape>>;

/** The type in the words of an engine; both read Parquet files by these. */
export function typeText(shape: Shape, engine: "duckdb" | "trino"): string {
  const isDuck = engine === "duckdb";
  switch (shape) {
    case "varchar":
    case "boolean":
    case "bigint":
    case "double":
    case "date":
      return shape;
    case "json":
      return "varchar";
    case "timestamp":
      return isDuck ? "TIMESTAMP_MS" : "timestamp(3)";
    case "map":
      return "map(varchar, varchar)";
  }
  if ("list" in shape) {
    const item = typeText(shape.list, engine);
    return isDuck ? `${item}[]` : `array(${item})`;
  }
  return `${isDuck ? "struct" : "row"}(${columnsText(shape.row, engine)})`;
}

export function columnsText(shapes: Shapes, engine: "duckdb" | "trino"): string {
  return Object.entries(shapes)
    .map(([name, shape]) => `"${name}" ${typeText(shape, engine)}`)
    .join(", ");
}

/** A value of a record as JSON text that a reader of these types takes; what the type can't hold is null. */
function cellText(json: Json | undefined, shape: Shape): string {
  if (json === undefined || (json.kind === "token" && json.text === "null")) return "null";
  switch (shape) {
    case "varchar":
    case "boolean":
      return JSON.stringify(textOf(json));
    case "bigint":
    case "double":
      return json.kind === "token" ? json.text : "null";
    case "timestamp":
      return json.kind === "string" ? timestampText(json.value) : "null";
    case "date":
      return json.kind === "string" ? JSON.stringify(json.value.slice(0, 10)) : "null";
    case "json":
      return JSON.stringify(compact(json));
    case "map":
      return mapText(json);
  }
  if ("list" in shape) {
    return json.kind === "array" ? `[${json.items.map((item) => cellText(item, shape.list)).join(",")}]` : "null";
  }
  return json.kind === "object" ? rowText(json, shape.row) : "null";
}

/** Names in a record and in a table differ in case only. */
export function rowText(json: Json, shapes: Shapes): string {
  const members = Object.entries(shapes).map(
    ([name, shape]) => `${JSON.stringify(name)}:${cellText(memberOf(json, name), shape)}`,
  );
  return `{${members.join(",")}}`;
}

function mapText(json: Json): string {
  if (json.kind !== "object") return "null";
  const entries = json.members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(textOf(value))}`);
  return `{${entries.join(",")}}`;
}

/** RFC 3339 as `YYYY-MM-DD HH:MM:SS.mmm`, UTC. */
function timestampText(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? "null" : JSON.stringify(new Date(ms).toISOString().slice(0, 23).replace("T", " "));
}

/** A JSON value of a row that is made, not read. */
export function madeObject(members: readonly (readonly [string, Json | undefined])[]): Json {
  return { kind: "object", members: members.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])) };
}

export function madeString(value: string | null | undefined): Json | undefined {
  return value === null || value === undefined ? undefined : { kind: "string", value };
}

import type { Shape, Shapes } from "../../../rigs/tables/shape.ts";
import type { Words } from "./words.ts";

/** A type of Hive's. */
export type HiveType =
  | { readonly kind: "scalar"; readonly name: string }
  | { readonly kind: "array"; readonly item: HiveType }
  | { readonly kind: "map"; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: "struct"; readonly members: readonly (readonly [name: string, type: HiveType])[] };

/** Hive's scalar types with Trino's for them. @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
const scalars: Readonly<Record<string, string>> = {
  string: "varchar",
  boolean: "boolean",
  tinyint: "tinyint",
  smallint: "smallint",
  int: "integer",
  integer: "integer",
  bigint: "bigint",
  float: "real",
  double: "double",
  binary: "varbinary",
  date: "date",
  timestamp: "timestamp(3)",
};

export function readType(words: Words): HiveType {
  const name = words.next("word").toLowerCase();
  switch (name) {
    case "array": {
      words.expect("<");
      const item = readType(words);
      words.expect(">");
      return { kind: "array", item };
    }
    case "map": {
      words.expect("<");
      const key = readType(words);
      words.expect(",");
      const value = readType(words);
      words.expect(">");
      return { kind: "map", key, value };
    }
    case "struct": {
      const members: (readonly [string, HiveType])[] = [];
      words.expect("<");
      do {
        const member = words.next("name").toLowerCase();
        words.expect(":");
        members.push([member, readType(words)]);
      } while (words.skip(","));
      words.expect(">");
      return { kind: "struct", members };
    }
  }
  const scalar = /^(decimal|varchar|char)$/.test(name) ? sized(words, name) : name;
  if (scalars[name] === undefined && scalar === name) words.fail("a type");
  return { kind: "scalar", name: scalar };
}

function sized(words: Words, name: string): string {
  if (!words.skip("(")) return name === "decimal" ? "decimal(10,0)" : name;
  const sizes = [words.next("number")];
  if (words.skip(",")) sizes.push(words.next("number"));
  words.expect(")");
  return `${name}(${sizes.join(",")})`;
}

/** The type in Trino's words; Iceberg's timestamps have microseconds. */
export function trinoType(type: HiveType, format: "hive" | "iceberg" = "hive"): string {
  switch (type.kind) {
    case "array":
      return `array(${trinoType(type.item, format)})`;
    case "map":
      return `map(${trinoType(type.key, format)}, ${trinoType(type.value, format)})`;
    case "struct":
      return `row(${type.members.map(([name, member]) => `"${name}" ${trinoType(member, format)}`).join(", ")})`;
    case "scalar":
      return type.name === "timestamp" && format === "iceberg" ? "timestamp(6)" : (scalars[type.name] ?? type.name);
  }
}

/** As the catalog tells of it. */
export function hiveText(type: HiveType): string {
  switch (type.kind) {
    case "array":
      return `array<${hiveText(type.item)}>`;
    case "map":
      return `map<${hiveText(type.key)},${hiveText(type.value)}>`;
    case "struct":
      return `struct<${type.members.map(([name, member]) => `${name}:${hiveText(member)}`).join(",")}>`;
    case "scalar":
      return type.name;
  }
}

/** How a JSON SerDe reads a value for the type: a string takes whatever stands there, as text. */
function jsonShape(type: HiveType): Shape {
  switch (type.kind) {
    case "array":
      return { list: jsonShape(type.item) };
    case "map":
      return "map";
    case "struct":
      return { row: jsonShapes(type.members) };
    case "scalar":
      return type.name === "boolean" || type.name === "bigint" || type.name === "double" ? type.name : "varchar";
  }
}

export function jsonShapes(members: readonly (readonly [name: string, type: HiveType])[]): Shapes {
  return Object.fromEntries(members.map(([name, type]) => [name, jsonShape(type)]));
}

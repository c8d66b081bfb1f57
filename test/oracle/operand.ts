import type { Field, SourceName } from "@trailkeep/core/catalog";
import type { Cast } from "@trailkeep/core/query";
import { castValue, type ValueType } from "./cast.ts";
import { compactText, jsonString, type Step, scalarText } from "./json.ts";
import type { Element, OracleRecord, Value } from "./record.ts";
import { referenceOf } from "./reference.ts";

/** Something with a type that has a value in each item: a field or path of a record, or a column of a row. */
export interface Operand<T> {
  readonly type: ValueType;
  readonly of: (item: T) => Value;
}

/** Finds the operand that a query's `field` and `cast` name. */
export type Lookup<T> = (named: { readonly field: string; readonly cast?: Cast | undefined }) => Operand<T>;

/** Operands of a source's records. */
export function recordLookup(source: SourceName): Lookup<OracleRecord> {
  return ({ field: name, cast }) => {
    const reference = referenceOf(source, name);
    if (cast === "json" && reference.field.type === "json" && reference.steps.length > 0) {
      return { type: "json", of: (record) => compactText(jsonOf(record, reference.name), reference.steps) };
    }
    return asType(plain(reference.name, reference.field, reference.steps), cast);
  };
}

/** Operands of rows, by column name. */
export function columnLookup(
  columns: readonly { readonly name: string; readonly type: ValueType }[],
): Lookup<readonly Value[]> {
  return ({ field: name, cast }) => {
    const index = columns.findIndex((column) => column.name === name);
    const column = columns[index];
    if (column === undefined) throw new Error(`the oracle knows no column ${name}`);
    return asType({ type: column.type, of: (row) => row[index] ?? null }, cast);
  };
}

function asType<T>(operand: Operand<T>, cast: Cast | undefined): Operand<T> {
  if (cast === undefined) return operand;
  return { type: cast, of: (item) => castValue(operand.of(item), operand.type, cast) };
}

function plain(name: string, field: Field, steps: readonly Step[]): Operand<OracleRecord> {
  if (field.type === "list") return listOperand(name, field.members ?? [], steps);
  if (steps.length > 0) return { type: "string", of: (record) => scalarText(jsonOf(record, name), steps) };
  return { type: field.type, of: (record) => plainValue(record, name, field) };
}

function listOperand(name: string, members: readonly string[], steps: readonly Step[]): Operand<OracleRecord> {
  if (steps.length > 0) return { type: "string", of: (record) => memberAt(listOf(record, name) ?? [], steps) };
  return {
    type: "json",
    of: (record) => {
      const elements = listOf(record, name);
      return elements === null ? null : `[${elements.map((element) => elementText(element, members)).join(",")}]`;
    },
  };
}

function elementText(element: Element, members: readonly string[]): string {
  const written = members.map((member) => {
    const value = element[member] ?? null;
    return `${jsonString(member)}:${value === null ? "null" : jsonString(value)}`;
  });
  return `{${written.join(",")}}`;
}

function memberAt(elements: readonly Element[], [first, second, ...more]: readonly Step[]): string | null {
  if (first === undefined || !("index" in first) || second === undefined || !("key" in second)) return null;
  return more.length === 0 ? (elements[first.index]?.[second.key] ?? null) : null;
}

function plainValue(record: OracleRecord, name: string, field: Field): Value {
  const value = record.get(name) ?? null;
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "object") throw new Error(`${name} holds a list`);
  return field.type === "integer" ? BigInt(value) : Number(value);
}

/** The JSON text of a field; a record without it has JSON null. */
function jsonOf(record: OracleRecord, name: string): string {
  const value = record.get(name) ?? null;
  return typeof value === "string" ? value : "null";
}

function listOf(record: OracleRecord, name: string): readonly Element[] | null {
  const value = record.get(name) ?? null;
  return typeof value === "object" ? value : null;
}

import type { Field, SourceName } from "@trailkeep/core/catalog";
import { castValue, type ValueType } from "./cast.ts";
import { partOf } from "./instant.ts";
import { compactText, elementTexts, jsonString, type Step, scalarText } from "./json.ts";
import type { Reference } from "./language.ts";
import type { Element, OracleRecord, Value } from "./record.ts";
import { referenceOf, relativeSteps } from "./reference.ts";

/** Something with a type that has a value in each item: a field or path of a record, or a column of a row. */
export interface Operand<T> {
  readonly type: ValueType;
  readonly of: (item: T) => Value;
}

/** What a query's references stand for, of one kind of item. */
export interface Scope<T> {
  readonly operand: (reference: Reference) => Operand<T>;
  /** The elements of the array at a field or path, as JSON texts; none where there is no array. */
  readonly elements: (field: string) => (item: T) => readonly string[];
}

/** References to fields of a source, and paths below them, in its records. */
export function recordScope(source: SourceName): Scope<OracleRecord> {
  return {
    operand(reference) {
      const { name, field, steps } = referenceOf(source, reference.field);
      if (reference.cast === "json" && field.type === "json" && steps.length > 0) {
        return { type: "json", of: (record) => compactText(jsonOf(record, name), steps) };
      }
      return shaped(plain(name, field, steps), reference);
    },
    elements(text) {
      const { name, field, steps } = referenceOf(source, text);
      if (field.type === "list" && steps.length === 0) {
        return (record) => (listOf(record, name) ?? []).map((element) => elementText(element, field.members ?? []));
      }
      if (field.type !== "json") throw new Error(`${text} is no list`);
      return (record) => elementTexts(jsonOf(record, name), steps);
    },
  };
}

/** References relative to an array's element, which is given as JSON text. */
export const elementScope: Scope<string> = {
  operand(reference) {
    const steps = relativeSteps(reference.field);
    if (reference.cast === "json") return { type: "json", of: (json) => compactText(json, steps) };
    return shaped({ type: "string", of: (json) => scalarText(json, steps) }, reference);
  },
  elements(field) {
    const steps = relativeSteps(field);
    return (json) => elementTexts(json, steps);
  },
};

/** References to the columns of rows, by name. */
export function columnScope(
  columns: readonly { readonly name: string; readonly type: ValueType }[],
): Scope<readonly Value[]> {
  return {
    operand(reference) {
      const index = columns.findIndex(({ name }) => name === reference.field);
      const column = columns[index];
      if (column === undefined) throw new Error(`the oracle knows no column ${reference.field}`);
      return shaped({ type: column.type, of: (row) => row[index] ?? null }, reference);
    },
    elements(field) {
      throw new Error(`the column ${field} is no list`);
    },
  };
}

/** The operand cast, then a part of the time that it is. */
function shaped<T>(operand: Operand<T>, { cast, part }: Reference): Operand<T> {
  const { type, of } = cast === undefined ? operand : castOperand(operand, cast);
  if (part === undefined) return { type, of };
  if (type !== "timestamp") throw new Error(`${part} is of a timestamp, not of ${type}`);
  return {
    type: "integer",
    of(item) {
      const time = of(item);
      return time === null ? null : BigInt(partOf(Number(time), part));
    },
  };
}

function castOperand<T>(operand: Operand<T>, cast: NonNullable<Reference["cast"]>): Operand<T> {
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

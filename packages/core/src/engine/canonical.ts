import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Literal } from "../query/plan.ts";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  TIMESTAMP,
  VARCHAR,
} from "./local/driver.ts";
import type { Column, Value } from "./types.ts";

/** A DuckDB value in canonical form. A double that is not finite has no JSON and becomes null. */
function canonical(value: DuckDBValue): Value {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return isSafe(value) ? Number(value) : value.toString();
  if (value instanceof DuckDBDecimalValue && value.scale === 0) return canonical(value.value);
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1000n)).toISOString();
  return String(value);
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** The types under which DuckDB binds a plan's constants: left to itself it takes a whole double for an integer. */
const bindTypes = { string: VARCHAR, integer: BIGINT, double: DOUBLE, boolean: BOOLEAN, timestamp: TIMESTAMP } as const;

export interface Bindings {
  readonly values: DuckDBValue[];
  readonly types: DuckDBType[];
}

/** Constants of a plan as DuckDB binds them, with their types. */
export function bindings(literals: readonly Literal[]): Bindings {
  return { values: literals.map(bindable), types: literals.map(({ type }) => bindTypes[type]) };
}

function bindable(literal: Literal): DuckDBValue {
  return literal.type === "timestamp" ? new DuckDBTimestampValue(BigInt(literal.value) * 1000n) : literal.value;
}

/** A row of the result in the order of the columns. */
export function canonicalRow(values: readonly DuckDBValue[], columns: readonly Column[]): readonly Value[] {
  return columns.map((_, index) => canonical(values[index] ?? null));
}

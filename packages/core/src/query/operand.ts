import type { FieldType } from "../catalog/index.ts";
import type { PathSegment } from "./path.ts";
import type { Cast, DatePart } from "./wire.ts";

/** What a plan's predicates and columns speak of: values of the record, and constants. */

/** The types of a result's columns; a list is shown as JSON. */
export type ValueType = "string" | "integer" | "double" | "boolean" | "timestamp" | "json";

/** A constant, typed as the operand it meets; timestamps are epoch milliseconds. */
export type Literal =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "integer"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "timestamp"; readonly value: number };

/** Of which record a field is: of the query's source, or of the one that it is joined with. */
export type Side = "main" | "joined";

/** What is made of a value: it is cast, then a part of it is taken. `type` is that of the outcome. */
interface Made {
  readonly cast: Cast | null;
  /** Of a timestamp; the outcome is an integer. */
  readonly part: DatePart | null;
  readonly type: ValueType;
}

/** A value of the record: a field, or what stands at a path below one. */
export interface FieldOperand extends Made {
  readonly kind: "field";
  readonly side: Side;
  readonly field: string;
  readonly fieldType: FieldType;
  readonly path: readonly PathSegment[];
}

/**
 * A value of a list's element, inside `any`: of open JSON the element itself (an empty path) or what stands at a path
 * below it, of a list of the catalog one member. `depth` says which `any` is meant: the outermost is 1.
 */
export interface ElementOperand extends Made {
  readonly kind: "element";
  readonly depth: number;
  readonly of: "json" | "struct";
  readonly path: readonly PathSegment[];
}

/** What `any` looks into: a list of the catalog, or an array in open JSON. */
export type ListOperand = FieldOperand | ElementOperand;

/** The record's time, rounded down to a multiple of the width since the Unix epoch. */
export interface BucketOperand {
  readonly kind: "bucket";
  readonly field: string;
  readonly widthMs: number;
  readonly type: "timestamp";
}

/** A column of the grouped result, for `having` and the order of groups. */
export interface OutputOperand {
  readonly kind: "output";
  readonly name: string;
  readonly type: ValueType;
}

export type Operand = FieldOperand | ElementOperand | BucketOperand | OutputOperand;

/** A text that two operands share exactly if they denote the same value. */
export function operandKey(operand: Operand): string {
  switch (operand.kind) {
    case "output":
      return `output ${operand.name}`;
    case "bucket":
      return `bucket ${operand.widthMs} ${operand.field}`;
    case "element":
      return `element ${operand.depth}${madeKey(operand)}`;
    case "field":
      return `${operand.side} ${operand.field}${madeKey(operand)}`;
  }
}

function madeKey({ cast, part, path }: FieldOperand | ElementOperand): string {
  if (cast === null && part === null && path.length === 0) return "";
  // A key may hold anything: its length says where it ends.
  const steps = path.map((step) => ("key" in step ? `${step.key.length}:${step.key}` : `[${step.index}]`));
  return ` ${cast ?? ""} ${part ?? ""} ${steps.join("")}`;
}

import type { SourceName } from "@trailkeep/core/catalog";
import { type ColumnNode, columnTree, type StoreField } from "@trailkeep/core/store";
import type { Codec } from "./codec.ts";
import type { SchemaElement } from "./metadata.ts";

/** How a field is held: which column takes its values. */
export type LeafKind = "text" | "integer" | "timestamp" | "double" | "boolean" | "uuid" | "list";

/** How a file holds what readers differ in: Hive's tables, and so Athena's, have no UUID. */
export interface FileStyle {
  /** Whether the column `raw` is filled. */
  readonly keepRaw: boolean;
  readonly recordId: "uuid" | "text";
  readonly codec: Codec;
}

/** A column of the file, or the columns of a list. */
export interface Leaf {
  readonly field: StoreField;
  readonly kind: LeafKind;
  /** Paths of the physical columns: one, or one a member of a list's structs. */
  readonly paths: readonly (readonly string[])[];
}

export interface FileSchema {
  readonly elements: readonly SchemaElement[];
  readonly leaves: readonly Leaf[];
}

/**
 * The Parquet schema of a source's files: structs nest as the store's columns do, and are always there; leaves are
 * optional.
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md
 */
export function fileSchema(source: SourceName, recordId: FileStyle["recordId"]): FileSchema {
  const tree = columnTree(source);
  const elements: SchemaElement[] = [{ name: "root", num_children: tree.length }];
  const leaves: Leaf[] = [];
  for (const node of tree) add(node, [], { elements, leaves, recordId });
  return { elements, leaves };
}

interface Growing {
  readonly elements: SchemaElement[];
  readonly leaves: Leaf[];
  readonly recordId: FileStyle["recordId"];
}

function add(node: ColumnNode, above: readonly string[], schema: Growing): void {
  const { elements, leaves } = schema;
  const path = [...above, node.name];
  if (node.kind === "struct") {
    elements.push({ name: node.name, repetition_type: "REQUIRED", num_children: node.children.length });
    for (const child of node.children) add(child, path, schema);
    return;
  }
  const { field } = node;
  const kind = field.name === "recordId" ? schema.recordId : kindOf(field);
  if (kind === "list") {
    const members = field.field.members ?? [];
    elements.push(...listElements(node.name, members));
    leaves.push({ field, kind, paths: members.map((member) => [...path, "list", "element", member]) });
    return;
  }
  elements.push({ name: node.name, repetition_type: "OPTIONAL", ...physical[kind] });
  leaves.push({ field, kind, paths: [path] });
}

const text = { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } } as const;

const physical = {
  text,
  integer: { type: "INT64" },
  timestamp: {
    type: "INT64",
    converted_type: "TIMESTAMP_MICROS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MICROS" },
  },
  double: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  uuid: { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, logical_type: { type: "UUID" } },
} as const satisfies Record<Exclude<LeafKind, "list">, Partial<SchemaElement>>;

function listElements(name: string, members: readonly string[]): SchemaElement[] {
  return [
    { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "OPTIONAL", num_children: members.length },
    ...members.map((member): SchemaElement => ({ name: member, repetition_type: "OPTIONAL", ...text })),
  ];
}

function kindOf(field: StoreField): LeafKind {
  return field.type === "string" || field.type === "json" ? "text" : field.type;
}

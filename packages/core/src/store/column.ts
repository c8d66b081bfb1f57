import { type Field, type SourceName, sourceOf } from "../catalog/index.ts";
import { identifier } from "../sql-text.ts";
import { type StoreField, storeFields } from "./row.ts";

/** A top-level column of a source's Parquet files, with its DuckDB type as SQL text. */
export interface StoreColumn {
  readonly name: string;
  readonly type: string;
}

/** A column as a tree: a leaf holds one field, a struct holds columns. */
export type ColumnNode =
  | { readonly kind: "leaf"; readonly name: string; readonly field: StoreField }
  | { readonly kind: "struct"; readonly name: string; readonly children: readonly ColumnNode[] };

/**
 * The DuckDB columns of a source's Parquet files, in file order: structs nest as {@link StoreField.column} says, json is
 * text, a list is a list of structs whose members keep the names that the catalog gives them.
 */
export function columnTypes(source: SourceName): readonly StoreColumn[] {
  return columnTree(source).map((node) => ({ name: node.name, type: nodeType(node) }));
}

/** The columns of a source as trees, in file order. */
export function columnTree(source: SourceName): readonly ColumnNode[] {
  return grow(storeFields(source), 0);
}

/** The top-level column that holds the event's time. */
export function timeColumn(source: SourceName): string {
  const time = sourceOf(source).time;
  const field = storeFields(source).find((candidate) => candidate.name === time);
  if (field?.column.length !== 1) throw new Error(`the time field of ${source} is not a column of its own`);
  return field.column.join(".");
}

function grow(fields: readonly StoreField[], depth: number): readonly ColumnNode[] {
  const byName = new Map<string, StoreField[]>();
  for (const field of fields) {
    const name = field.column[depth];
    if (name === undefined) throw new Error(`${field.name} is a value and a struct at once`);
    byName.set(name, [...(byName.get(name) ?? []), field]);
  }
  return [...byName].map(([name, group]) => branch(name, group, depth));
}

function branch(name: string, group: readonly StoreField[], depth: number): ColumnNode {
  const [only] = group;
  if (only !== undefined && group.length === 1 && only.column.length === depth + 1) {
    return { kind: "leaf", name, field: only };
  }
  return { kind: "struct", name, children: grow(group, depth + 1) };
}

function nodeType(node: ColumnNode): string {
  if (node.kind === "leaf") return leafType(node.field.name, node.field.field);
  return `STRUCT(${node.children.map((child) => `${identifier(child.name)} ${nodeType(child)}`).join(", ")})`;
}

function leafType(name: string, field: Field): string {
  if (name === "recordId") return "UUID";
  switch (field.type) {
    case "string":
    case "json":
      return "VARCHAR";
    case "integer":
      return "BIGINT";
    case "double":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    case "timestamp":
      return "TIMESTAMP";
    case "list":
      return `STRUCT(${(field.members ?? []).map((member) => `${identifier(member)} VARCHAR`).join(", ")})[]`;
  }
}

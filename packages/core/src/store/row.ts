import { type Field, type FieldType, fieldsOf, provenance, type Shortcut, type SourceName } from "../catalog/index.ts";

/** A value on its way into the store: timestamps are epoch milliseconds (UTC), `json` and `list` are JSON text. */
export type Cell = string | number | bigint | boolean | null;

/**
 * One record, ready to be stored: what every format yields and every sink takes.
 * `cells` are in the order of {@link recordFields} of the source.
 */
export interface StoreRow {
  readonly source: SourceName;
  /** The event's own time, epoch milliseconds, UTC: it decides the day. */
  readonly timeMs: number;
  /** 128 bits of SHA-256 over the record's content, 32 lower-case hexadecimal digits. */
  readonly recordId: string;
  readonly cells: readonly Cell[];
}

/** A field as the store's columns hold it. */
export interface StoreField {
  readonly name: string;
  readonly type: FieldType;
  readonly field: Field;
  /** Path of the column: structs nest, as in `["user_identity", "arn"]`. */
  readonly column: readonly string[];
}

/** The fields of a source that a format fills, in the order of `StoreRow.cells`. */
export function recordFields(source: SourceName): readonly StoreField[] {
  return storeFields(source).filter((field) => !Object.hasOwn(provenance, field.name));
}

/** All stored fields of a source, provenance last. */
export function storeFields(source: SourceName): readonly StoreField[] {
  return fieldsOf(source).map(([name, field]) => ({ name, type: field.type, field, column: columnOf(name) }));
}

const columns = new Map<string, readonly string[]>();

/** `userIdentity.sessionContext` -> `["user_identity", "session_context"]`, `sourceIPAddress` -> `["source_ip_address"]`. */
export function columnOf(fieldName: string): readonly string[] {
  const known = columns.get(fieldName);
  if (known !== undefined) return known;
  const column = fieldName.split(".").map(snakeCase);
  columns.set(fieldName, column);
  return column;
}

/** `responseElements`, `ConsoleLogin` -> `response_elements_console_login`: the column of a member that has its own. */
export function shortcutColumn({ field, member }: Shortcut): string {
  return `${columnOf(field).join("_")}_${snakeCase(member)}`;
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

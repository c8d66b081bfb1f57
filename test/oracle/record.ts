import { fieldsOf, provenance } from "@trailkeep/core/catalog";
import type { Cell, StoreRow } from "@trailkeep/core/store/row";

/** One element of a list field: its members, all text or null. */
export type Element = Readonly<Record<string, string | null>>;

/** A value inside the oracle: integers are bigint, timestamps and doubles number, `json` compact JSON text. */
export type Value = string | bigint | number | boolean | null;

/** One record: catalog field name -> value; a field that is not there is null. Integers may be given as numbers. */
export type OracleRecord = ReadonlyMap<string, Value | readonly Element[]>;

/** Where ingest found a row: what `inputObject` and `inputPosition` answer. */
export interface Place {
  readonly inputObject: string;
  readonly inputPosition: number;
}

/** A row of the store as the oracle sees it. `cells` are in catalog order, without the provenance fields. */
export function oracleRecord(row: StoreRow, place: Place): OracleRecord {
  const fields = fieldsOf(row.source).filter(([name]) => !Object.hasOwn(provenance, name));
  const record = new Map<string, Value | readonly Element[]>();
  fields.forEach(([name, field], index) => {
    const cell: Cell = row.cells[index] ?? null;
    record.set(name, field.type === "list" && typeof cell === "string" ? elements(cell) : cell);
  });
  record.set("recordId", uuid(row.recordId));
  record.set("inputObject", place.inputObject);
  record.set("inputPosition", BigInt(place.inputPosition));
  return record;
}

/** Reads a list cell: JSON text of an array of objects whose members are text or null. */
function elements(text: string): readonly Element[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new Error(`a list cell holds ${text}`);
  return parsed.map((element: unknown) => {
    if (typeof element !== "object" || element === null) throw new Error(`a list cell holds ${text}`);
    return Object.fromEntries(
      Object.entries(element).map(([name, value]) => [name, typeof value === "string" ? value : null]),
    );
  });
}

/** 32 hexadecimal digits -> `8-4-4-4-12`. */
function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

import { type Field, integer, string } from "./field.ts";

/** Where a row came from and what makes it one record: the same in every source, filled by ingest. */
export const provenance = {
  recordId: string("Identity of the record's content: 128 bits of SHA-256, as a UUID. Equal records have equal ids."),
  inputObject: string("The file or object from which the record was read, as a URI."),
  inputPosition: integer("The record's place in its input object: the first is 0."),
} as const;

type Provenance = typeof provenance;

/** A member of open JSON that is filtered on often: stores may keep its value in a column of its own. */
export interface Shortcut {
  /** A field of type json. */
  readonly field: string;
  readonly member: string;
}

/** The kinds of store: CloudTrail Lake, Athena over S3, CloudWatch Logs Insights, and the embedded one. */
export type StoreKind = "lake" | "athena" | "insights" | "local";

/** A kind of log that can be asked about. */
export interface Source<Name extends string = string, Fields extends Record<string, Field> = Record<string, Field>> {
  readonly name: Name;
  readonly doc: string;
  /** Where the format is documented. */
  readonly reference: string;
  /** The kinds of store that can hold it. */
  readonly stores: readonly StoreKind[];
  /** The field that says when the event happened: time ranges, buckets and partitions go by it. */
  readonly time: string;
  /** The field that names the event or request: it breaks ties between rows of one instant. */
  readonly id: string;
  /** Every field, provenance included, by the name that queries use. */
  readonly fields: Fields;
  /** No other source has a json field of the same name. */
  readonly shortcuts?: readonly Shortcut[];
}

/** Declares a source. The provenance fields are added to its own. */
export function defineSource<const Name extends string, const Fields extends Record<string, Field>>(
  source: Source<Name, Fields> & { readonly time: keyof Fields; readonly id: keyof Fields },
): Source<Name, Fields & Provenance> {
  return Object.freeze({ ...source, fields: Object.freeze({ ...source.fields, ...provenance }) });
}

/** Declares a source that no store of ours keeps: there is no ingest, and so no provenance. */
export function defineDiscovered<const Name extends string, const Fields extends Record<string, Field>>(
  source: Source<Name, Fields> & { readonly time: keyof Fields; readonly id: keyof Fields },
): Source<Name, Fields> {
  return Object.freeze({ ...source, fields: Object.freeze(source.fields) });
}

/** The types a field can have. `json` is open: any path below it is text unless cast. `list` holds structs. */
export type FieldType = "string" | "integer" | "double" | "boolean" | "timestamp" | "json" | "list";

/** One field of a source, declared once. */
export interface Field<T extends FieldType = FieldType> {
  readonly type: T;
  /** One sentence, for people: it becomes the reference page and the OpenAPI document. */
  readonly doc: string;
  /** The version of the record format that brought the field, where the format says so. */
  readonly since?: string;
  /** `list` only: the members of an element, all text. */
  readonly members?: readonly string[];
  /**
   * The name under which Logs Insights has it, where that is not the field's own. Empty for an event's whole object:
   * a path below the field is then a discovered field by itself.
   */
  readonly insights?: string;
}

interface Details {
  readonly since?: string;
  readonly insights?: string;
}

export const string = (doc: string, details: Details = {}): Field<"string"> => ({ type: "string", doc, ...details });
export const integer = (doc: string, details: Details = {}): Field<"integer"> => ({ type: "integer", doc, ...details });
export const double = (doc: string, details: Details = {}): Field<"double"> => ({ type: "double", doc, ...details });
export const boolean = (doc: string, details: Details = {}): Field<"boolean"> => ({ type: "boolean", doc, ...details });
export const timestamp = (doc: string, details: Details = {}): Field<"timestamp"> => ({
  type: "timestamp",
  doc,
  ...details,
});
export const json = (doc: string, details: Details = {}): Field<"json"> => ({ type: "json", doc, ...details });
export const list = (members: readonly string[], doc: string, details: Details = {}): Field<"list"> => ({
  type: "list",
  doc,
  members,
  ...details,
});

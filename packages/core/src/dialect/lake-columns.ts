/** The columns of an event data store's kind. */
export interface LakeColumns {
  /** The expression of a field over the columns; none if the kind has no such field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where open JSON is found: a column with a document, and the way to the field in it. */
  readonly json: Readonly<Record<string, readonly [document: string, ...steps: string[]]>>;
  /** Maps with the members of open JSON as text. */
  readonly members: Readonly<Record<string, string>>;
  /** What rows of one record share, and no others (law 9); left out where the columns cannot tell. */
  readonly identity?: readonly string[];
}

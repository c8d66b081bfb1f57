import type { Field } from "./field.ts";
import type { Source } from "./source.ts";

/** One of the two sources whose records are put side by side. */
export interface MatchedPart<Name extends string = string> {
  readonly source: Name;
  /** Its fields go by this and a dot before their own names. */
  readonly prefix: string;
  /** The field that names the request. */
  readonly key: string;
  /** The field of its time. */
  readonly time: string;
  /** Only records in which these fields have these values are looked at. */
  readonly only: Readonly<Record<string, string>>;
}

/** A value that either part may have; the right one's may be a member of open JSON, of which it has a shortcut. */
export interface Either {
  readonly left: string;
  readonly right: string;
  readonly member?: string;
}

/** How a source is made of two others, whose records tell of one request where their keys are equal: many to many. */
export interface Matched<Name extends string = string> {
  readonly left: MatchedPart<Name>;
  readonly right: MatchedPart<Name>;
  /** A record of the left part without a partner stays only if it has this field. */
  readonly leftNeeds: string;
  /** Fields with the left part's value, and where it has none, the right one's. */
  readonly either: Readonly<Record<string, Either>>;
  /** The field that says which of the two know the request, and what it says. */
  readonly seen: { readonly field: string; readonly both: string; readonly left: string; readonly right: string };
  /** The parts are looked at from so long before the range that is asked for to so long after it. */
  readonly marginMs: number;
}

/** The fields of a part under its prefix. */
export type Prefixed<Prefix extends string, Fields> = {
  readonly [Name in keyof Fields & string as `${Prefix}.${Name}`]: Fields[Name];
};

/** A part's fields by the names that they have in the matched source. */
export function prefixed<const Prefix extends string, const Fields extends Record<string, Field>>(
  prefix: Prefix,
  fields: Fields,
): Prefixed<Prefix, Fields>;
export function prefixed(prefix: string, fields: Readonly<Record<string, Field>>): Readonly<Record<string, Field>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { insights, ...field }]) => [`${prefix}.${name}`, field]),
  );
}

/** Declares a source that is made of two others when it is asked about: no store keeps it. */
export function defineMatched<
  const Name extends string,
  const Fields extends Record<string, Field>,
  const Part extends string,
>(
  source: Source<Name, Fields> & { readonly time: keyof Fields; readonly id: keyof Fields },
  matched: Matched<Part>,
): Source<Name, Fields> & { readonly matched: Matched<Part> } {
  return Object.freeze({ ...source, fields: Object.freeze(source.fields), matched: Object.freeze(matched) });
}

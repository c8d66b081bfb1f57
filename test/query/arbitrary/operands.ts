import { fieldsOf, type SourceName } from "@trailkeep/core/catalog";
import fc from "fast-check";
import type { ValueType } from "../../oracle/cast.ts";
import type { Cast, Part, Reference } from "../../oracle/language.ts";
import { type Operand, recordScope } from "../../oracle/operand.ts";
import type { OracleRecord } from "../../oracle/record.ts";
import { arrayPaths, jsonPaths } from "./json.ts";

/** A way of naming a value in a query, with what the oracle knows of it. */
export interface Named<T> extends Operand<T>, Reference {}

/** What queries over one kind of item can name. */
export interface Vocabulary<T> {
  /** Fields, paths, casts and parts of times. Each type comes up often enough. */
  readonly values: fc.Arbitrary<Named<T>>;
  /** Fields as they are, and paths. */
  readonly plain: readonly Named<T>[];
  readonly ofType: (type: ValueType) => readonly Named<T>[];
  /** Fields and paths where an array may be; a list of the catalog with the members that its elements have. */
  readonly arrays: readonly { readonly field: string; readonly members?: readonly string[] }[];
}

/** What each type can be cast to, besides itself. */
export const casts: Readonly<Record<ValueType, readonly Cast[]>> = {
  string: ["integer", "double", "boolean", "timestamp", "string"],
  integer: ["double", "string", "integer"],
  double: ["double"],
  boolean: ["string", "boolean"],
  timestamp: ["string", "timestamp"],
  json: ["json"],
};

const parts: readonly Part[] = ["hourOfDay", "dayOfWeek"];

const hot =
  /^(eventName|eventSource|awsRegion|sourceIPAddress|remoteIp|errorCode|readOnly|httpStatus|bytesSent|operation|key|event(Time|ID)|time|seenBy|bucket|event[.]eventName|log[.]operation|insightDetails.*)$/;

export function vocabulary(source: SourceName): Vocabulary<OracleRecord> {
  const scope = recordScope(source);
  const name = (field: string, cast?: Cast, part?: Part): Named<OracleRecord> => ({
    field,
    ...(cast === undefined ? {} : { cast }),
    ...(part === undefined ? {} : { part }),
    ...scope.operand({ field, cast, part }),
  });
  const fields = fieldsOf(source);
  const plain = fields.map(([field]) => name(field));
  const json = fields.filter(([, { type }]) => type === "json").map(([field]) => field);
  const paths = json.flatMap((field) => jsonPaths.map((path) => name(`${field}${path}`)));
  const members = fields.flatMap(([field, { members: all = [] }]) =>
    all.flatMap((member) => [name(`${field}[0].${member}`), name(`${field}.1.${member}`)]),
  );
  const open = [...json, ...json.flatMap((field) => jsonPaths.map((path) => `${field}${path}`))];
  const castable = [...plain.filter(({ type }) => type !== "json"), ...paths, ...members];
  const hours = [
    ...plain.filter(({ type }) => type === "timestamp").map(({ field }) => ({ field, cast: undefined })),
    ...paths.filter(({ type }) => type === "string").map(({ field }) => ({ field, cast: "timestamp" as const })),
  ].flatMap(({ field, cast }) => parts.map((part) => name(field, cast, part)));
  const cast = castable.flatMap(({ field, type }) => casts[type].map((to) => name(field, to)));
  const all = [...plain, ...paths, ...members, ...cast, ...hours];
  return {
    plain: [...plain.filter(({ type }) => type !== "json"), ...paths],
    values: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...plain.filter(({ field }) => hot.test(field))) },
      { weight: 2, arbitrary: fc.constantFrom(...plain) },
      ...(paths.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...paths) }]),
      ...(members.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...members) }]),
      ...(open.length === 0
        ? []
        : [{ weight: 1, arbitrary: fc.constantFrom(...open).map((field) => name(field, "json")) }]),
      {
        weight: 4,
        arbitrary: fc
          .constantFrom(...castable)
          .chain(({ field, type }) => fc.constantFrom(...casts[type]).map((to) => name(field, to))),
      },
      { weight: 1, arbitrary: fc.constantFrom(...hours) },
    ),
    ofType: (wanted) => all.filter(({ type }) => type === wanted),
    arrays: [
      ...fields.flatMap(([field, { members: known }]) => (known === undefined ? [] : [{ field, members: known }])),
      ...json.flatMap((field) => arrayPaths.map((path) => ({ field: `${field}${path}` }))),
    ],
  };
}

/** The reference without what the oracle knows of it. */
export function referenceOf({ field, cast, part }: Reference): Reference {
  return { field, ...(cast === undefined ? {} : { cast }), ...(part === undefined ? {} : { part }) };
}

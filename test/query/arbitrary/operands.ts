import { fieldsOf, type SourceName } from "@trailkeep/core/catalog";
import type { Cast } from "@trailkeep/core/query";
import fc from "fast-check";
import type { ValueType } from "../../oracle/cast.ts";
import { type Operand, recordLookup } from "../../oracle/operand.ts";
import type { OracleRecord } from "../../oracle/record.ts";
import { jsonPaths } from "./json.ts";

/** A way of naming a value in a query, with what the oracle knows of it. */
export interface Named extends Operand<OracleRecord> {
  readonly field: string;
  readonly cast?: Cast;
}

/** What each type can be cast to, besides itself. */
const casts: Readonly<Record<ValueType, readonly Cast[]>> = {
  string: ["integer", "double", "boolean", "timestamp", "string"],
  integer: ["double", "string", "integer"],
  double: ["double"],
  boolean: ["string", "boolean"],
  timestamp: ["string", "timestamp"],
  json: ["json"],
};

const hot =
  /^(eventName|eventSource|awsRegion|errorCode|readOnly|httpStatus|bytesSent|operation|key|event(Time|ID)|time|insightDetails.*)$/;

/** The values that queries over a source can name: fields, paths, casts. Each type comes up often enough. */
export function namedValues(source: SourceName): fc.Arbitrary<Named> {
  const lookup = recordLookup(source);
  const name = (field: string, cast?: Cast): Named => ({
    field,
    ...(cast === undefined ? {} : { cast }),
    ...lookup({ field, cast }),
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
  return fc.oneof(
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
        .chain(({ field, type }) => fc.constantFrom(...casts[type]).map((cast) => name(field, cast))),
    },
  );
}

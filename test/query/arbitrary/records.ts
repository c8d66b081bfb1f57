import { createHash } from "node:crypto";
import { type Field, fieldsOf, provenance, type SourceName, sourceOf } from "@trailkeep/core/catalog";
import type { Cell, StoreRow } from "@trailkeep/core/store";
import fc from "fast-check";
import { address, double, integer, orNull, text, timeMs } from "./domains.ts";
import { jsonCell } from "./json.ts";

/** Few enough that records of both kinds of log meet. */
const requestIds = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "r8"];

/** Fields that queries go by most, with values that look like life. */
const lifelike: Readonly<Record<string, readonly string[]>> = {
  eventName: ["ConsoleLogin", "DeleteObject", "GetObject", "PutObject", "AssumeRole", "consolelogin"],
  eventSource: ["s3.amazonaws.com", "signin.amazonaws.com", "sts.amazonaws.com"],
  awsRegion: ["eu-west-1", "us-east-1", "EU-WEST-1"],
  errorCode: ["AccessDenied", "NoSuchKey", "Client.UnauthorizedOperation"],
  eventCategory: ["Data", "Management"],
  requestId: requestIds,
  requestID: requestIds,
  recipientAccountId: ["111122223333", "000000000001"],
  operation: ["REST.GET.OBJECT", "REST.DELETE.OBJECT", "BATCH.DELETE.OBJECT", "S3.EXPIRE.OBJECT"],
  key: ["a/b.txt", "a/B.txt", "a%20b", "é/ü", "photos/", "a b"],
};

/**
 * The records of a source as formats would yield them: nulls, hostile text, equal times, equal ids, and repeats of
 * whole records, later than the record that they repeat.
 */
export function storeRows(source: SourceName, size: number): fc.Arbitrary<readonly StoreRow[]> {
  const row = storeRow(source);
  const repeats = fc.array(fc.nat({ max: size - 1 }), { maxLength: Math.ceil(size / 8) });
  return fc
    .tuple(fc.array(row, { minLength: size, maxLength: size }), repeats)
    .map(([rows, again]) => [...rows, ...again.flatMap((index) => rows[index] ?? [])]);
}

function storeRow(source: SourceName): fc.Arbitrary<StoreRow> {
  const fields = fieldsOf(source).filter(([name]) => !Object.hasOwn(provenance, name));
  const place = fields.findIndex(([name]) => name === sourceOf(source).time);
  const cells = fc.tuple(...fields.map(([name, field]) => cellOf(name, field)));
  return fc.tuple(timeMs, cells).map(([time, filled]) => {
    const all = filled.with(place, time);
    return { source, timeMs: time, recordId: contentId(all), cells: all };
  });
}

function cellOf(name: string, field: Field): fc.Arbitrary<Cell> {
  if (name === "sourceIPAddress" || name === "remoteIp") return orNull(address, 8);
  const values = lifelike[name];
  if (values !== undefined) return orNull(fc.constantFrom(...values), 8);
  switch (field.type) {
    case "string":
      return orNull(text);
    case "integer":
      return orNull(integer);
    case "double":
      return orNull(double);
    case "boolean":
      return orNull(fc.boolean());
    case "timestamp":
      return orNull(timeMs);
    case "json":
      return orNull(jsonCell, 6);
    case "list":
      return orNull(listCell(field.members ?? []));
  }
}

function listCell(members: readonly string[]): fc.Arbitrary<string> {
  const element = fc
    .tuple(...members.map(() => orNull(text)))
    .map((values) => Object.fromEntries(members.map((member, index) => [member, values[index] ?? null])));
  return fc.array(element, { maxLength: 3 }).map((elements) => JSON.stringify(elements));
}

/** Equal content, equal id, as formats make it. */
function contentId(cells: readonly Cell[]): string {
  const content = JSON.stringify(cells.map((cell) => (typeof cell === "bigint" ? `${cell}n` : cell)));
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}

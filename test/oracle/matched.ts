import { fieldsOf } from "@trailkeep/core/catalog";
import { compareValues } from "./compare.ts";
import { scalarText } from "./json.ts";
import { inRange, type Range } from "./range.ts";
import type { Element, OracleRecord, Value } from "./record.ts";

const dayMs = 86_400_000;

/**
 * Object access: the access log's records and CloudTrail's data events of S3, from a day before the range to a day after
 * it, each with its partners of the same request id or alone; a log record alone only if it is about an object. Those
 * whose time (the log's, or else the event's) is in the range.
 */
export function objectAccess(
  logs: readonly OracleRecord[],
  events: readonly OracleRecord[],
  range: Range,
): readonly OracleRecord[] {
  const wide = { startMs: range.startMs - dayMs, endMs: range.endMs + dayMs };
  const left = logs.filter((log) => inRange(wide, Number(log.get("time"))));
  const right = events.filter(
    (event) =>
      inRange(wide, Number(event.get("eventTime"))) &&
      event.get("eventSource") === "s3.amazonaws.com" &&
      event.get("eventCategory") === "Data",
  );
  const pairs = left.flatMap((log) => right.filter((event) => meet(log, event)).map((event) => access(log, event)));
  const alone = left.filter((log) => !right.some((event) => meet(log, event)) && text(log, "key") !== null);
  const unlogged = right.filter((event) => !left.some((log) => meet(log, event)));
  return [...pairs, ...alone.map((log) => access(log, null)), ...unlogged.map((event) => access(null, event))].filter(
    (found) => inRange(range, Number(found.get("time"))),
  );
}

function meet(log: OracleRecord, event: OracleRecord): boolean {
  const [one, other] = [text(log, "requestId"), text(event, "requestID")];
  return one !== null && other !== null && compareValues(one, other) === 0;
}

function access(log: OracleRecord | null, event: OracleRecord | null): OracleRecord {
  const parameter = (member: string) => {
    const json = event === null ? null : text(event, "requestParameters");
    return json === null ? null : scalarText(json, [{ key: member }]);
  };
  const of = (record: OracleRecord | null, name: string) => record?.get(name) ?? null;
  const found = new Map<string, Value | readonly Element[]>([
    ["time", of(log, "time") ?? of(event, "eventTime")],
    ["requestId", of(log, "requestId") ?? of(event, "requestID")],
    ["seenBy", log === null ? "cloudtrail" : event === null ? "access_logs" : "both"],
    ["bucket", of(log, "bucket") ?? parameter("bucketName")],
    ["key", of(log, "key") ?? parameter("key")],
    ["remoteIp", of(log, "remoteIp") ?? of(event, "sourceIPAddress")],
    ["errorCode", of(log, "errorCode") ?? of(event, "errorCode")],
  ]);
  for (const [name] of fieldsOf("s3_access")) found.set(`log.${name}`, of(log, name));
  for (const [name] of fieldsOf("cloudtrail")) found.set(`event.${name}`, of(event, name));
  return found;
}

function text(record: OracleRecord, name: string): string | null {
  const value = record.get(name);
  return typeof value === "string" ? value : null;
}

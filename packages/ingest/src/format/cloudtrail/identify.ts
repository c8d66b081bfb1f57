import type { SourceName } from "@trailkeep/core/catalog";
import { ESCAPED, kindName, NULL, OBJECT, STRING } from "../json/tape.ts";
import type { JsonValue } from "../json/value.ts";
import { rfc3339Ms } from "../time.ts";
import { shown, Unreadable } from "../unreadable.ts";
import { Members } from "./shape.ts";

const MARKS = [
  "eventTime",
  "@timestamp",
  "p_event_time",
  "eventName",
  "eventSource",
  "eventType",
  "eventCategory",
] as const;
type Mark = (typeof MARKS)[number];

/** The members of a record that tell what it is and when it happened, as text; none of them is null. */
export type Marks = ReadonlyMap<Mark, string>;

const markNames = new Members<Mark>(MARKS.map((name) => [name, name]));

/** What a record is, and when its event happened. */
export interface Identified {
  readonly source: SourceName;
  readonly timeMs: number;
}

/**
 * Tells which source a record belongs to. A CloudTrail record has a time and at least one of `eventName`, `eventSource` and
 * `eventType`; exports of Logstash and Panther that left out `eventTime` have the time as `@timestamp` or `p_event_time`.
 * @throws Unreadable if it is no CloudTrail record, is one of another kind, or has no readable time
 */
export function identify(found: Marks): Identified {
  const category = found.get("eventCategory") ?? "";
  const type = found.get("eventType") ?? "";
  if (category === "Aggregated" || type === "AwsAggregatedEvent") {
    throw new Unreadable("it is an aggregated event; aggregated events are not a source");
  }
  if (!isEvent(found)) {
    throw new Unreadable("it has neither eventName nor eventSource nor eventType: it is no CloudTrail record");
  }
  const eventSource = found.get("eventSource");
  if (eventSource?.startsWith("aws:") === true) {
    throw new Unreadable(`its eventSource is ${shown(eventSource)}: it is a notification, no CloudTrail record`);
  }
  const isInsight = type === "AwsCloudTrailInsight" || category === "Insight";
  return { source: isInsight ? "cloudtrail_insights" : "cloudtrail", timeMs: timeOf(found) };
}

/** Whether an object says of itself that it is an event. */
export function isEvent(found: Marks): boolean {
  return found.has("eventName") || found.has("eventSource") || found.has("eventType");
}

/** The event's time of a record that may be damaged, if it can be read and is the only one; otherwise null. */
export function timeOfDamaged(value: JsonValue): number | null {
  const { tape } = value;
  if (tape.length === 0 || tape.kindOf(0) !== OBJECT) return null;
  let timeMs: number | null = null;
  for (let key = 1; key + 1 < tape.length; key = tape.after(key + 1)) {
    // A value that does not end was being read when the damage showed: what follows stands inside it.
    if (tape.endOf(key + 1) === tape.startOf(key + 1)) break;
    if (tape.kindOf(key) !== STRING || tape.kindOf(key + 1) !== STRING || markAt(value, key) !== "eventTime") continue;
    if (timeMs !== null) return null;
    timeMs = rfc3339Ms(value.bytes.toString("latin1", tape.startOf(key + 1) + 1, tape.endOf(key + 1) - 1));
  }
  return timeMs;
}

/** Throws Unreadable if the node is no object. */
export function marksOf(value: JsonValue, root: number): Marks {
  const { tape } = value;
  if (tape.kindOf(root) !== OBJECT) {
    throw new Unreadable(`it is no JSON object but ${kindName(tape.kindOf(root))}`);
  }
  const found = new Map<Mark, string>();
  const end = tape.after(root);
  for (let key = root + 1; key < end; key = tape.after(key + 1)) {
    const mark = markAt(value, key);
    if (mark === undefined || tape.kindOf(key + 1) === NULL) continue;
    found.set(mark, tape.kindOf(key + 1) === STRING ? value.string(key + 1) : value.compact(key + 1));
  }
  return found;
}

function markAt(value: JsonValue, key: number): Mark | undefined {
  const { tape } = value;
  if (tape.has(key, ESCAPED)) return markNames.get(value.string(key));
  return markNames.at(value.bytes, tape.startOf(key) + 1, tape.endOf(key) - 1);
}

function timeOf(found: Marks): number {
  for (const name of ["eventTime", "@timestamp", "p_event_time"] as const) {
    const text = found.get(name);
    if (text === undefined) continue;
    const timeMs = rfc3339Ms(text, name === "p_event_time");
    if (timeMs === null) throw new Unreadable(`its ${name} is ${shown(text)}, which is no RFC 3339 time`);
    return timeMs;
  }
  throw new Unreadable("it has no eventTime");
}

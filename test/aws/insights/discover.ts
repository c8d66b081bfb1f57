import { discoverLine } from "./formats.ts";
import { isArray, type Json, readJson } from "./json.ts";
import type { Readings } from "./readings.ts";
import { Timestamp, type Value } from "./value.ts";

/** A log event as CloudWatch Logs keeps it. */
export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
  readonly logStream: string;
  /** `account:group`, as `@log` shows it. */
  readonly log: string;
  /** Whether fields are discovered: only in groups of the Standard class. */
  readonly discovered: boolean;
}

/** The most fields that are discovered in a JSON event (CWL_AnalyzeLogData-discoverable-fields). */
const maxFields = 200;

/** The fields of an event: the five system fields, and what its message holds. A field `@x` shows as `@@x`. */
export function fieldsOf(event: LogEvent, readings: Readings): ReadonlyMap<string, Value> {
  const row = new Map<string, Value>([
    ["@timestamp", new Timestamp(event.timestamp)],
    ["@message", event.message],
    ["@logStream", event.logStream],
    ["@log", event.log],
    ["@ingestionTime", new Timestamp(event.ingestionTime)],
  ]);
  if (!event.discovered) return row;
  for (const [name, value] of discoverLine(event.message, readings)) row.set(name, value);
  for (const [name, value] of jsonFields(event.message, readings)) {
    row.set(name.startsWith("@") ? `@${name}` : name, value);
  }
  return row;
}

function jsonFields(message: string, readings: Readings): readonly (readonly [string, Value])[] {
  const json = firstObject(message);
  return json === undefined ? [] : leaves("", json, readings).slice(0, maxFields);
}

/** The message if it is an object; else, in a log of Lambda's, the first object embedded in it. */
function firstObject(message: string): Json | undefined {
  const trimmed = message.trim();
  if (trimmed.startsWith("{")) return object(readJson(trimmed));
  const lambdaLine = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[0-9a-f-]{36}\t/.exec(message);
  const start = lambdaLine === null ? -1 : message.indexOf("{");
  return start < 0 ? undefined : object(readJson(message.slice(start, message.lastIndexOf("}") + 1)));
}

function object(json: Json | undefined): Json | undefined {
  return typeof json === "object" && json !== null && !isArray(json) ? json : undefined;
}

/** The scalars below a value by their dotted names, in order: `a.0.b`. A text that holds JSON is one leaf. */
function leaves(name: string, json: Json, readings: Readings): readonly (readonly [string, Value])[] {
  if (json === null) return readings.jsonNull === "present" ? [[name, null]] : [];
  if (typeof json !== "object") return [[name, json]];
  const members = isArray(json) ? json.map((item, index) => [String(index), item] as const) : Object.entries(json);
  return members.flatMap(([key, value]) => leaves(name === "" ? key : `${name}.${key}`, value, readings));
}

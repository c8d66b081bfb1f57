import { type SourceName, sourceOf } from "../catalog/index.ts";
import { catalogField } from "./fields.ts";
import { invalid } from "./invalid.ts";
import { duration, instant } from "./literal.ts";
import type { Run } from "./parameters.ts";
import type { PlanTime } from "./plan.ts";
import type { Given, Query } from "./wire.ts";

/** Times that every engine can hold: the years 1 to 9999. */
const earliestMs = Date.parse("0001-01-01T00:00:00.000Z");

/** The time range of a source's records, made absolute. Throws invalid-query. */
export function planTime(time: Query["time"], source: SourceName, { nowMs, values }: Run): PlanTime {
  const field = catalogField(source, sourceOf(source).time);
  if (time === undefined) return { field, startMs: null, endMs: null };
  if ("last" in time) {
    const lastMs = duration(values(time.last, "/time/last"), "/time/last");
    return { field, startMs: Math.max(nowMs - lastMs, earliestMs), endMs: nowMs };
  }
  const bound = (given: Given | undefined, at: string) => (given === undefined ? null : instant(values(given, at), at));
  const startMs = bound(time.start, "/time/start");
  const endMs = bound(time.end, "/time/end");
  if (startMs !== null && endMs !== null && startMs >= endMs) {
    throw invalid(
      "the time range is empty: its end is not after its start",
      "/time",
      "the range is half-open, [start, end)",
    );
  }
  return { field, startMs, endMs };
}

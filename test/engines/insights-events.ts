import type { LogsService } from "../aws/logs/service.ts";

export const startMs = Date.parse("2026-03-01T00:00:00Z");

/** CloudTrail events, `everyMs` apart, in a log group. */
export function load(logs: LogsService, count: number, everyMs = 1_000, name = "trail/one"): void {
  const events = Array.from({ length: count }, (_, n) => {
    const timestamp = startMs + n * everyMs;
    const eventTime = new Date(timestamp).toISOString().replace(/\.\d+Z/, "Z");
    const eventID = `E${String(n).padStart(6, "0")}`;
    return { timestamp, message: JSON.stringify({ eventTime, eventID, eventName: `Name${n % 3}` }) };
  });
  logs.load({ name }, events);
}

const time = { start: "2026-03-01", end: "2026-03-02" };
export const ids = { from: "cloudtrail", time, select: ["eventID"] };
export const counted = {
  from: "cloudtrail",
  time,
  groupBy: ["eventName"],
  aggregate: { n: { fn: "count" } },
  orderBy: [{ field: "eventName" }],
};

export const declared = {
  engine: "insights",
  maxRunning: 2,
  sources: { cloudtrail: { logGroupPrefixes: ["trail/"], holds: { start: "2026-01-01" } } },
};

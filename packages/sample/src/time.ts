export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

interface Day {
  readonly dashed: string;
  readonly slashed: string;
  readonly compact: string;
  readonly log: string;
}

/** A sample walks through its days in order, so the last few days asked for are all that is worth keeping. */
const days = new Map<number, Day>();

function dayOf(timeMs: number): Day {
  const number = Math.floor(timeMs / dayMs);
  const known = days.get(number);
  if (known !== undefined) return known;
  const dashed = new Date(number * dayMs).toISOString().slice(0, 10);
  const [year = "", month = "", day = ""] = dashed.split("-");
  const made: Day = {
    dashed,
    slashed: `${year}/${month}/${day}`,
    compact: `${year}${month}${day}`,
    log: `${day}/${months[Number(month) - 1]}/${year}`,
  };
  if (days.size >= 64) days.clear();
  days.set(number, made);
  return made;
}

function clock(timeMs: number, separator: string): string {
  const seconds = Math.floor(timeMs / secondMs) % 86400;
  const hour = twoDigits[Math.floor(seconds / 3600)];
  const minute = twoDigits[Math.floor(seconds / 60) % 60];
  return `${hour}${separator}${minute}${separator}${twoDigits[seconds % 60]}`;
}

/** `2026-10-31T05:13:22Z` (CloudTrail's `eventTime`). All times here are epoch milliseconds, UTC. */
export function isoSeconds(timeMs: number): string {
  return `${dayOf(timeMs).dashed}T${clock(timeMs, ":")}Z`;
}

/** `20261031T0513Z` (name of a CloudTrail file). */
export function stampMinutes(timeMs: number): string {
  return `${dayOf(timeMs).compact}T${clock(timeMs, "").slice(0, 4)}Z`;
}

/** `20261031T051322Z` (name of a CloudTrail digest). */
export function stampSeconds(timeMs: number): string {
  return `${dayOf(timeMs).compact}T${clock(timeMs, "")}Z`;
}

/** `2026/10/31` (folders). */
export function dayPath(timeMs: number): string {
  return dayOf(timeMs).slashed;
}

/** `2026-10-31-05-13-22` (name of an access-log file). */
export function keyTime(timeMs: number): string {
  return `${dayOf(timeMs).dashed}-${clock(timeMs, "-")}`;
}

/** `[31/Oct/2026:05:13:22 +0000]` (third field of an access-log line). */
export function logTime(timeMs: number): string {
  return `[${dayOf(timeMs).log}:${clock(timeMs, ":")} +0000]`;
}

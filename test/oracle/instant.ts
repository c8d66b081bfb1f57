import type { Part } from "./language.ts";

const dateTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|([+-])(\d{2}):(\d{2}))$/;
const unitsMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * An RFC 3339 date-time with `Z` or an offset -> epoch milliseconds; null for anything else, impossible dates included.
 * A fraction finer than a millisecond is cut, not rounded.
 */
export function parseInstant(text: string): number | null {
  const match = dateTime.exec(text);
  if (match === null) return null;
  const [, date = "", hour, minute, second, fraction = "", , sign, offsetHour = "00", offsetMinute = "00"] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const midnightMs = parseDate(date);
  if (midnightMs === null) return null;
  const fractionMs = Number(fraction.padEnd(3, "0").slice(0, 3));
  const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === "-" ? -1 : 1);
  return midnightMs + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 + fractionMs - offsetMs;
}

/** `2026-01-02` -> its midnight in UTC, epoch milliseconds; null if there is no such day. */
export function parseDate(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms)) return null;
  return new Date(ms).toISOString().startsWith(text) ? ms : null;
}

/** Epoch milliseconds -> RFC 3339 with exactly three decimals and `Z`. */
export function formatInstant(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** `15m` -> milliseconds. */
export function durationMs(text: string): number {
  const match = /^([1-9]\d*)(ms|s|m|h|d|w)$/.exec(text);
  const [, count, unit] = match ?? [];
  for (const [name, ms] of Object.entries(unitsMs)) if (name === unit) return Number(count) * ms;
  throw new Error(`not a duration: ${text}`);
}

const dayMs = 86_400_000;

/** A part of a time in UTC, also before 1970: the hour, or the day of the week (the epoch began on a Thursday). */
export function partOf(timeMs: number, part: Part): number {
  const intoDayMs = ((timeMs % dayMs) + dayMs) % dayMs;
  if (part === "hourOfDay") return Math.floor(intoDayMs / 3_600_000);
  const daysSinceMonday = Math.floor(timeMs / dayMs) + 3;
  return (((daysSinceMonday % 7) + 7) % 7) + 1;
}

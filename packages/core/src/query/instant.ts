const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `15m` -> 900000. The text is one that `durationPattern` accepts. */
export function durationMs(text: string): number {
  const [, count = "", unit = "ms"] = /^([0-9]+)([a-z]+)$/.exec(text) ?? [];
  return Number(count) * (isUnit(unit) ? units[unit] : Number.NaN);
}

function isUnit(text: string): text is keyof typeof units {
  return Object.hasOwn(units, text);
}

const datePattern = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const dateTimePattern =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,3})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;

/**
 * An RFC 3339 date-time with an offset, or a date (its midnight, UTC), as epoch milliseconds.
 * Null if it is neither, is finer than milliseconds, or is a day that the calendar does not have.
 */
export function parseInstant(text: string): number | null {
  if (!datePattern.test(text) && !dateTimePattern.test(text)) return null;
  return hasDay(text.slice(0, 10)) ? Date.parse(text) : null;
}

/** Whether the calendar has a day, as in `2026-02-28`: JavaScript takes the 30th of February for the 2nd of March. */
function hasDay(day: string): boolean {
  const surely = day.slice(5, 7) <= "12" && day.slice(5, 7) > "00" && day.slice(8) <= "28" && day.slice(8) > "00";
  if (surely) return true;
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}

/** RFC 3339 with milliseconds and `Z`, the canonical form of a time. Null stays null. */
export function formatInstant(timeMs: number): string;
export function formatInstant(timeMs: number | null): string | null;
export function formatInstant(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}

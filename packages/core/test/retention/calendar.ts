/** A duration as its parts, for the tests' own calendar. */
export interface Parts {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

export const dayMs = 86_400_000;

/** `P1Y2M3D` of the parts that are there. */
export function isoText({ years, months, days }: Parts): string {
  return `P${years > 0 ? `${years}Y` : ""}${months > 0 ? `${months}M` : ""}${days > 0 ? `${days}D` : ""}`;
}

/** The instant that lies a calendar duration later, UTC; a day that the month has not becomes its last one. */
export function later(timeMs: number, { years, months, days }: Parts): number {
  const date = new Date(timeMs);
  const month = date.getUTCMonth() + 12 * years + months;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const moved = new Date(timeMs);
  moved.setUTCDate(1);
  moved.setUTCMonth(month);
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return moved.getTime() + days * dayMs;
}

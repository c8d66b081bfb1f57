/**
 * A calendar duration of whole days at least. Years and months are not of one length: how many days are meant depends
 * on what they are for.
 */
export interface Duration {
  readonly months: number;
  readonly days: number;
}

/** ISO 8601 durations by date: `P6Y`, `P1Y6M`, `P2W`, `P400D`. */
const iso = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?$/;
/** `400d`, `52w`, `18mo`, `6y`. */
const short = /^(\d{1,6})(d|w|mo|y)$/;

const perUnit = {
  d: (count: number): Duration => ({ months: 0, days: count }),
  w: (count: number): Duration => ({ months: 0, days: 7 * count }),
  mo: (count: number): Duration => ({ months: count, days: 0 }),
  y: (count: number): Duration => ({ months: 12 * count, days: 0 }),
} as const;

/** Longer than any rule asks for, and short enough for every computation with dates. */
const longestYears = 1_000;

/** Reads `P6Y` or `6y`; null for what is no duration, is zero, or is longer than a thousand years. */
export function parseDuration(text: string): Duration | null {
  const duration = parseShort(text) ?? parseIso(text);
  if (duration === null || duration.months + duration.days === 0) return null;
  return duration.months <= 12 * longestYears && duration.days <= 366 * longestYears ? duration : null;
}

function parseShort(text: string): Duration | null {
  const [, count, unit] = short.exec(text) ?? [];
  return unit === "d" || unit === "w" || unit === "mo" || unit === "y" ? perUnit[unit](Number(count)) : null;
}

function parseIso(text: string): Duration | null {
  const match = iso.exec(text);
  if (match === null) return null;
  const [years, months, weeks, days] = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0));
  return { months: 12 * (years ?? 0) + (months ?? 0), days: 7 * (weeks ?? 0) + (days ?? 0) };
}

/** The most days that the duration can be, whatever it begins with: what keeping counts. 6 years are 2,192 days. */
export function longestDays({ months, days }: Duration): number {
  return spanOf(months).longest + days;
}

/** The fewest days that it can be: what deleting counts. 6 years are 2,190 days, around the year 2100. */
export function shortestDays({ months, days }: Duration): number {
  return spanOf(months).shortest + days;
}

/** The Gregorian calendar repeats after 400 years. */
const cycleMonths = 4_800;
const cycleDays = 146_097;

/** Days from the beginning of the cycle to the beginning of each of its months. */
const monthStarts: readonly number[] = Array.from(
  { length: cycleMonths },
  (_, month) => (Date.UTC(2000, month, 1) - Date.UTC(2000, 0, 1)) / 86_400_000,
);

interface Span {
  readonly longest: number;
  readonly shortest: number;
}

/** By number of months; files name the same few again and again. */
const spans = new Map<number, Span>();

function spanOf(months: number): Span {
  const known = spans.get(months);
  if (known !== undefined) return known;
  const lengths = monthStarts.map((start, month) => startOf(month + months) - start);
  const span = { longest: Math.max(...lengths), shortest: Math.min(...lengths) };
  spans.set(months, span);
  return span;
}

function startOf(month: number): number {
  return (monthStarts[month % cycleMonths] ?? 0) + Math.floor(month / cycleMonths) * cycleDays;
}

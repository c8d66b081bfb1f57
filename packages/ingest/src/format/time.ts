const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The parts of an instant as a log writes them; `offsetMinutes` is how far the clock was ahead of UTC. */
export interface ClockTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 60 is a leap second: the second after 59. */
  readonly second: number;
  readonly millisecond: number;
  readonly offsetMinutes: number;
}

/** Epoch milliseconds, or null if there is no such day or time, or it is outside the years 1 to 9999 UTC. */
export function epochMs(time: ClockTime): number | null {
  if (!isDay(time) || time.hour > 23 || time.minute > 59 || time.second > 60 || Math.abs(time.offsetMinutes) >= 1440)
    return null;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; 400 years later the calendar is the same.
  const shifted = Date.UTC(
    time.year + 400,
    time.month - 1,
    time.day,
    time.hour,
    time.minute,
    time.second,
    time.millisecond,
  );
  const timeMs = shifted - 146_097 * 86_400_000 - time.offsetMinutes * 60_000;
  return timeMs >= -62_135_596_800_000 && timeMs <= 253_402_300_799_999 ? timeMs : null;
}

function isDay({ year, month, day }: ClockTime): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (MONTH_DAYS[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || isLeap(year);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))?$/;

/**
 * An RFC 3339 date and time as epoch milliseconds, fractions cut to milliseconds; null if it is none. Without an offset it
 * is read only if `utcByDefault` (Panther and Athena write UTC so).
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function rfc3339Ms(text: string, utcByDefault = false): number | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "", zulu, sign, offsetHour = "0", offsetMinute = "0"] =
    match;
  if (zulu === undefined && sign === undefined && !utcByDefault) return null;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  return epochMs({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, "0")),
    offsetMinutes: (sign === "-" ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute)),
  });
}

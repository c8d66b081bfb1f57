import { epochMs } from "../time.ts";

const TIME = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * The time of an access log, `06/Feb/2019:00:00:38 +0000`, as epoch milliseconds; null if it is none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function logTimeMs(text: string): number | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, day, month = "", year, hour, minute, second, sign, offsetHour, offsetMinute] = match;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  return epochMs({
    year: Number(year),
    month: MONTHS.indexOf(month) + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: 0,
    offsetMinutes: (sign === "-" ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute)),
  });
}

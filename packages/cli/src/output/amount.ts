import prettyBytes from "pretty-bytes";
import prettyMilliseconds from "pretty-ms";

/** `1,234`, of a whole number. `toLocaleString` says the same, and takes 9 ms to begin. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 row`, `1,234 rows`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** `1.23 MB`: powers of 1,000. */
export function bytes(value: number): string {
  return prettyBytes(value);
}

/** `$0.0042`: as many decimals as two digits that count need, at least two. */
export function dollars(value: number): string {
  const decimals = value === 0 ? 2 : Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(value))));
  return `$${value.toFixed(decimals)}`;
}

/** `350ms`, `2.5s`, `3m 12s`. */
export function duration(milliseconds: number): string {
  return prettyMilliseconds(milliseconds < 1 ? 1 : milliseconds);
}

/** RFC 3339 with milliseconds, or `-` for none. */
export function instant(milliseconds: number | null): string {
  return milliseconds === null ? "-" : new Date(milliseconds).toISOString();
}

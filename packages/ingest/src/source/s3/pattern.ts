import { TrailkeepError } from "@trailkeep/core/error";

/** Which objects a backfill looks at. */
export interface ListPattern {
  readonly bucket: string;
  /** What keys begin with; `{account}`, `{region}` and `{date}` (as in `2026/11/02`) stand for each of the values. */
  readonly prefix: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** UTC, `YYYY-MM-DD`, both inside. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const dayMs = 86_400_000;

/** Ten years: more is a mistake of the year. */
const maxDays = 3_660;

/**
 * The prefixes that a pattern stands for, in order. Throws invalid-request where values are missing for a placeholder, or a
 * placeholder for values.
 */
export function prefixesOf(pattern: ListPattern): readonly string[] {
  const { prefix, accounts, regions, since, until } = pattern;
  const dates = since === undefined && until === undefined ? [] : daysOf(since, until);
  return [
    { name: "account", values: accounts, option: "--account" },
    { name: "region", values: regions, option: "--region" },
    { name: "date", values: dates, option: "--since and --until" },
  ].reduce<readonly string[]>(
    (prefixes, { name, values, option }) => {
      const place = `{${name}}`;
      if (prefix.includes(place) !== values.length > 0) {
        const message =
          values.length > 0 ? `${option} is given, and the prefix has no ${place}` : `the prefix has ${place}`;
        const hint = values.length > 0 ? `write ${place} where it stands in the keys` : `say with ${option} which ones`;
        throw new TrailkeepError("invalid-request", { message, at: prefix, hint });
      }
      return values.length === 0
        ? prefixes
        : prefixes.flatMap((one) => values.map((value) => one.replaceAll(place, value)));
    },
    [prefix],
  );
}

/** Days as keys have them, `YYYY/MM/DD`. */
function daysOf(since: string | undefined, until: string | undefined): readonly string[] {
  const [first, last] = [dayAt(since, "since"), dayAt(until, "until")];
  const count = (last - first) / dayMs + 1;
  if (count < 1 || count > maxDays) {
    const hint = `from ${since} on, and at most ${maxDays} days`;
    throw new TrailkeepError("invalid-request", {
      message: `${since} to ${until} is no range of days`,
      at: "until",
      hint,
    });
  }
  return Array.from({ length: count }, (_, place) =>
    new Date(first + place * dayMs).toISOString().slice(0, 10).replaceAll("-", "/"),
  );
}

function dayAt(text: string | undefined, at: string): number {
  const timeMs = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(timeMs) && new Date(timeMs).toISOString().startsWith(String(text))) return timeMs;
  const message = text === undefined ? "one end of the days is missing" : `${JSON.stringify(text)} is no day`;
  throw new TrailkeepError("invalid-request", { message, at, hint: "write it as in `2026-01-31`" });
}

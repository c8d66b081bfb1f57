import { z } from "zod";
import { catalog } from "../../catalog/index.ts";
import { formatInstant } from "../../query/instant.ts";
import type { AccessCounts, AccessDay, AccessReport, Arrivals, Ask } from "./access-report.ts";
import { dayKey, type Late, latest } from "./late.ts";

type Asked = Readonly<Partial<Record<"last" | "start" | "end", string | undefined>>>;

/** A query's time from what was asked: the last 7 days if nothing was. Whether it makes sense is for the query to judge. */
export function accessTime({ last, start, end }: Asked): Readonly<Record<string, string>> {
  const given = Object.entries({ last, start, end }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length === 0 ? { last: "7d" } : Object.fromEntries(given);
}

export interface AccessRun {
  readonly store: string;
  readonly bucket: string | undefined;
  readonly range: { readonly startMs: number | null; readonly endMs: number | null };
  readonly ask: Ask;
  readonly arrivals: Arrivals;
}

const { seen, left, right } = catalog.object_access.matched;
const count = z.coerce.number();
const day = z.string().transform((instant) => instant.slice(0, 10));
const requestRow = z.tuple([z.string().nullable(), day, z.enum([seen.both, seen.left, seen.right]), count, count]);
const ownRow = z.tuple([z.string().nullable(), day, count]);

/** Which requests each kind of log knows, by bucket and day, and how late it told. */
export async function accessReport({ store, bucket, range, ask, arrivals }: AccessRun): Promise<AccessReport> {
  const narrowed = (more: unknown) => asked(range, bucket, more);
  const days = ["bucket", { bucket: "1d", as: "day" }];
  const isOwn = { field: "log.operation", op: "startsWith", value: "S3." };
  const [requests, own, logsLate, eventsLate] = await Promise.all([
    ask({
      ...narrowed({ not: isOwn }),
      groupBy: [...days, seen.field],
      aggregate: {
        named: { fn: "countDistinct", field: "requestId" },
        unnamed: { fn: "countIf", where: { field: "requestId", op: "missing" } },
      },
    }),
    ask({ ...narrowed(isOwn), groupBy: days, aggregate: { n: { fn: "count" } } }),
    latest(ask, arrivals, narrowed, left, days),
    latest(ask, arrivals, narrowed, right, days),
  ]);
  const table = new Map<string, Tally>();
  for (const row of requests.rows) {
    const [at, on, who, named, unnamed] = requestRow.parse(row);
    tallyOf(table, at, on)[sideOf(who)] += named + unnamed;
  }
  for (const row of own.rows) {
    const [at, on, n] = ownRow.parse(row);
    tallyOf(table, at, on).own += n;
  }
  const tallies = [...table.values()];
  return {
    store,
    days: tallies.map((tally) => dayOf(tally, logsLate, eventsLate)),
    total: countsOf(sumOf(tallies), longest(logsLate), longest(eventsLate)),
    completeness: requests.completeness,
    notes: [...logsLate.notes, ...eventsLate.notes],
  };
}

/** A query of object access in the range, of one bucket or of all, with a condition of its own. */
function asked({ startMs, endMs }: AccessRun["range"], bucket: string | undefined, more: unknown) {
  const [start, end] = [formatInstant(startMs), formatInstant(endMs)];
  const time = { ...(start === null ? {} : { start }), ...(end === null ? {} : { end }) };
  const only = bucket === undefined ? [] : [{ field: "bucket", op: "eq", value: bucket }];
  return { from: "object_access", ...((start ?? end) === null ? {} : { time }), where: { and: [...only, more] } };
}

interface Tally {
  readonly bucket: string | null;
  readonly day: string;
  both: number;
  left: number;
  right: number;
  own: number;
}

function sideOf(who: string): "both" | "left" | "right" {
  return who === seen.both ? "both" : who === seen.left ? "left" : "right";
}

function tallyOf(table: Map<string, Tally>, bucket: string | null, day: string): Tally {
  const key = dayKey(bucket, day);
  const found = table.get(key) ?? { bucket, day, both: 0, left: 0, right: 0, own: 0 };
  table.set(key, found);
  return found;
}

function sumOf(tallies: readonly Tally[]): Pick<Tally, "both" | "left" | "right" | "own"> {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    both: sum(({ both }) => both),
    left: sum(({ left }) => left),
    right: sum(({ right }) => right),
    own: sum(({ own }) => own),
  };
}

function countsOf(
  { both, left, right, own }: Pick<Tally, "both" | "left" | "right" | "own">,
  logsMs: number | null,
  eventsMs: number | null,
): AccessCounts {
  return {
    requests: both + left + right,
    both,
    accessLogs: { requests: both + left, missing: right, latestMs: logsMs },
    cloudtrail: { requests: both + right, missing: left, latestMs: eventsMs },
    ownOperations: own,
  };
}

function dayOf(tally: Tally, logs: Late, events: Late): AccessDay {
  const { bucket, day: on } = tally;
  const key = dayKey(bucket, on);
  return { bucket, day: on, ...countsOf(tally, logs.byDay.get(key) ?? null, events.byDay.get(key) ?? null) };
}

function longest({ byDay }: Late): number | null {
  return byDay.size === 0 ? null : Math.max(...byDay.values());
}

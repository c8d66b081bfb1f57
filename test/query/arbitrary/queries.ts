import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import type { Aggregate, Predicate, Query } from "@trailkeep/core/query";
import fc from "fast-check";
import { recordLookup } from "../../oracle/operand.ts";
import type { OracleRecord } from "../../oracle/record.ts";
import { nowMs } from "./domains.ts";
import { type Named, namedValues } from "./operands.ts";
import { instant, leaf, predicate } from "./predicates.ts";

/** What a query is drawn from: the data, and one record of it that the query is aimed at. */
interface Setting {
  readonly source: SourceName;
  readonly values: fc.Arbitrary<Named>;
  readonly records: readonly OracleRecord[];
  readonly target: OracleRecord;
}

/** Valid queries over these records, most of which find something. `having` is added by {@link withHaving}. */
export function baseQueries(source: SourceName, records: readonly OracleRecord[]): fc.Arbitrary<Query> {
  const values = namedValues(source);
  return fc.constantFrom(...records).chain((target) => {
    const setting = { source, values, records, target };
    const shape = fc.oneof(
      { weight: 5, arbitrary: rowsShape(setting) },
      { weight: 5, arbitrary: groupsShape(setting) },
    );
    return fc.tuple(maybe(timeRange(setting)), maybe(where(setting), 4), shape, maybe(limit)).map(
      ([time, filter, rest, most]): Query => ({
        from: source,
        ...(time === undefined ? {} : { time }),
        ...(filter === undefined ? {} : { where: filter }),
        ...rest,
        ...(most === undefined ? {} : { limit: most }),
      }),
    );
  });
}

const limit = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 100, 10_000_000));

function maybe<T>(arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq });
}

/** A range that holds the target, often just so; now and then one that misses it. */
function timeRange({ source, target }: Setting): fc.Arbitrary<NonNullable<Query["time"]>> {
  const at = Number(target.get(sourceOf(source).time));
  const before = fc.constantFrom(0, 0, 1, 59_999, 86_400_000, 40 * 86_400_000);
  const after = fc.constantFrom(1, 1, 2, 60_000, 86_400_000, 0);
  const start = before.chain((ms) => bound(at - ms));
  const end = after.chain((ms) => bound(at + ms, true));
  const age = nowMs - at;
  const covering = ["60001ms", "90s", "61m", "3h", "2d", "49h", "1w", "53w"] as const;
  return fc.oneof(
    {
      weight: 2,
      arbitrary: fc
        .tuple(start, end)
        .filter(([a, b]) => Date.parse(a) < Date.parse(b))
        .map(([a, b]) => ({ start: a, end: b })),
    },
    { weight: 1, arbitrary: start.map((a) => ({ start: a })) },
    { weight: 1, arbitrary: end.map((b) => ({ end: b })) },
    {
      weight: 2,
      arbitrary:
        age > 0
          ? fc.constantFrom(...covering, ...(age < 1e9 ? [`${age}ms`] : [])).map((last) => ({ last }))
          : start.map((a) => ({ start: a })),
    },
  );
}

/** An instant, or the midnight around it as a date. */
function bound(timeMs: number, later = false): fc.Arbitrary<string> {
  const midnight = new Date(timeMs + (later ? 86_400_000 : 0)).toISOString().slice(0, 10);
  return fc.oneof({ weight: 4, arbitrary: instant(timeMs) }, { weight: 1, arbitrary: fc.constant(midnight) });
}

function where({ values, records, target }: Setting): fc.Arbitrary<Predicate> {
  const candidates = fc.tuple(values, values, values);
  const aimed = (elsewhere: boolean) =>
    fc
      .tuple(candidates, fc.array(fc.constantFrom(...records), { minLength: 1, maxLength: 4 }), fc.nat({ max: 5 }))
      .chain(([[first, ...more], sample, nullToo]) => {
        const subject = elsewhere ? (sample[0] ?? target) : target;
        const there = nullToo === 0 ? undefined : more.find(({ of }) => of(subject) !== null);
        const { field, cast, type, of } = there ?? first;
        return leaf({ field, cast, type, value: of(subject), others: sample.map(of) });
      });
  return predicate(aimed);
}

/** Names of columns; some are names of other things, in the store or in SQL, or differ in case only. */
const alias = fc.constantFrom(
  ...[undefined, undefined, undefined, "x", "X", "time", "key", "event_time", "event_name", "request_id", "aws_region"],
  ...["eventTime", "result", "groups", "element", "file_row_number", "rowid", "select", "count", "cloudtrail"],
);

type RowsShape = Pick<Query, "select" | "orderBy">;

function rowsShape({ source, values }: Setting): fc.Arbitrary<RowsShape> {
  const lookup = recordLookup(source);
  const item = fc.tuple(values, alias);
  const columns = fc
    .uniqueArray(item, { minLength: 1, maxLength: 6, selector: ([{ field }, as]) => as ?? field })
    .map((items) =>
      items.map(([value, as]) => ({ name: as ?? value.field, type: value.type, item: selected(value, as) })),
    );
  const keys = fc
    .array(values, { maxLength: 3 })
    .map((all) => all.map(({ field }) => ({ name: field, ...lookup({ field }) })));
  return fc.tuple(maybe(columns, 3), keys, fc.nat({ max: 3 }), directions).map(([list = [], others, own, dirs]) => {
    const outside = others.filter(({ name }) => !list.some((column) => column.name === name));
    const sortable = [...list.slice(0, own), ...outside].filter(({ type }) => type !== "json").map(({ name }) => name);
    const select = list.length === 0 ? {} : { select: list.map((column) => column.item) };
    return { ...select, ...ordering([...new Set(sortable)].slice(0, dirs.length), dirs) };
  });
}

const directions = fc.array(fc.constantFrom("asc", "desc", undefined), { minLength: 4, maxLength: 4 });

function ordering(names: readonly string[], dirs: readonly ("asc" | "desc" | undefined)[]): Pick<Query, "orderBy"> {
  if (names.length === 0) return {};
  return {
    orderBy: names.map((field, index) => {
      const dir = dirs[index];
      return dir === undefined ? { field } : { field, dir };
    }),
  };
}

function selected({ field, cast }: Named, as: string | undefined) {
  if (cast === undefined && as === undefined) return field;
  return { field, ...(cast === undefined ? {} : { cast }), ...(as === undefined ? {} : { as }) };
}

const aggregateNames = [
  "n",
  "N",
  "a",
  "bytes_sent",
  "http_status",
  "user_agent",
  "source_ip_address",
  "sum",
  "where",
] as const;

type GroupsShape = Pick<Query, "groupBy" | "aggregate" | "orderBy">;

function groupsShape(setting: Setting): fc.Arbitrary<GroupsShape> {
  const scalars = setting.values.filter(({ type }) => type !== "json");
  const field = fc.tuple(scalars, alias).map(([value, as]) => selected(value, as));
  const bucket = fc
    .tuple(fc.constantFrom("1ms", "7ms", "90s", "15m", "1h", "1d", "1w", "52w"), alias)
    .map(([width, as]) => (as === undefined ? { bucket: width } : { bucket: width, as }));
  const key = fc.oneof({ weight: 4, arbitrary: field }, { weight: 1, arbitrary: bucket });
  const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: keyName });
  const aggregates = fc.dictionary(fc.constantFrom(...aggregateNames), aggregate(setting), {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  });
  const either = fc.oneof(
    { weight: 6, arbitrary: fc.record({ groupBy: keys, aggregate: aggregates }) },
    { weight: 2, arbitrary: fc.record({ aggregate: aggregates }) },
    { weight: 1, arbitrary: fc.record({ groupBy: keys }) },
  );
  return fc.tuple(either, fc.nat({ max: 3 }), directions, fc.nat({ max: 20 })).map(([shape, count, dirs, turn]) => {
    const names = sortableColumns(shape);
    const from = names.length === 0 ? 0 : turn % names.length;
    return { ...shape, ...ordering([...names.slice(from), ...names.slice(0, from)].slice(0, count), dirs) };
  });
}

function keyName(key: NonNullable<Query["groupBy"]>[number]): string {
  if (typeof key === "string") return key;
  return key.as ?? ("bucket" in key ? "bucket" : key.field);
}

/** Columns whose values are exact: sums and averages may differ in the last bits, which would turn the order. */
export function sortableColumns({ groupBy = [], aggregate = {} }: GroupsShape): readonly string[] {
  const exact = Object.entries(aggregate).filter(([, { fn }]) => fn !== "sum" && fn !== "avg");
  return [...groupBy.map(keyName), ...exact.map(([name]) => name)];
}

function aggregate({ values, records, ...setting }: Setting): fc.Arbitrary<Aggregate> {
  const scalar = values.filter(({ type }) => type !== "json").map(named);
  const ordered = values.filter(({ type }) => type !== "json" && type !== "boolean").map(named);
  const numeric = values.filter(({ type }) => type === "integer" || type === "double");
  const addable = numeric.filter((value) => value.type === "integer" || addsUpWell(value, records)).map(named);
  const p = fc.constantFrom(0.000001, 1, 7, 14, 25, 28, 33.333333, 50, 55, 56, 75, 90, 95, 99.9, 100);
  return fc.oneof(
    fc.constant<Aggregate>({ fn: "count" }),
    values.map((value): Aggregate => ({ fn: "count", ...named(value) })),
    where({ values, records, ...setting }).map((filter): Aggregate => ({ fn: "countIf", where: filter })),
    fc.tuple(fc.constantFrom("countDistinct", "first", "last"), scalar).map(([fn, one]): Aggregate => ({ fn, ...one })),
    fc.tuple(fc.constantFrom("min", "max"), ordered).map(([fn, one]): Aggregate => ({ fn, ...one })),
    fc.tuple(fc.constantFrom("sum", "avg"), addable).map(([fn, one]): Aggregate => ({ fn, ...one })),
    fc.tuple(p, numeric.map(named)).map(([percent, one]): Aggregate => ({ fn: "percentile", ...one, p: percent })),
  );
}

/** Large doubles of both signs cancel out, and what is left depends on the order of addition: no 1e-9 holds of it. */
function addsUpWell({ of }: Named, records: readonly OracleRecord[]): boolean {
  return records.every((record) => Number(of(record)) > -1e6);
}

function named({ field, cast }: Named) {
  return cast === undefined ? { field } : { field, cast };
}

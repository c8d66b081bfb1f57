import fc from "fast-check";
import { durationMs } from "../../oracle/instant.ts";
import type {
  Aggregate,
  Bucket,
  GroupItem,
  Reference,
  SelectItem,
  SingleQuery,
  TimeRange,
} from "../../oracle/language.ts";
import type { Operand } from "../../oracle/operand.ts";
import { nowMs } from "./domains.ts";
import { type Aimed, where } from "./leaves.ts";
import { type Named, referenceOf } from "./operands.ts";
import { instant } from "./predicates.ts";

/** What a query is drawn from: its items, and the time of each. */
export interface Setting<T> extends Aimed<T> {
  readonly time: Operand<T>;
  /** Whether a query without `select` is one. */
  readonly everything: boolean;
}

/** What follows `from` in valid queries over these items, most of which find something. */
export function bodies<T>(setting: Setting<T>): fc.Arbitrary<Omit<SingleQuery, "from">> {
  const shape = fc.oneof({ weight: 5, arbitrary: rowsShape(setting) }, { weight: 5, arbitrary: groupsShape(setting) });
  return fc
    .tuple(maybe(timeRange(setting)), maybe(where(setting), 4), shape, maybe(limit))
    .chain(([time, filter, rest, most]) =>
      withFill(
        {
          ...(time === undefined ? {} : { time }),
          ...(filter === undefined ? {} : { where: filter }),
          ...rest,
          ...(most === undefined ? {} : { limit: most }),
        },
        setting,
      ),
    );
}

/** Fills a query's only bucket half of the time; the range then has bounds, and few buckets. */
function withFill<T>(
  query: Omit<SingleQuery, "from">,
  { time, target }: Setting<T>,
): fc.Arbitrary<Omit<SingleQuery, "from">> {
  const { groupBy = [] } = query;
  const buckets = groupBy.filter(isBucket);
  const [bucket] = buckets;
  if (bucket === undefined || buckets.length > 1) return fc.constant(query);
  const widthMs = durationMs(bucket.bucket);
  const at = Number(time.of(target));
  return fc
    .tuple(fc.nat({ max: 2 }), fc.integer({ min: 0, max: 3 * widthMs }), fc.integer({ min: 1, max: 4 * widthMs }))
    .map(([chance, before, after]) => {
      if (chance === 0) return query;
      const range = { start: new Date(at - before).toISOString(), end: new Date(at + after).toISOString() };
      return {
        ...query,
        time: range,
        groupBy: groupBy.map((item) => (isBucket(item) ? { ...item, fill: true } : item)),
      };
    });
}

function isBucket(item: GroupItem): item is Bucket {
  return typeof item !== "string" && "bucket" in item;
}

export const limit = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 100, 10_000_000));

export function maybe<T>(arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq });
}

/** A range that holds the target, often just so; now and then one that misses it. */
export function timeRange<T>({ time, target }: Setting<T>): fc.Arbitrary<TimeRange> {
  const at = Number(time.of(target));
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

/** Names of columns; some are names of other things, in the store or in SQL, or differ in case only. */
const alias = fc.constantFrom(
  ...[undefined, undefined, undefined, "x", "X", "time", "key", "event_time", "event_name", "request_id", "aws_region"],
  ...["eventTime", "result", "groups", "element", "file_row_number", "rowid", "select", "count", "cloudtrail"],
);

type RowsShape = Pick<SingleQuery, "select" | "distinct" | "orderBy">;

function rowsShape<T>({ words: { values }, scope, everything }: Setting<T>): fc.Arbitrary<RowsShape> {
  const item = fc.tuple(values, alias);
  const columns = fc
    .uniqueArray(item, { minLength: 1, maxLength: 6, selector: ([{ field }, as]) => as ?? field })
    .map((items) =>
      items.map(([value, as]) => ({ name: as ?? value.field, type: value.type, item: selected(value, as) })),
    );
  const keys = fc
    .array(values, { maxLength: 3 })
    .map((all) => all.map(({ field }) => ({ name: field, ...scope.operand({ field }) })));
  const list = everything ? maybe(columns, 3) : columns;
  return fc
    .tuple(list, keys, fc.nat({ max: 3 }), directions, fc.nat({ max: 3 }))
    .map(([chosen = [], others, own, dirs, once]) => {
      const distinct = once === 0 && chosen.length > 0;
      const outside = others.filter(({ name }) => !distinct && !chosen.some((column) => column.name === name));
      const sortable = [...chosen.slice(0, own), ...outside].filter(({ type }) => type !== "json");
      const names = [...new Set(sortable.map(({ name }) => name))];
      return {
        ...(chosen.length === 0 ? {} : { select: chosen.map((column) => column.item) }),
        ...(distinct ? { distinct } : {}),
        ...ordering(names.slice(0, dirs.length), dirs),
      };
    });
}

export const directions = fc.array(fc.constantFrom("asc", "desc", undefined), { minLength: 4, maxLength: 4 });

export function ordering(
  names: readonly string[],
  dirs: readonly ("asc" | "desc" | undefined)[],
): Pick<SingleQuery, "orderBy"> {
  if (names.length === 0) return {};
  return {
    orderBy: names.map((field, index) => {
      const dir = dirs[index];
      return dir === undefined ? { field } : { field, dir };
    }),
  };
}

function selected(value: Reference, as: string | undefined): SelectItem {
  const { cast, part } = value;
  if (cast === undefined && part === undefined && as === undefined) return value.field;
  return { ...referenceOf(value), ...(as === undefined ? {} : { as }) };
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

type GroupsShape = Pick<SingleQuery, "groupBy" | "aggregate" | "orderBy">;

function groupsShape<T>(setting: Setting<T>): fc.Arbitrary<GroupsShape> {
  const scalars = setting.words.values.filter(({ type }) => type !== "json");
  const field = fc.tuple(scalars, alias).map(([value, as]) => selected(value, as));
  const bucket = fc
    .tuple(fc.constantFrom("1ms", "7ms", "90s", "15m", "1h", "1d", "1w", "52w"), alias)
    .map(([width, as]): Bucket => (as === undefined ? { bucket: width } : { bucket: width, as }));
  const key = fc.oneof({ weight: 4, arbitrary: field }, { weight: 2, arbitrary: bucket });
  const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: keyName });
  const aggregates = fc
    .dictionary(fc.constantFrom(...aggregateNames), aggregate(setting), {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    })
    .chain((all) => withRatio(all, setting));
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

function keyName(key: GroupItem): string {
  if (typeof key === "string") return key;
  return key.as ?? ("bucket" in key ? "bucket" : key.field);
}

type Aggregates = NonNullable<SingleQuery["aggregate"]>;

/** Columns whose values are exact: sums and averages may differ in the last bits, which would turn the order. */
export function sortableColumns({ groupBy = [], aggregate = {} }: GroupsShape): readonly string[] {
  const exact = Object.keys(aggregate).filter((name) => isExact(aggregate[name], aggregate));
  return [...groupBy.map(keyName), ...exact];
}

function isExact(one: Aggregate | undefined, all: Aggregates): boolean {
  if (one?.fn === "ratio") return isExact(all[one.of], all) && isExact(all[one.to], all);
  return one !== undefined && one.fn !== "sum" && one.fn !== "avg";
}

/** A quotient of two of the aggregates, where they are numbers; what it is divided by is not near zero by chance. */
function withRatio<T>(all: Aggregates, { scope }: Setting<T>): fc.Arbitrary<Aggregates> {
  const typeOf = (one: Aggregate) => {
    if (one.fn === "ratio") return null;
    if (one.fn === "count" || one.fn === "countIf" || one.fn === "countDistinct") return "integer";
    return one.fn === "avg" ? "double" : scope.operand(one).type;
  };
  const numbers = Object.entries(all).flatMap(([name, one]) => {
    const type = typeOf(one);
    return type === "integer" || type === "double"
      ? [{ name, whole: type === "integer", exact: isExact(one, all) }]
      : [];
  });
  const pairs = numbers.flatMap((of) =>
    numbers.filter((to) => to.name !== of.name && (to.whole || (to.exact && of.exact))).map((to) => [of, to] as const),
  );
  if (pairs.length === 0) return fc.constant(all);
  return fc.tuple(fc.constantFrom(...pairs), fc.boolean(), fc.boolean()).map(([[of, to], wanted, first]) => {
    const ratio = { rate: { fn: "ratio" as const, of: of.name, to: to.name } };
    if (!wanted) return all;
    return first ? { ...ratio, ...all } : { ...all, ...ratio };
  });
}

function aggregate<T>(setting: Setting<T>): fc.Arbitrary<Aggregate> {
  const { values } = setting.words;
  const scalar = values.filter(({ type }) => type !== "json").map(referenceOf);
  const ordered = values.filter(({ type }) => type !== "json" && type !== "boolean").map(referenceOf);
  const numeric = values.filter(({ type }) => type === "integer" || type === "double");
  const addable = numeric.filter((value) => value.type === "integer" || addsUpWell(value, setting.items));
  const p = fc.constantFrom(0.000001, 1, 7, 14, 25, 28, 33.333333, 50, 55, 56, 75, 90, 95, 99.9, 100);
  return fc.oneof(
    fc.constant<Aggregate>({ fn: "count" }),
    values.map((value): Aggregate => ({ fn: "count", ...referenceOf(value) })),
    where(setting).map((filter): Aggregate => ({ fn: "countIf", where: filter })),
    fc.tuple(fc.constantFrom("countDistinct", "first", "last"), scalar).map(([fn, one]): Aggregate => ({ fn, ...one })),
    fc.tuple(fc.constantFrom("min", "max"), ordered).map(([fn, one]): Aggregate => ({ fn, ...one })),
    fc.tuple(fc.constantFrom("sum", "avg"), addable.map(referenceOf)).map(([fn, one]): Aggregate => ({ fn, ...one })),
    fc
      .tuple(p, numeric.map(referenceOf))
      .map(([percent, one]): Aggregate => ({ fn: "percentile", ...one, p: percent })),
  );
}

/** Large doubles of both signs cancel out, and what is left depends on the order of addition: no 1e-9 holds of it. */
function addsUpWell<T>({ of }: Named<T>, items: readonly T[]): boolean {
  return items.every((item) => Number(of(item)) > -1e6);
}

import { fieldsOf, isSourceName, type SourceName, sourceOf } from "@trailkeep/core/catalog";
import type { Query } from "@trailkeep/core/query";
import { type AggregateColumn, aggregateColumn, type Chronology } from "./aggregate.ts";
import { canonical, type ValueType } from "./cast.ts";
import { byKeys, type SortKey } from "./compare.ts";
import { durationMs, parseDate, parseInstant } from "./instant.ts";
import { columnLookup, type Lookup, type Operand, recordLookup } from "./operand.ts";
import { holds } from "./predicate.ts";
import type { OracleRecord, Value } from "./record.ts";

export interface OracleColumn {
  readonly name: string;
  readonly type: ValueType;
}

/** An answer in canonical form: values in the order of the columns. */
export interface OracleAnswer {
  readonly columns: readonly OracleColumn[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

type OutputColumn<T> = OracleColumn & Operand<T>;
interface Computed {
  readonly columns: readonly OracleColumn[];
  readonly rows: readonly (readonly Value[])[];
}

/**
 * The meaning of a query, over arrays: slow, and plain enough to be read against the nine laws.
 * Takes a valid query, records of its source (repeats included) and the moment that `last` counts back from.
 * Throws a plain `Error` on a query that the language refuses.
 */
export function evaluate(query: Query, records: readonly OracleRecord[], nowMs: number): OracleAnswer {
  const source = sourceNamed(query.from);
  const lookup = recordLookup(source);
  const time = lookup({ field: sourceOf(source).time });
  const chronology = { time, id: lookup({ field: sourceOf(source).id }) };
  const { where } = query;
  const chosen = withoutRepeats(records)
    .filter((record) => inRange(query.time, Number(time.of(record)), nowMs))
    .filter((record) => where === undefined || holds(where, record, lookup));
  const grouped = query.groupBy !== undefined || query.aggregate !== undefined;
  const { columns, rows } = grouped
    ? groupedAnswer(query, chosen, lookup, chronology)
    : rowsAnswer(query, source, chosen, lookup, chronology);
  return {
    columns,
    rows: rows
      .slice(0, query.limit)
      .map((row) => row.map((value, index) => canonical(value, columns[index]?.type ?? "string"))),
  };
}

function sourceNamed(name: string): SourceName {
  if (!isSourceName(name)) throw new Error(`the oracle knows no source ${name}`);
  return name;
}

/** Law 9: a record counts once. The first of equals stays. */
function withoutRepeats(records: readonly OracleRecord[]): readonly OracleRecord[] {
  const seen = new Set<unknown>();
  return records.filter((record) => {
    const id = record.get("recordId");
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Law 3: half-open, and everything when nothing is asked. */
function inRange(range: Query["time"], timeMs: number, nowMs: number): boolean {
  if (range === undefined) return true;
  if ("last" in range) return nowMs - durationMs(range.last) <= timeMs && timeMs < nowMs;
  const startMs = range.start === undefined ? Number.NEGATIVE_INFINITY : bound(range.start);
  const endMs = range.end === undefined ? Number.POSITIVE_INFINITY : bound(range.end);
  return startMs <= timeMs && timeMs < endMs;
}

function bound(text: string): number {
  const timeMs = parseDate(text) ?? parseInstant(text);
  if (timeMs === null) throw new Error(`not an instant: ${text}`);
  return timeMs;
}

function rowsAnswer(
  query: Query,
  source: SourceName,
  records: readonly OracleRecord[],
  lookup: Lookup<OracleRecord>,
  { time, id }: Chronology,
): Computed {
  const everything = () => fieldsOf(source).flatMap(([name]) => (name === "raw" ? [] : [name]));
  const columns = (query.select ?? everything()).map((item) => outputColumn(item, lookup));
  const userKeys = (query.orderBy ?? []).map(({ field, dir }) => ({
    of: (columns.find(({ name }) => name === field) ?? lookup({ field })).of,
    descending: dir === "desc",
  }));
  const ordered = [...records].sort(byKeys([...userKeys, time, id, ...columns]));
  return { columns: columns.map(nameAndType), rows: ordered.map((record) => columns.map(({ of }) => of(record))) };
}

function groupedAnswer(
  query: Query,
  records: readonly OracleRecord[],
  lookup: Lookup<OracleRecord>,
  chronology: Chronology,
): Computed {
  const keys = (query.groupBy ?? []).map((item) => keyColumn(item, lookup, chronology.time));
  const aggregates = Object.entries(query.aggregate ?? {}).map(([name, aggregate]) => ({
    name,
    ...aggregateColumn(aggregate, lookup, chronology),
  }));
  const columns = [...keys, ...aggregates].map(nameAndType);
  const rowLookup = columnLookup(columns);
  const { having } = query;
  const rows = groupsOf(records, keys)
    .map((group) => groupRow(group, aggregates))
    .filter((row) => having === undefined || holds(having, row, rowLookup));
  const userKeys = (query.orderBy ?? []).map(({ field, dir }) => ({
    of: rowLookup({ field }).of,
    descending: dir === "desc",
  }));
  const tieBreak: SortKey<readonly Value[]>[] = keys.map((_, index) => ({ of: (row) => row[index] ?? null }));
  return { columns, rows: rows.sort(byKeys([...userKeys, ...tieBreak])) };
}

interface Group {
  readonly key: readonly Value[];
  readonly records: OracleRecord[];
}

/** Null is a key like any other. Without keys there is one group, also of no records. */
function groupsOf(records: readonly OracleRecord[], keys: readonly Operand<OracleRecord>[]): readonly Group[] {
  if (keys.length === 0) return [{ key: [], records: [...records] }];
  const groups = new Map<string, Group>();
  for (const record of records) {
    const key = keys.map(({ of }) => of(record));
    const name = JSON.stringify(key.map((value) => (value === null ? null : String(value))));
    const group = groups.get(name) ?? { key, records: [] };
    group.records.push(record);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function groupRow({ key, records }: Group, aggregates: readonly AggregateColumn[]): readonly Value[] {
  return [...key, ...aggregates.map(({ over }) => over(records))];
}

type SelectItem = NonNullable<Query["select"]>[number];
type GroupItem = NonNullable<Query["groupBy"]>[number];

function outputColumn(item: SelectItem, lookup: Lookup<OracleRecord>): OutputColumn<OracleRecord> {
  if (typeof item === "string") return { name: item, ...lookup({ field: item }) };
  return { name: item.as ?? item.field, ...lookup(item) };
}

function keyColumn(
  item: GroupItem,
  lookup: Lookup<OracleRecord>,
  time: Operand<OracleRecord>,
): OutputColumn<OracleRecord> {
  if (typeof item === "string" || "field" in item) return outputColumn(item, lookup);
  const widthMs = durationMs(item.bucket);
  const of = (record: OracleRecord) => floorTo(Number(time.of(record)), widthMs);
  return { name: item.as ?? "bucket", type: "timestamp", of };
}

/** The start of the bucket that a time falls in; buckets begin at the Unix epoch, also backwards. */
function floorTo(timeMs: number, widthMs: number): number {
  const into = timeMs % widthMs;
  return timeMs - (into < 0 ? into + widthMs : into);
}

function nameAndType({ name, type }: OracleColumn): OracleColumn {
  return { name, type };
}

import { aggregateColumns } from "./aggregate.ts";
import { byKeys } from "./compare.ts";
import { durationMs } from "./instant.ts";
import type { Bucket, GroupItem, SingleQuery } from "./language.ts";
import { columnScope, type Operand } from "./operand.ts";
import { holds } from "./predicate.ts";
import { bucketsOf, floorTo, type Range } from "./range.ts";
import type { Value } from "./record.ts";
import { type Computed, columnOperands, nameAndType, type OracleColumn, outputColumn, userKeys } from "./rows.ts";
import type { Table } from "./table.ts";

/** The answer to a query with `groupBy` or `aggregate`. `range` is what `fill` fills. */
export function groupsAnswer<T>(query: SingleQuery, table: Table<T>, range: Range): Computed {
  const keys = (query.groupBy ?? []).map((item) => keyColumn(item, table));
  const aggregates = aggregateColumns(query.aggregate ?? {}, table.scope, table);
  const columns = [...keys, ...aggregates].map(nameAndType);
  const scope = columnScope(columns);
  const { having } = query;
  const rows = filledGroups(groupsOf(table.items, keys), query.groupBy ?? [], range)
    .map(({ key, items }) => [...key, ...aggregates.map(({ over }) => over(items))])
    .filter((row) => having === undefined || holds(having, row, scope));
  const tieBreak = columnOperands(columns).slice(0, keys.length);
  return { columns, rows: rows.sort(byKeys([...userKeys(query.orderBy, scope), ...tieBreak])) };
}

interface Group<T> {
  readonly key: readonly Value[];
  readonly items: readonly T[];
}

/** Null is a key like any other. Without keys there is one group, also of nothing. */
function groupsOf<T>(items: readonly T[], keys: readonly Operand<T>[]): readonly Group<T>[] {
  if (keys.length === 0) return [{ key: [], items }];
  const groups = new Map<string, { key: readonly Value[]; items: T[] }>();
  for (const item of items) {
    const key = keys.map(({ of }) => of(item));
    const group = groups.get(keyName(key)) ?? { key, items: [] };
    group.items.push(item);
    groups.set(keyName(key), group);
  }
  return [...groups.values()];
}

function keyName(key: readonly Value[]): string {
  return JSON.stringify(key.map((value) => (value === null ? null : String(value))));
}

/**
 * Adds the groups of nothing that `fill` asks for: every bucket of the range, for every combination of the other keys
 * that occurs; where there are no other keys, for the one empty combination, even if nothing occurs at all.
 */
function filledGroups<T>(groups: readonly Group<T>[], keys: readonly GroupItem[], range: Range): readonly Group<T>[] {
  const place = keys.findIndex((item) => isBucket(item) && item.fill === true);
  const bucket = keys[place];
  if (bucket === undefined || !isBucket(bucket)) return groups;
  const starts = bucketsOf(range, durationMs(bucket.bucket));
  const combinations = keys.length === 1 ? [[0]] : groups.map(({ key }) => key);
  const all = new Map(groups.map((group) => [keyName(group.key), group]));
  for (const combination of combinations) {
    for (const start of starts) {
      const key = combination.with(place, start);
      if (!all.has(keyName(key))) all.set(keyName(key), { key, items: [] });
    }
  }
  return [...all.values()];
}

function isBucket(item: GroupItem): item is Bucket {
  return typeof item !== "string" && "bucket" in item;
}

function keyColumn<T>(item: GroupItem, { scope, time }: Table<T>): OracleColumn & Operand<T> {
  if (!isBucket(item)) return outputColumn(item, scope);
  const widthMs = durationMs(item.bucket);
  return { name: item.as ?? "bucket", type: "timestamp", of: (one) => floorTo(Number(time.of(one)), widthMs) };
}

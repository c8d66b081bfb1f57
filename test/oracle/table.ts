import { fieldsOf, isSourceName, type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { compareValues } from "./compare.ts";
import type { Join, SingleQuery } from "./language.ts";
import { objectAccess } from "./matched.ts";
import { type Operand, recordScope, type Scope } from "./operand.ts";
import { holds } from "./predicate.ts";
import { inRange, rangeOf } from "./range.ts";
import type { OracleRecord } from "./record.ts";

/** Records by source, repeats included. */
export type Records = ReadonlyMap<string, readonly OracleRecord[]>;

/** What a query is answered from: items, and what its references stand for in them. */
export interface Table<T> {
  readonly items: readonly T[];
  readonly scope: Scope<T>;
  readonly time: Operand<T>;
  readonly id: Operand<T>;
  /** Law 5, before the columns: time and id; then those of the other side of a join. */
  readonly tieBreak: readonly Operand<T>[];
  /** The columns when none are selected. */
  readonly everything: readonly string[];
}

/** The records of a source in a time range, each once. */
export function sourceTable(name: string, time: SingleQuery["time"], all: Records, nowMs: number): Table<OracleRecord> {
  const source = sourceNamed(name);
  const scope = recordScope(source);
  const [at, id] = [scope.operand({ field: sourceOf(source).time }), scope.operand({ field: sourceOf(source).id })];
  const range = rangeOf(time, nowMs);
  const once = (kept: string) => withoutRepeats(all.get(kept) ?? []);
  const records =
    source === "object_access" ? objectAccess(once("s3_access"), once("cloudtrail"), range) : once(source);
  return {
    items: records.filter((record) => inRange(range, Number(at.of(record)))),
    scope,
    time: at,
    id,
    tieBreak: [at, id],
    everything: fieldsOf(source).flatMap(([field]) => (/^(.*[.])?raw$/.test(field) ? [] : [field])),
  };
}

/** The items of a table for which the predicate is true. */
export function filtered<T>(table: Table<T>, where: SingleQuery["where"]): Table<T> {
  if (where === undefined) return table;
  return { ...table, items: table.items.filter((item) => holds(where, item, table.scope)) };
}

/** A record, and its partner in a join; null where a left join found none. */
export interface Pair {
  readonly main: OracleRecord;
  readonly joined: OracleRecord | null;
}

/** Every pair of records that are equal, and not null, in all of the join's keys. */
export function joinedTable(main: Table<OracleRecord>, join: Join, all: Records, nowMs: number): Table<Pair> {
  const other = filtered(sourceTable(join.with, join.time, all, nowMs), join.where);
  const keys = join.on.map(({ left, right }) => ({
    left: main.scope.operand({ field: left }),
    right: other.scope.operand({ field: right }),
  }));
  const partners = (record: OracleRecord) =>
    other.items.filter((candidate) =>
      keys.every(({ left, right }) => {
        const [a, b] = [left.of(record), right.of(candidate)];
        return a !== null && b !== null && compareValues(a, b) === 0;
      }),
    );
  const items = main.items.flatMap((record): readonly Pair[] => {
    const found = partners(record).map((joined): Pair => ({ main: record, joined }));
    return found.length === 0 && join.kind === "left" ? [{ main: record, joined: null }] : found;
  });
  const [time, id] = [ofMain(main.time), ofMain(main.id)];
  return {
    items,
    scope: pairScope(main.scope, other.scope, join.as),
    time,
    id,
    tieBreak: [time, id, ...other.tieBreak.map(ofJoined)],
    everything: [],
  };
}

/** `alias.reference` is about the joined record, everything else about the main one. */
function pairScope(main: Scope<OracleRecord>, joined: Scope<OracleRecord>, alias: string): Scope<Pair> {
  const joinedField = (field: string) => (field.startsWith(`${alias}.`) ? field.slice(alias.length + 1) : null);
  return {
    operand(reference) {
      const field = joinedField(reference.field);
      return field === null ? ofMain(main.operand(reference)) : ofJoined(joined.operand({ ...reference, field }));
    },
    elements(text) {
      const field = joinedField(text);
      if (field === null) return (pair) => main.elements(text)(pair.main);
      return (pair) => (pair.joined === null ? [] : joined.elements(field)(pair.joined));
    },
  };
}

function ofMain({ type, of }: Operand<OracleRecord>): Operand<Pair> {
  return { type, of: ({ main }) => of(main) };
}

function ofJoined({ type, of }: Operand<OracleRecord>): Operand<Pair> {
  return { type, of: ({ joined }) => (joined === null ? null : of(joined)) };
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

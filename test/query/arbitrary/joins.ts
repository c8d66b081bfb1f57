import { fieldsOf, type SourceName, sourceOf } from "@trailkeep/core/catalog";
import fc from "fast-check";
import type { Join, SingleQuery } from "../../oracle/language.ts";
import type { OracleRecord } from "../../oracle/record.ts";
import { joinedTable, type Pair, type Records, sourceTable } from "../../oracle/table.ts";
import { nowMs } from "./domains.ts";
import { where } from "./leaves.ts";
import { type Named, type Vocabulary, vocabulary } from "./operands.ts";
import { bodies, maybe, timeRange } from "./queries.ts";

const aliases = ["log", "other", "T", "select"] as const;

function isTaken(source: SourceName, alias: string): boolean {
  return fieldsOf(source).some(([name]) => name.startsWith(`${alias}.`));
}

/** Joins of two sources on keys that meet: neither never, nor so often that the answer grows out of hand. */
export function joins(left: SourceName, right: SourceName, records: Records): fc.Arbitrary<SingleQuery> | null {
  const main = sourceTable(left, undefined, records, nowMs);
  const other = sourceTable(right, undefined, records, nowMs);
  const [mainWords, otherWords] = [vocabulary(left), vocabulary(right)];
  const keys = meetingKeys(main.items, mainWords, other.items, otherWords);
  if (keys.length === 0) return null;
  const on = fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 2 });
  const kind = fc.constantFrom("inner" as const, "left" as const);
  const alias = fc.constantFrom(...aliases.filter((name) => !isTaken(left, name)));
  return fc.tuple(on, kind, alias).chain(([equal, how, as]) => {
    const join: Join = { with: right, as, kind: how, on: equal };
    const { items, scope, time } = joinedTable(main, join, records, nowMs);
    if (items.length === 0) return fc.constant<SingleQuery>({ from: left, join, select: [sourceOf(left).id] });
    const words = pairWords(mainWords, otherWords, as);
    return fc.constantFrom(...items).chain((target) => {
      const aim = {
        words: otherWords,
        scope: other.scope,
        items: other.items,
        target: target.joined ?? other.items[0],
      };
      const narrowed =
        aim.target === undefined ? fc.constant({}) : narrowing({ ...aim, target: aim.target }, other.time);
      const body = bodies({ words, scope, items, target, time, everything: false });
      return fc
        .tuple(narrowed, body)
        .map(([more, rest]): SingleQuery => ({ from: left, join: { ...join, ...more }, ...rest }));
    });
  });
}

type Side = Parameters<typeof where<OracleRecord>>[0];

/** What the joined side is filtered by, aimed at the record that the query is aimed at. */
function narrowing(side: Side, time: Parameters<typeof timeRange<OracleRecord>>[0]["time"]) {
  const range = maybe(timeRange({ ...side, time, everything: false }), 1);
  return fc.tuple(range, maybe(where(side), 1)).map(([asked, filter]) => ({
    ...(asked === undefined ? {} : { time: asked }),
    ...(filter === undefined ? {} : { where: filter }),
  }));
}

/** References of one type whose values meet between 1 and 120 times. */
function meetingKeys(
  lefts: readonly OracleRecord[],
  leftWords: Vocabulary<OracleRecord>,
  rights: readonly OracleRecord[],
  rightWords: Vocabulary<OracleRecord>,
): readonly { readonly left: string; readonly right: string }[] {
  const counted = rightWords.plain.map((value) => ({ value, counts: countsOf(value, rights) }));
  return leftWords.plain.flatMap((left) => {
    const values = lefts.map((record) => left.of(record));
    return counted
      .filter(({ value }) => value.type === left.type)
      .filter(({ counts }) => {
        const met = values.reduce<number>((sum, value) => sum + (counts.get(value) ?? 0), 0);
        return met >= 1 && met <= 120;
      })
      .map(({ value }) => ({ left: left.field, right: value.field }));
  });
}

function countsOf(value: Named<OracleRecord>, records: readonly OracleRecord[]): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const record of records) {
    const one = value.of(record);
    if (one !== null) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

/** What can be named in a joined query: the main side as ever, the other behind its alias. */
function pairWords(main: Vocabulary<OracleRecord>, other: Vocabulary<OracleRecord>, alias: string): Vocabulary<Pair> {
  const left = (value: Named<OracleRecord>): Named<Pair> => ({ ...value, of: (pair) => value.of(pair.main) });
  const right = (value: Named<OracleRecord>): Named<Pair> => ({
    ...value,
    field: `${alias}.${value.field}`,
    of: ({ joined }) => (joined === null ? null : value.of(joined)),
  });
  return {
    plain: [...main.plain.map(left), ...other.plain.map(right)],
    values: fc.oneof(main.values.map(left), other.values.map(right)),
    ofType: (type) => [...main.ofType(type).map(left), ...other.ofType(type).map(right)],
    arrays: [...main.arrays, ...other.arrays.map((array) => ({ ...array, field: `${alias}.${array.field}` }))],
  };
}

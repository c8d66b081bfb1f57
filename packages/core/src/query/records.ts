import { type SourceName, sourceOf } from "../catalog/index.ts";
import { catalogField, type List, resolveField, resolveList } from "./fields.ts";
import type { FieldOperand, Side } from "./plan.ts";
import type { NamedOperand } from "./wire.ts";

/** What names of fields are looked up in: a source's records, and those they are joined with, by alias. */
export interface Records {
  readonly source: SourceName;
  readonly side: Side;
  readonly joined: { readonly alias: string; readonly source: SourceName } | null;
}

/** A field of the records; `alias.field` is one of the joined record. Throws invalid-query. */
export function resolveIn(records: Records, named: NamedOperand, at: string): FieldOperand {
  const [source, side, field] = sideOf(records, named.field);
  return of(side, resolveField(source, field === named.field ? named : { ...named, field }, at));
}

/** A list of the records, as `resolveList` finds it. Throws invalid-query. */
export function resolveListIn(records: Records, reference: string, at: string): List {
  const [source, side, field] = sideOf(records, reference);
  const { list, members } = resolveList(source, field, at);
  return { list: of(side, list), members };
}

/** The fields that break ties between records: time and id of each side. */
export function tieBreakOf({ source, side, joined }: Records): readonly FieldOperand[] {
  const { time, id } = sourceOf(source);
  const own = [time, id].map((name) => of(side, catalogField(source, name)));
  return joined === null ? own : [...own, ...tieBreakOf({ source: joined.source, side: "joined", joined: null })];
}

function sideOf({ source, side, joined }: Records, reference: string): readonly [SourceName, Side, string] {
  if (joined === null || !reference.startsWith(`${joined.alias}.`)) return [source, side, reference];
  return [joined.source, "joined", reference.slice(joined.alias.length + 1)];
}

function of(side: Side, operand: FieldOperand): FieldOperand {
  return operand.side === side ? operand : { ...operand, side };
}

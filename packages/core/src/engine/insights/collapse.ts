import type { FinishCollapse, FinishPick } from "../../dialect/statement.ts";
import { compareValues } from "../order.ts";
import type { ValueType } from "../types.ts";
import { type Cells, readCell, unmarked } from "./cells.ts";

/** The groups that were asked for, of the finer ones that were found, in any number of parts. */
export function collapsed({ keys, cells, picks }: FinishCollapse, found: readonly Cells[]): readonly Cells[] {
  const groups = new Map<string, Cells[]>();
  for (const row of found) {
    const key = keyOf(keys, row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((rows) => {
    const [first = {}] = rows;
    const made = [
      ...keys.map((cell) => [cell, first[cell]] as const),
      ...cells.map(({ cell, by }) => [cell, combined(rows, cell, by)] as const),
      ...picks.map((pick) => [pick.cell, picked(pick, rows)] as const),
    ];
    return Object.fromEntries(made.flatMap(([cell, text]) => (text === undefined ? [] : [[cell, text]])));
  });
}

/** Rows that agree in these cells, missing ones among them, have one key. */
export function keyOf(names: readonly string[], row: Cells): string {
  return JSON.stringify(names.map((name) => row[name] ?? null));
}

function combined(rows: readonly Cells[], cell: string, by: "sum" | "min" | "max"): string | undefined {
  const numbers = rows.flatMap((row) => (row[cell] === undefined ? [] : [Number(row[cell])]));
  if (numbers.length === 0) return undefined;
  return String(numbers.reduce((left, right) => (by === "sum" ? left + right : Math[by](left, right))));
}

function picked(pick: FinishPick, rows: readonly Cells[]): string | undefined {
  const held = rows.filter((row) => unmarked(row[pick.value] ?? null) !== null);
  const best = held.reduce<Cells | undefined>((one, other) => {
    if (one === undefined) return other;
    return inTime(pick, other, one) * (pick.last ? -1 : 1) < 0 ? other : one;
  }, undefined);
  return best?.[pick.value];
}

/** By time, then id, nulls last, then the value. */
function inTime({ timeMs, id, value, type, open }: FinishPick, left: Cells, right: Cells): number {
  const order = (cell: string, of: ValueType, isOpen: boolean) => {
    const read = (row: Cells) => readCell({ as: "marked", open: isOpen }, of, cell, row[cell] ?? null);
    return compareValues(read(left), read(right), of, false);
  };
  return Number(left[timeMs]) - Number(right[timeMs]) || order(id, "string", false) || order(value, type, open);
}

import type { Item } from "../ast.ts";
import { valueIn } from "../expression.ts";
import { withFields } from "../value.ts";
import type { Line, Run, Table } from "./table.ts";

/** `fields`: shows fields, further ones with each command, and makes new ones. After `stats` it starts anew. */
export function runFields(items: readonly Item[], table: Table, run: Run): Table {
  const lines = computed(items, table.lines, run);
  const names = items.map(({ name }) => name);
  if (table.grouped) return { ...table, lines, shown: null, listed: listedAfter(table, names) };
  return { ...table, lines, listed: [...new Set([...table.listed, ...names])] };
}

/** `display`: shows just these; the last one counts. */
export function runDisplay(items: readonly Item[], table: Table, run: Run): Table {
  return { ...table, lines: computed(items, table.lines, run), shown: items.map(({ name }) => name) };
}

function listedAfter({ shown, listed }: Table, names: readonly string[]): readonly string[] {
  return shown === null ? [...new Set([...listed, ...names])] : names;
}

function computed(items: readonly Item[], lines: readonly Line[], run: Run): readonly Line[] {
  const made = items.filter(({ expression, alias }) => alias !== null || expression.kind !== "field");
  const looked = items.filter((item) => !made.includes(item));
  const needed = [
    ...made,
    ...looked.filter(({ expression }) => expression.kind === "field" && expression.path.length > 1),
  ];
  if (needed.length === 0) return lines;
  return lines.map(({ row, event }) => ({
    event,
    row: withFields(row, new Map(needed.map(({ name, expression }) => [name, valueIn(expression, row, run)]))),
  }));
}

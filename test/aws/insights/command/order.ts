import type { SortKey, Step } from "../ast.ts";
import { fieldValue } from "../expression.ts";
import { compareNaturally } from "../natural.ts";
import { isMissing, textOf } from "../value.ts";
import type { Run, Table } from "./table.ts";

/** `sort`: natural order; rows that are equal in it stay as they were. */
export function runSort(keys: readonly SortKey[], table: Table, { readings }: Run): Table {
  const lines = table.lines.map((line) => ({ line, values: keys.map(({ path }) => fieldValue(path, line.row)) }));
  lines.sort((a, b) => {
    for (const [index, { direction }] of keys.entries()) {
      const difference = compareNaturally(a.values[index], b.values[index], readings);
      if (difference !== 0) return (direction ?? readings.sortDirection) === "desc" ? -difference : difference;
    }
    return 0;
  });
  return { ...table, lines: lines.map(({ line }) => line) };
}

/** `dedup`: of rows with the same values the first stays; rows where one of them is missing all stay. */
export function runDedup(fields: readonly (readonly Step[])[], table: Table, { readings }: Run): Table {
  const seen = new Set<string>();
  const lines = table.lines.filter(({ row }) => {
    const values = fields.map((path) => fieldValue(path, row));
    if (values.some(isMissing)) return true;
    const id = JSON.stringify(values.map((value) => textOf(value, readings)));
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  return { ...table, lines };
}

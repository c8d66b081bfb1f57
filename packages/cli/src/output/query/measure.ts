import type { Column, Row, Value } from "@trailkeep/core/engine";
import { visible } from "../visible.ts";
import { displayWidth } from "../width.ts";

/** A column that is shown: where its values stand in a row, and how wide the widest is. */
export interface MeasuredColumn {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
}

export interface Measured {
  readonly shown: readonly MeasuredColumn[];
  /** Names of the columns that have no value in any row. */
  readonly empty: readonly string[];
  /** How many rows there are. */
  readonly rows: number;
}

/** Reads a whole result, a page at a time, for the width of each column; wider than `cap` counts as one more. */
export async function measure(
  columns: readonly Column[],
  pages: AsyncIterable<readonly Row[]>,
  cap: number,
): Promise<Measured> {
  const widths = columns.map(() => 0);
  let count = 0;
  for await (const rows of pages) {
    count += rows.length;
    for (const row of rows) {
      for (const [index, value] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cellWidth(value, cap));
    }
  }
  const measured = columns.map((column, index) => ({ column, index, width: widths[index] ?? 0 }));
  return {
    shown: measured
      .filter(({ width }) => width > 0)
      .map((one) => ({ ...one, width: Math.max(one.width, displayWidth(visible(one.column.name))) })),
    empty: measured.filter(({ width }) => width === 0).map(({ column }) => column.name),
    rows: count,
  };
}

function cellWidth(value: Value, cap: number): number {
  if (value === null) return 0;
  if (typeof value === "string" && value.length > cap * 8) return cap + 1;
  return Math.min(cap + 1, displayWidth(cellText(value)));
}

/** A value as it stands in a cell: nothing for null, `""` for the empty text. */
export function cellText(value: Value): string {
  if (value === null) return "";
  return value === "" ? '""' : visible(String(value));
}

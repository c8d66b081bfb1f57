import { visible } from "../visible.ts";
import { displayWidth, fit, shorten } from "../width.ts";
import { cutIn, type Layout } from "./layout.ts";
import { cellText, type MeasuredColumn } from "./measure.ts";

const leastValueWidth = 20;

/** A block per row, a line per column: for more columns than stand side by side. */
export function blocksLayout(columns: readonly MeasuredColumn[], width: number): Layout {
  const nameWidth = Math.max(...columns.map(({ column }) => displayWidth(visible(column.name))));
  const valueWidth = Math.max(leastValueWidth, width - nameWidth - 2);
  const sized = columns.map((one) => ({ ...one, width: valueWidth }));
  return {
    header: [],
    lines: (row, number) => [
      `--- row ${number}`,
      ...sized.map(({ column, index }) =>
        `${fit(visible(column.name), nameWidth)}  ${shorten(cellText(row[index] ?? null), valueWidth)}`.trimEnd(),
      ),
    ],
    cut: (row) => cutIn(row, sized),
  };
}

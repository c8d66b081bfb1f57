import { visible } from "../visible.ts";
import { fit } from "../width.ts";
import { cutIn, type Layout } from "./layout.ts";
import { cellText, type MeasuredColumn } from "./measure.ts";

const gap = "  ";

/** Below this a column says too little; then each row is shown as a block of its own. */
const leastWidth = 10;

/** A table: a line per row. Undefined if the columns do not fit in `width`. */
export function gridLayout(columns: readonly MeasuredColumn[], width: number, widest: number): Layout | undefined {
  const room = width - gap.length * (columns.length - 1);
  const sized = fitted(columns, room, widest);
  if (sized === undefined) return undefined;
  return {
    header: [line(sized, ({ column }) => visible(column.name)), sized.map((one) => "-".repeat(one.width)).join(gap)],
    lines: (row) => [line(sized, ({ index }) => cellText(row[index] ?? null))],
    cut: (row) => cutIn(row, sized),
  };
}

/** The columns with their texts no wider than the greatest width that leaves room for all; times and numbers stay whole. */
function fitted(
  columns: readonly MeasuredColumn[],
  room: number,
  widest: number,
): readonly MeasuredColumn[] | undefined {
  for (let cap = widest; cap >= leastWidth; cap--) {
    const sized = columns.map((one) => (isText(one) ? { ...one, width: Math.min(one.width, cap) } : one));
    if (sized.reduce((sum, { width }) => sum + width, 0) <= room) return sized;
  }
  return undefined;
}

function line(columns: readonly MeasuredColumn[], text: (column: MeasuredColumn) => string): string {
  return columns
    .map((one) => fit(text(one), one.width, isNumber(one) ? "right" : "left"))
    .join(gap)
    .trimEnd();
}

function isText({ column }: MeasuredColumn): boolean {
  return column.type === "string" || column.type === "json";
}

function isNumber({ column }: MeasuredColumn): boolean {
  return column.type === "integer" || column.type === "double";
}

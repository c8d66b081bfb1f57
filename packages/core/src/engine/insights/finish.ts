import type { Finish, FinishColumn, FinishFill, FinishValue } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import { decodeCell } from "../decode.ts";
import { compareValues } from "../order.ts";
import type { Row, Value } from "../types.ts";

/** A row as GetQueryResults gives it: cells by name, those without a value left out. */
export type Cells = Readonly<Record<string, string>>;

/**
 * The complete result as the plan means it: values read, rows in their total order, cut at the limit. Throws
 * `capability` where a cell could stand for two values.
 */
export function finishRows(finish: Finish, found: readonly Cells[]): readonly Row[] {
  const { columns, helpers, orderBy, limit, emptyRow, fill } = finish;
  const cells = fill === null ? found : filled(fill, found);
  const all = [...columns, ...helpers];
  const rows = cells.map((row) => all.map((column) => valueIn(column, row)));
  if (rows.length === 0 && emptyRow !== null) return [emptyRow];
  const keys = orderBy.map(({ column, descending }) => ({
    place: all.findIndex(({ name }) => name === column),
    type: all.find(({ name }) => name === column)?.type ?? "string",
    descending,
  }));
  const ordered = rows.toSorted((left, right) => {
    for (const { place, type, descending } of keys) {
      const order = compareValues(left[place] ?? null, right[place] ?? null, type, descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return ordered.slice(0, limit ?? ordered.length).map((row) => row.slice(0, columns.length));
}

function valueIn({ name, type, value }: FinishColumn, cells: Cells): Value {
  return read(value, type, name, cells);
}

function read(value: FinishValue, type: FinishColumn["type"], name: string, cells: Cells): Value {
  switch (value.kind) {
    case "cell":
      return readCell(value, type, name, cells[value.cell] ?? null);
    case "counted":
      return read(value.count, "integer", name, cells) === 0 ? null : read(value.value, type, name, cells);
    case "difference": {
      const [of, less] = [value.of, value.less].map((part) => Number(read(part, "integer", name, cells)));
      return (of ?? 0) - (less ?? 0);
    }
    case "quotient": {
      const [of, to] = [value.of, value.to].map((part) => read(part, "double", name, cells));
      return typeof of === "number" && typeof to === "number" && to !== 0 ? of / to + 0 : null;
    }
  }
}

function readCell(
  { as, open }: Extract<FinishValue, { kind: "cell" }>,
  type: FinishColumn["type"],
  name: string,
  cell: string | null,
): Value {
  if (as === "count") return Number(cell ?? 0);
  const text = as === "marked" ? unmarked(cell) : cell;
  if (text === null) return null;
  if (as === "epoch" || (type === "timestamp" && Number.isFinite(Number(text)))) return instant(text);
  if (open && isUncertain(type, text)) {
    throw new TrailkeepError("capability", {
      message: `\`${name}\` stands in open JSON as ${text}, which CloudWatch Logs Insights gives for a boolean and for a number alike`,
      hint: "ask another store, or leave the column out",
    });
  }
  const exact = type !== "integer" || Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER;
  if (!exact) {
    throw new TrailkeepError("capability", {
      message: `\`${name}\` is ${text}: CloudWatch Logs Insights computes with doubles, which are not exact beyond 2^53`,
      hint: "ask another store",
    });
  }
  return decodeCell(text, type);
}

/** A boolean in open JSON reads as 1 or 0, and a number with a fraction in several ways. */
function isUncertain(type: FinishColumn["type"], text: string): boolean {
  if (type === "integer" || type === "double") return /^[01]$/.test(text);
  return type === "string" && (/^[01]$/.test(text) || /^[+-]?(\d+[.eE]|[.]\d)[\d.eE+-]*$/.test(text));
}

function unmarked(cell: string | null): string | null {
  return cell === null || !cell.startsWith("=") ? null : cell.slice(1);
}

function instant(milliseconds: string): string | null {
  const time = Number(milliseconds);
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}

/** Rows for the buckets that were not found: they have their keys and nothing else. */
function filled({ cell, others, firstMs, widthMs, count }: FinishFill, found: readonly Cells[]): readonly Cells[] {
  const combinations = new Map(found.map((row) => [keyOf(others, row), pick(others, row)]));
  if (others.length === 0) combinations.set(keyOf([], {}), {});
  const known = new Map(found.map((row) => [`${Number(row[cell])} ${keyOf(others, row)}`, row]));
  return [...combinations].flatMap(([key, row]) =>
    Array.from({ length: count }, (_, index) => {
      const start = firstMs + index * widthMs;
      return known.get(`${start} ${key}`) ?? { ...row, [cell]: String(start) };
    }),
  );
}

function pick(names: readonly string[], row: Cells): Cells {
  return Object.fromEntries(names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

function keyOf(names: readonly string[], row: Cells): string {
  return JSON.stringify(names.map((name) => row[name] ?? null));
}

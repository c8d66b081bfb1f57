import type { Finish, FinishColumn, FinishFill, FinishValue } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import { compareValues } from "../order.ts";
import type { Row, Value } from "../types.ts";
import { type Cells, readCell } from "./cells.ts";
import { collapsed, keyOf } from "./collapse.ts";

export type { Cells } from "./cells.ts";

/**
 * The complete result as the plan means it: values read, rows in their total order, cut at the limit. Throws
 * `capability` where a cell could stand for two values.
 */
export function finishRows(finish: Finish, found: readonly Cells[]): readonly Row[] {
  const { columns, helpers, orderBy, limit, emptyRow, collapse, fill } = finish;
  const whole = collapse === null ? found : collapsed(collapse, found);
  const cells = fill === null ? whole : filled(fill, whole);
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
  const kept = ordered.slice(0, limit ?? ordered.length);
  return helpers.length === 0 ? kept : kept.map((row) => row.slice(0, columns.length));
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
    case "certain":
      if (read(value.doubt, "integer", name, cells) !== 0) throw doubtful(name);
      return read(value.value, type, name, cells);
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

function doubtful(name: string): TrailkeepError {
  return new TrailkeepError("capability", {
    message: `\`${name}\` counts values of open JSON, of which CloudWatch Logs Insights gives a boolean and a number alike`,
    hint: "ask another store",
  });
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

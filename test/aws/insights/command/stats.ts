import { aggregateOf } from "../aggregates.ts";
import type { Expression, Item } from "../ast.ts";
import { valueIn } from "../expression.ts";
import { isMissing, type Row, textOf, type Value } from "../value.ts";
import type { Line, Run, Table } from "./table.ts";

interface Grouped {
  readonly keys: ReadonlyMap<string, Value>;
  readonly rows: Row[];
}

const nothing: Row = { get: () => undefined };

/** `stats ... by ...`: a row a group, its keys first. */
export function runStats(items: readonly Item[], by: readonly Item[], table: Table, run: Run): Table {
  const lines = groupsOf(table.lines, by, run).map((group) => lineOf(group, items, run));
  const shown = [...by, ...items].map(({ name }) => name);
  return { lines, shown, listed: [], extracted: [], grouped: true };
}

function groupsOf(lines: readonly Line[], by: readonly Item[], run: Run): readonly Grouped[] {
  const groups = new Map<string, Grouped>();
  if (by.length === 0 && run.readings.emptyStats === "row") groups.set("[]", { keys: new Map(), rows: [] });
  for (const { row } of lines) {
    const keys = new Map(by.map(({ name, expression }) => [name, valueIn(expression, row, run)]));
    const values = [...keys.values()];
    if (run.readings.missingGroupKeys === "dropped" && values.some(isMissing)) continue;
    const id = JSON.stringify(values.map((value) => textOf(value, run.readings)));
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { keys, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()];
}

function lineOf({ keys, rows }: Grouped, items: readonly Item[], run: Run): Line {
  const outputs = new Map(keys);
  for (const { name, expression } of items) {
    outputs.set(name, valueIn(reduced(expression, rows, outputs, run), outputs, run));
  }
  return { row: outputs, event: null };
}

/** The expression with its aggregates worked out: each is a field, under a name that no query can write. */
function reduced(expression: Expression, rows: readonly Row[], outputs: Map<string, Value>, run: Run): Expression {
  const inner = (one: Expression) => reduced(one, rows, outputs, run);
  if (expression.kind === "binary") {
    return { ...expression, left: inner(expression.left), right: inner(expression.right) };
  }
  if (expression.kind === "negative" || expression.kind === "not") return { ...expression, of: inner(expression.of) };
  if (expression.kind !== "call") return expression;
  const aggregate = aggregateOf(expression.name);
  if (aggregate === undefined) return { ...expression, args: expression.args.map(inner) };
  const [over, ...rest] = expression.args.filter(({ kind }) => kind !== "star");
  const { start, end } = expression;
  const place = `\u0000${start}`;
  const value = aggregate({
    values: over === undefined ? [] : rows.map((row) => valueIn(over, row, run)),
    timestamps: rows.map((row) => row.get("@timestamp")),
    constants: rest.map((constant) => valueIn(constant, nothing, run)),
    rows: rows.length,
    readings: run.readings,
  });
  outputs.set(place, value);
  return { kind: "field", path: [place], start, end };
}

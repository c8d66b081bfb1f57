import type { Command, Expression, Query, Selection } from "./ast.ts";
import { runDisplay, runFields } from "./command/fields.ts";
import { runJoin, runUnnest } from "./command/join.ts";
import { runDedup, runSort } from "./command/order.ts";
import { runParse } from "./command/parse.ts";
import { runStats } from "./command/stats.ts";
import { columnsOf, type Line, type Run, type Table } from "./command/table.ts";
import { fieldsOf, type LogEvent } from "./discover.ts";
import { valueIn } from "./expression.ts";
import { type Clock, holds } from "./functions/function.ts";
import { jsonText } from "./json.ts";
import type { Readings } from "./readings.ts";
import { isStructure, type Row, textOf, type Value } from "./value.ts";

/** What a query is run over. */
export interface Asked {
  readonly readings: Readings;
  readonly clock: Clock;
  /** The events of the window in the log groups that the query was started with, or in those that it selects. */
  readonly events: (selection: Selection | null) => readonly LogEvent[];
  /** The limit that was given beside the query. */
  readonly limit: number | null;
}

/** A row of a result: its fields that are not missing, and the event that it shows. */
export interface ResultRow {
  readonly cells: readonly { readonly field: string; readonly value: string }[];
  readonly event: LogEvent | null;
}

export interface Answer {
  readonly rows: readonly ResultRow[];
  readonly recordsScanned: number;
  readonly recordsMatched: number;
  readonly bytesScanned: number;
}

/** How many rows a query gives that says nothing of it (CWL_QuerySyntax-Limit). */
const defaultLimit = 10_000;

/** Runs a query that {@link parseQuery} took. */
export function evaluate(query: Query, asked: Asked): Answer {
  const [first] = query.commands;
  const events = asked.events(first?.kind === "source" ? first.selection : null);
  const { table, matched } = pipeline(query, linesOf(events, asked.readings), asked);
  const limited = query.commands.some(({ kind }) => kind === "limit");
  const lines = table.lines.slice(0, asked.limit ?? (limited ? undefined : defaultLimit));
  const columns = columnsOf(table);
  return {
    rows: lines.map(({ row, event }) => ({ cells: cellsOf(row, columns, asked.readings), event })),
    recordsScanned: events.length,
    recordsMatched: matched,
    bytesScanned: events.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0),
  };
}

function pipeline(
  query: Query,
  lines: readonly Line[],
  asked: Asked,
): { readonly table: Table; readonly matched: number } {
  const run = runOf(asked);
  let table: Table = { lines, shown: null, listed: [], extracted: [], grouped: false };
  let matched: number | null = null;
  for (const command of query.commands) {
    if (command.kind === "stats" || command.kind === "limit" || command.kind === "dedup")
      matched ??= table.lines.length;
    table = apply(command, table, run);
  }
  return { table, matched: matched ?? table.lines.length };
}

function apply(command: Command, table: Table, run: Run): Table {
  switch (command.kind) {
    case "fields":
      return runFields(command.items, table, run);
    case "display":
      return runDisplay(command.items, table, run);
    case "filter":
      return { ...table, lines: table.lines.filter(({ row }) => holds(valueIn(command.condition, row, run))) };
    case "stats":
      return runStats(command.items, command.by, table, run);
    case "sort":
      return runSort(command.keys, table, run);
    case "limit":
      return { ...table, lines: command.any ? table.lines.slice(-command.count) : table.lines.slice(0, command.count) };
    case "parse":
      return runParse(command, table, run);
    case "dedup":
      return runDedup(command.fields, table, run);
    case "unnest":
      return runUnnest(command, table, run);
    case "join":
      return runJoin(command, table, run);
    case "source":
    case "unmask":
      return table;
  }
}

function runOf(asked: Asked): Run {
  const { readings, clock } = asked;
  const values = new Map<Expression, readonly Value[]>();
  const sourceLines = (selection: Selection) => linesOf(asked.events(selection), readings);
  return {
    readings,
    clock,
    sourceLines,
    subquery(expression) {
      const known = values.get(expression);
      if (known !== undefined) return known;
      const column = subqueryValues(expression.query, asked);
      values.set(expression, column);
      return column;
    },
  };
}

/** The values of a subquery's first column. */
function subqueryValues(query: Query, asked: Asked): readonly Value[] {
  const [first] = query.commands;
  const lines = linesOf(asked.events(first?.kind === "source" ? first.selection : null), asked.readings);
  const { table } = pipeline(query, lines, asked);
  const [column = ""] = columnsOf(table);
  return table.lines.map(({ row }) => row.get(column));
}

const rowsByReadings = new WeakMap<Readings, WeakMap<LogEvent, Row>>();

/** The newest first, as a result is ordered that no command orders. */
function linesOf(events: readonly LogEvent[], readings: Readings): readonly Line[] {
  const rows = rowsByReadings.get(readings) ?? new WeakMap<LogEvent, Row>();
  rowsByReadings.set(readings, rows);
  return events
    .toSorted((a, b) => b.timestamp - a.timestamp)
    .map((event) => {
      const row = rows.get(event) ?? fieldsOf(event, readings);
      rows.set(event, row);
      return { row, event };
    });
}

function cellsOf(row: Row, columns: readonly string[], readings: Readings): ResultRow["cells"] {
  return columns.flatMap((field) => {
    const value = row.get(field);
    const text = isStructure(value) ? jsonText(value) : textOf(value, readings);
    return text === null ? [] : [{ field, value: text }];
  });
}

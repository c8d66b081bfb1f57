import type { Command, Step } from "../ast.ts";
import { fieldValue, valueIn } from "../expression.ts";
import { malformed } from "../malformed.ts";
import { isList, isMissing, type Row, textOf, withFields } from "../value.ts";
import type { Line, Run, Table } from "./table.ts";

type Join = Extract<Command, { readonly kind: "join" }>;

/** The most keys of the right side (CWL_QuerySyntax-Join). */
const maxRightKeys = 50_000;

/** `join`: each row with the rows of another log group that have its keys, the fields of both behind their alias. */
export function runJoin(join: Join, table: Table, run: Run): Table {
  const keyOf = (row: Row, paths: readonly (readonly Step[])[]) => {
    const values = paths.map((path) => fieldValue(path, row));
    return values.some(isMissing) ? null : JSON.stringify(values.map((value) => textOf(value, run.readings)));
  };
  const rightPaths = join.on.map(({ right }) => right);
  const rightByKey = new Map<string, Line[]>();
  for (const line of run.sourceLines(join.source)) {
    const key = keyOf(line.row, rightPaths);
    if (key !== null) rightByKey.set(key, [...(rightByKey.get(key) ?? []), line]);
  }
  if (rightByKey.size > maxRightKeys) throw malformed(`join takes ${maxRightKeys} keys of the right side`, join);
  const leftPaths = join.on.map(({ left }) => left);
  const lines = table.lines.flatMap(({ row, event }): readonly Line[] => {
    const key = keyOf(row, leftPaths);
    const matches = (key === null ? undefined : rightByKey.get(key)) ?? [];
    if (matches.length === 0) return join.type === "left" ? [{ event, row: joined(join, row, null) }] : [];
    return matches.map((match) => ({ event, row: joined(join, row, match.row) }));
  });
  return { ...table, lines };
}

function joined({ left, right }: Join, leftRow: Row, rightRow: Row | null): Row {
  return {
    get(name) {
      if (name.startsWith(`${right}.`)) return rightRow?.get(name.slice(right.length + 1));
      return leftRow.get(name.startsWith(`${left}.`) ? name.slice(left.length + 1) : name);
    },
  };
}

/** `unnest`: a row for each item of a list; anything else is a list of itself. */
export function runUnnest(command: Extract<Command, { readonly kind: "unnest" }>, table: Table, run: Run): Table {
  const { name } = command.into;
  const lines = table.lines.flatMap(({ row, event }) => {
    const value = valueIn(command.of, row, run);
    const items = isList(value) ? value : [value];
    return items.map((item) => ({ event, row: withFields(row, new Map([[name, item]])) }));
  });
  return { ...table, lines, extracted: [...table.extracted, name] };
}

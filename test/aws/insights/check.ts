import {
  type Command,
  type Expression,
  type Item,
  type Name,
  nameOf,
  type Query,
  type Span,
  type Step,
} from "./ast.ts";
import { checkCalls, holdsAggregate } from "./check-calls.ts";
import { malformed } from "./malformed.ts";
import type { Readings } from "./readings.ts";

/** The most `stats` in a query, by the groups' class (CWL_QuerySyntax-Stats; two in Infrequent Access). */
const maxStats = { standard: 10, infrequent: 2 };

/** What is known of the fields at a place in the pipeline. */
interface Known {
  /** Names that the query made: they can't be made again. */
  readonly made: Set<string>;
  /** After `stats`: the only names that there are. */
  only: Set<string> | null;
}

/** Refuses what parses but can't be run: AWS says so when the query is started. */
export function checkQuery(query: Query, readings: Readings, infrequentAccess: boolean, inner = false): void {
  checkOrder(query, infrequentAccess);
  const known: Known = { made: new Set(), only: null };
  for (const command of query.commands) checkCommand(command, known, readings, infrequentAccess, inner);
}

/** Which commands may stand where. */
function checkOrder({ commands }: Query, infrequentAccess: boolean): void {
  const stats = commands.filter(({ kind }) => kind === "stats");
  const most = infrequentAccess ? maxStats.infrequent : maxStats.standard;
  const [beyond] = stats.slice(most);
  if (beyond !== undefined) throw malformed(`a query has at most ${most} stats commands`, beyond);
  const lastStats = commands.findLastIndex(({ kind }) => kind === "stats");
  for (const [index, command] of commands.entries()) {
    const { kind } = command;
    if ((kind === "sort" || kind === "limit") && index < lastStats) {
      throw malformed(`${kind} must come after the last stats`, command);
    }
    if (kind === "source" && index > 0) throw malformed("SOURCE must come first", command);
    if (kind === "unmask" && infrequentAccess) {
      throw malformed("unmask is not supported in the Infrequent Access class", command);
    }
    if (index > 0 && commands[index - 1]?.kind === "dedup" && kind !== "limit") {
      throw malformed("only limit may follow dedup", command);
    }
  }
  const [, secondJoin] = commands.filter(({ kind }) => kind === "join");
  if (secondJoin !== undefined) throw malformed("a query has at most one join", secondJoin);
}

function checkCommand(
  command: Command,
  known: Known,
  readings: Readings,
  infrequentAccess: boolean,
  inner: boolean,
): void {
  const subquery = (query: Query) => {
    if (inner) throw malformed("subqueries can't be nested", query);
    checkQuery(query, readings, infrequentAccess, true);
  };
  const check = (expression: Expression) => {
    checkCalls(expression, { readings, subquery, aggregates: false, bin: hasTimestamp(known) });
    checkFields(expression, known);
  };
  if (command.kind === "filter") check(command.condition);
  if (command.kind === "fields" || command.kind === "display") {
    for (const item of command.items) {
      check(item.expression);
      checkItem(item, command.kind, known);
    }
  }
  if (command.kind === "parse") {
    if (command.of !== null) check(command.of);
    for (const name of namesOf(command)) make(name, known);
  }
  if (command.kind === "unnest") {
    check(command.of);
    make(command.into, known);
  }
  if (command.kind === "sort") for (const { path } of command.keys) checkName(path, command, known);
  if (command.kind === "dedup") for (const path of command.fields) checkName(path, command, known);
  if (command.kind === "join") known.only = null;
  if (command.kind === "stats") checkStats(command.items, command.by, known, check, readings);
}

/** A name in `fields` without an alias defines it: one that the query made already is refused. */
function checkItem({ expression, alias, name, start, end }: Item, kind: "fields" | "display", known: Known): void {
  if (alias !== null) make({ name, ...alias }, known);
  else if (kind === "fields" && expression.kind === "field" && known.only === null) {
    if (known.made.has(name)) throw alreadyDefined({ name, start, end });
  }
}

function checkStats(
  items: readonly Item[],
  by: readonly Item[],
  known: Known,
  check: (expression: Expression) => void,
  readings: Readings,
): void {
  for (const { expression } of by) check(expression);
  const keys = new Set(by.map(({ name }) => name));
  for (const item of by) if (item.alias !== null) make({ name: item.name, ...item.alias }, known);
  const outputs = new Set<string>();
  for (const item of items) {
    const bin = hasTimestamp(known);
    checkCalls(item.expression, { readings, subquery: refuseSubquery, aggregates: true, bin });
    checkAggregated(item.expression, outputs, keys, known);
    if (item.alias !== null) make({ name: item.name, ...item.alias }, known);
    outputs.add(item.name);
  }
  known.only = new Set([...keys, ...outputs]);
  for (const name of known.only) known.made.add(name);
}

/** Outside an aggregate only keys and earlier outputs can stand; inside it, fields. */
function checkAggregated(
  expression: Expression,
  outputs: ReadonlySet<string>,
  keys: ReadonlySet<string>,
  known: Known,
): void {
  if (expression.kind === "field") {
    const name = nameOf(expression.path);
    if (!outputs.has(name) && !keys.has(name)) throw malformed(`${name} is neither aggregated nor a key`, expression);
  } else if (expression.kind === "binary") {
    checkAggregated(expression.left, outputs, keys, known);
    checkAggregated(expression.right, outputs, keys, known);
  } else if (expression.kind === "call") {
    for (const arg of expression.args) {
      if (holdsAggregate(expression) && !holdsAggregate({ ...expression, args: [] })) {
        checkAggregated(arg, outputs, keys, known);
      } else checkFields(arg, known);
    }
  }
}

function refuseSubquery(query: Query): void {
  throw malformed("a subquery can't stand in stats", query);
}

function checkFields(expression: Expression, known: Known): void {
  if (expression.kind === "field") checkName(expression.path, expression, known);
  if (expression.kind === "binary") {
    checkFields(expression.left, known);
    checkFields(expression.right, known);
  }
  if ("of" in expression) checkFields(expression.of, known);
  if (expression.kind === "call") for (const arg of expression.args) checkFields(arg, known);
}

/** After `stats`, only what it gave can be named. */
function checkName(path: readonly Step[], span: Span, { only, made }: Known): void {
  const name = nameOf(path);
  const known = only === null || only.has(name) || made.has(String(path[0]));
  if (!known) throw malformed(`${name} is not defined by the stats command before`, span);
}

function make(name: Name, known: Known): void {
  if (known.made.has(name.name)) throw alreadyDefined(name);
  known.made.add(name.name);
  known.only?.add(name.name);
}

function alreadyDefined({ name, start, end }: Name): Error {
  return malformed(`Ephemeral field is already defined: ${name}`, { start, end });
}

function hasTimestamp({ only }: Known): boolean {
  return only === null || only.has("@timestamp");
}

/** The names that `parse` makes: its aliases, or the named groups of its expression. */
function namesOf(command: Extract<Command, { readonly kind: "parse" }>): readonly Name[] {
  if (command.names.length > 0 || command.pattern.kind !== "regex") return command.names;
  const groups = [...command.pattern.regex.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map(([, name = ""]) => name);
  return groups.map((name) => ({ name, start: command.start, end: command.end }));
}

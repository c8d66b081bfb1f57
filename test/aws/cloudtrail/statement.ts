import { AwsError } from "../service.ts";
import { LexicalError, nameOf, rewritten, type Token, tokensOf } from "../trino/tokens.ts";
import type { LakeSwitches } from "./switches.ts";

/**
 * What CloudTrail Lake takes as a statement.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-limitations.html
 */

/** Characters of a statement (API model of StartQuery). */
const maxLength = 10_000;

/** Gives the name of the table behind the id of an event data store; throws where there is none to be asked. */
export type TableOf = (eventDataStoreId: string) => string;

/**
 * The statement as Trino runs it: ids of event data stores become names of tables.
 * @throws {AwsError} where CloudTrail Lake refuses the statement
 */
export function lakeStatement(statement: string, tableOf: TableOf, switches: LakeSwitches): string {
  if (statement.length < 1 || statement.length > maxLength) {
    throw new AwsError("InvalidParameterException", `The query statement must have 1 to ${maxLength} characters.`);
  }
  const tokens = lexed(statement);
  const tables = relations(tokens, switches);
  checkWords(tokens, switches);
  const changes = new Map<Token, string>();
  for (const table of tables) changes.set(table, tableOf(nameOf(table).toLowerCase()));
  const stray = tokens.find((token) => token.kind === "uuid" && !changes.has(token));
  if (stray !== undefined) refuse(`line 1:${stray.start + 1}: mismatched input '${stray.text}'`);
  for (const literal of timeTexts(tokens)) changes.set(literal, `TIMESTAMP ${literal.text}`);
  return rewritten(statement, changes);
}

function lexed(statement: string): readonly Token[] {
  try {
    return tokensOf(statement);
  } catch (error) {
    if (error instanceof LexicalError) refuse(`line 1:${error.position + 1}: ${error.message}`);
    throw error;
  }
}

function checkWords(tokens: readonly Token[], switches: LakeSwitches): void {
  const [first] = tokens;
  const selects = first?.key === "SELECT" || first?.key === "(" || (first?.key === "WITH" && switches.withClause);
  if (!selects) refuse("The query must be a SELECT statement.");
  const backticks = tokens.find(({ text }) => text.startsWith("`"));
  if (backticks !== undefined)
    refuse("backquoted identifiers are not supported; use double quotes to quote identifiers");
  tokens.forEach((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (token.key === ";" || token.key === "?") refuse(`mismatched input '${token.text}'`);
    if (token.key === "WITH" && !switches.withClause && after?.kind === "word" && after.key !== "TIME") {
      if (before?.key !== "TIMESTAMP" && after.key !== "ORDINALITY") refuse("WITH is not supported.");
    }
    if (token.key === "OFFSET" && after?.kind === "number" && !switches.offset) refuse("OFFSET is not supported.");
    if (token.key === "INTERVAL" && after?.kind === "string" && !switches.interval)
      refuse("INTERVAL is not supported.");
    if (token.key === "JOIN" && !switches.fullAndCrossJoin) checkJoin(tokens, index);
  });
}

function checkJoin(tokens: readonly Token[], index: number): void {
  const before = tokens.slice(Math.max(0, index - 2), index).map(({ key }) => key);
  const refused = before.at(-1) === "CROSS" || before.at(-1) === "FULL" || before.join(" ") === "FULL OUTER";
  if (refused) refuse(`${before.at(-1)} JOIN is not supported.`);
}

/** One pair of parentheses, or the whole statement. */
interface Frame {
  /** Whether a relation may stand next in a FROM clause: behind FROM, JOIN and its commas. */
  from: boolean;
  selects: boolean;
}

/** The tokens that stand where a relation's name may: each must be the id of an event data store. */
function relations(tokens: readonly Token[], switches: LakeSwitches): readonly Token[] {
  const named = new Set(withNames(tokens));
  const frames: Frame[] = [{ from: false, selects: true }];
  const found: Token[] = [];
  tokens.forEach((token, index) => {
    const frame = frames.at(-1) ?? { from: false, selects: true };
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    switch (token.key) {
      case "(":
        frames.push({ from: opensRelation(before, frame), selects: after?.key === "SELECT" || after?.key === "WITH" });
        break;
      case ")":
        frames.pop();
        break;
      case "SELECT":
      case "WHERE":
      case "GROUP":
      case "ORDER":
      case "HAVING":
      case "LIMIT":
      case "UNION":
      case "ON":
        frame.from = false;
        break;
      case "FROM":
        if (before?.key === "DISTINCT" && /^(IS|NOT)$/.test(tokens[index - 2]?.key ?? "")) return;
        if (!frame.selects) return;
        frame.from = true;
        break;
      case "JOIN":
        frame.from = true;
        break;
    }
    const expected = frame.from && (before?.key === "FROM" || before?.key === "JOIN" || before?.key === ",");
    if (expected && token.key !== "FROM" && token.key !== "(") check(token, after);
  });
  return found;

  function check(token: Token, after: Token | undefined): void {
    if (["UNNEST", "LATERAL"].includes(token.key) && after?.key === "(") return;
    const quoted = token.kind === "quoted" && switches.quotedIds && uuid.test(nameOf(token));
    if (after?.key !== "." && (token.kind === "uuid" || quoted)) return void found.push(token);
    if (after?.key !== "." && named.has(nameOf(token).toLowerCase())) return;
    refuse(`${token.text} is not the ID of an event data store.`);
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Parentheses around a join of relations, as in `FROM (a JOIN b ON ...)`. */
function opensRelation(before: Token | undefined, frame: Frame): boolean {
  return frame.from && (before?.key === "FROM" || before?.key === "JOIN" || before?.key === ",");
}

/** The names that WITH gives: `name AS (`, or `name (columns) AS (`. */
function withNames(tokens: readonly Token[]): readonly string[] {
  if (tokens[0]?.key !== "WITH") return [];
  return tokens.flatMap((token, index) => {
    const names = tokens[index + 1]?.key === "AS" && tokens[index + 2]?.key === "(";
    return names && (token.kind === "word" || token.kind === "quoted") ? [nameOf(token).toLowerCase()] : [];
  });
}

const comparisons = new Set(["=", "<>", "!=", "<", "<=", ">", ">=", "BETWEEN"]);
const timeText = /^'\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2}(\.\d+)?)?'$/;

/** AWS's own examples compare `eventTime` with plain text, which Trino does not take. */
function timeTexts(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ kind, text }, index) => {
    if (kind !== "string" || !timeText.test(text)) return false;
    const back = (steps: number) => tokens[index - steps]?.key ?? "";
    if (comparisons.has(back(1))) return back(2) === "EVENTTIME";
    return back(1) === "AND" && back(3) === "BETWEEN" && back(4) === "EVENTTIME";
  });
}

function refuse(message: string): never {
  throw new AwsError("InvalidQueryStatementException", message);
}

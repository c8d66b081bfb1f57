import type { Matched } from "../catalog/index.ts";
import { identifier, literal } from "../sql-text.ts";

/** The two parts of a matched source as queries in parentheses, each with a column `seen` that is true. */
export interface MatchParts {
  readonly left: string;
  readonly right: string;
  /** Columns of the parts: the keys that are equal, and what the left one needs without a partner. */
  readonly leftKey: string;
  readonly rightKey: string;
  readonly leftNeeds: string;
  /** What is selected of both, by the parts' names. */
  readonly columns: readonly string[];
}

/**
 * A query of both parts, each record with its partners or alone. An engine without FULL JOIN joins each part to the
 * other, and reads both twice.
 */
export function matchSql({ left, right }: Matched, parts: MatchParts, fullJoin: boolean): string {
  const [one, other] = [identifier(left.prefix), identifier(right.prefix)];
  const [lefts, rights] = [`${parts.left} AS ${one}`, `${parts.right} AS ${other}`];
  const on = `ON ${one}.${parts.leftKey} = ${other}.${parts.rightKey}`;
  const select = `SELECT ${parts.columns.join(", ")}`;
  const kept = `${one}.${parts.leftNeeds} IS NOT NULL OR ${other}."seen"`;
  if (fullJoin) return `${select} FROM ${lefts} FULL JOIN ${rights} ${on} WHERE ${kept}`;
  return [
    `${select} FROM ${lefts} LEFT JOIN ${rights} ${on} WHERE ${kept}`,
    `${select} FROM ${rights} LEFT JOIN ${lefts} ${on} WHERE ${one}."seen" IS NULL`,
  ].join("\nUNION ALL\n");
}

/** The name that a part's column has in that query. */
export function matchName(prefix: string, column: string): string {
  return `${prefix}_${column}`;
}

/** Which of the two know the request. */
export function seenSql({ left, right, seen }: Matched): string {
  const [one, other] = [left, right].map(({ prefix }) => identifier(matchName(prefix, "seen")));
  return `CASE WHEN ${one} AND ${other} THEN ${literal(seen.both)} WHEN ${one} THEN ${literal(seen.left)} ELSE ${literal(seen.right)} END`;
}

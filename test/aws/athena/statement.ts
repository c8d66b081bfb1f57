import { LexicalError, tokensOf } from "../trino/tokens.ts";

export type StatementType = "DML" | "DDL" | "UTILITY";

/** What Athena takes, by the words that it begins with; Trino's other statements it does not know. */
const kinds: readonly (readonly [RegExp, StatementType])[] = [
  [/^(SELECT|WITH|\(|VALUES|TABLE|INSERT INTO|DELETE FROM|UPDATE|MERGE INTO)( |$)/, "DML"],
  [/^(EXPLAIN|SHOW|DESCRIBE|DESC)( |$)/, "UTILITY"],
  [/^(CREATE|DROP|ALTER|MSCK REPAIR TABLE|OPTIMIZE|VACUUM)( |$)/, "DDL"],
];

/** Null where Athena knows no such statement. */
export function typeOfStatement(statement: string): StatementType | null {
  const words = firstWords(statement);
  return kinds.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** Whether the statement's result has a header row among its rows: those of SELECT do. */
export function hasHeader(statement: string): boolean {
  return /^(SELECT|WITH|\(|VALUES|TABLE)( |$)/.test(firstWords(statement));
}

function firstWords(statement: string): string {
  try {
    return tokensOf(statement)
      .slice(0, 3)
      .map(({ key }) => key)
      .join(" ");
  } catch (error) {
    if (error instanceof LexicalError) return statement.trimStart().slice(0, 40).toUpperCase().replace(/\s+/g, " ");
    throw error;
  }
}

import { AwsError } from "../service.ts";
import { LexicalError, type Token, tokensOf } from "../trino/tokens.ts";

/** Characters of one execution parameter (API model of StartQueryExecution). */
const maxLength = 1_024;

/**
 * The statement with its execution parameters in the places of its question marks. Each must be one literal, so that
 * none can say more than a value: `'text'` with its quotes, `5`, `-1.5`, `TRUE`, `NULL`, `DATE '2026-03-01'`.
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements-querying.html
 */
export function withParameters(statement: string, parameters: readonly string[]): string {
  if (parameters.length === 0) return statement;
  for (const parameter of parameters) {
    if (parameter.length < 1 || parameter.length > maxLength) {
      throw invalid(`executionParameters must have 1 to ${maxLength} characters each`);
    }
    if (!isLiteral(parameter)) throw invalid(`The execution parameter ${parameter} is not a literal.`);
  }
  return `EXECUTE IMMEDIATE '${statement.replaceAll("'", "''")}' USING ${parameters.join(", ")}`;
}

function isLiteral(text: string): boolean {
  try {
    const tokens = tokensOf(text);
    const shape = tokens.map(shapeOf).join(" ");
    return /^(string|number|- number|constant|type string)$/.test(shape) && !hasComment(text, tokens);
  } catch (error) {
    if (error instanceof LexicalError) return false;
    throw error;
  }
}

function hasComment(text: string, tokens: readonly Token[]): boolean {
  const ends = [0, ...tokens.map(({ end }) => end)];
  const starts = [...tokens.map(({ start }) => start), text.length];
  return ends.some((end, index) => text.slice(end, starts[index]).trim() !== "");
}

function shapeOf({ kind, key }: Token): string {
  if (kind === "string" || kind === "number") return kind;
  if (["TRUE", "FALSE", "NULL"].includes(key)) return "constant";
  if (["DATE", "TIME", "TIMESTAMP", "DECIMAL"].includes(key)) return "type";
  return key === "-" ? "-" : "other";
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidRequestException", message, 400, { AthenaErrorCode: "INVALID_PARAMETER" });
}

import { AwsError } from "../service.ts";
import type { Span } from "./ast.ts";

/** A query that AWS refuses, with the offsets of what it stumbled over. */
export function malformed(message: string, { start, end }: Span): AwsError {
  return new AwsError("MalformedQueryException", `${message} ([${start},${end}])`, 400, {
    queryCompileError: { location: { startCharOffset: start, endCharOffset: end }, message },
  });
}

import type { Command, Query } from "./ast.ts";
import { checkQuery } from "./check.ts";
import { Cursor } from "./cursor.ts";
import { readCommand } from "./parse-command.ts";
import { defaultReadings, type Readings } from "./readings.ts";

/**
 * Reads a query of the Logs Insights language (the pages CWL_QuerySyntax of the CloudWatch Logs user guide). Throws
 * `MalformedQueryException` with character offsets on what AWS refuses, and a plain `Error` on a command of AWS's that
 * the evaluator does not have.
 */
export function parseQuery(text: string, readings: Readings = defaultReadings, infrequentAccess = false): Query {
  const cursor = new Cursor(text, readings);
  const query = readPipeline(cursor);
  if (!cursor.atEnd) throw cursor.unexpected();
  checkQuery(query, readings, infrequentAccess);
  return query;
}

function readPipeline(cursor: Cursor): Query {
  const start = cursor.at;
  const commands: Command[] = [readCommand(cursor, readPipeline)];
  while (cursor.symbol("|")) commands.push(readCommand(cursor, readPipeline));
  return { commands, ...cursor.spanFrom(start) };
}

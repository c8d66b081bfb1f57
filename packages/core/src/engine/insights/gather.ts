import type { InsightsStatement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { Cells } from "./finish.ts";

/** A part of the statement's window, by `@timestamp`: epoch milliseconds, half-open. */
export interface Part {
  readonly startMs: number;
  readonly endMs: number;
}

type Splitting = Pick<InsightsStatement, "rowLimit" | "splittable" | "startSeconds" | "endSeconds">;

/** Rows that are held in memory at most, to be ordered. */
const maxRows = 1_000_000;

/**
 * The complete result. A run that gives as many rows as it may has perhaps been cut: then the halves of its time are
 * asked, and so on. `ask` is given null for the whole. Throws `exhausted` where that would not help: an answer is never
 * cut without a word.
 */
export async function gather(
  { rowLimit, splittable, startSeconds, endSeconds }: Splitting,
  ask: (part: Part | null) => Promise<readonly Cells[]>,
): Promise<readonly Cells[]> {
  const whole = await ask(null);
  if (whole.length < rowLimit) return whole;
  if (!splittable) throw tooMany(rowLimit);
  const found: Cells[] = [];
  const parts: Part[] = halves({ startMs: startSeconds * 1_000, endMs: (endSeconds + 1) * 1_000 }, rowLimit);
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const rows = await ask(part);
    if (rows.length >= rowLimit) parts.push(...halves(part, rowLimit));
    else for (const row of rows) found.push(row);
    if (found.length > maxRows) throw tooMany(maxRows);
  }
  return found;
}

/** The earlier one is last, and so asked first. */
function halves({ startMs, endMs }: Part, rowLimit: number): Part[] {
  const middleMs = Math.floor((startMs + endMs) / 2);
  if (middleMs === startMs) throw tooMany(rowLimit);
  return [
    { startMs: middleMs, endMs },
    { startMs, endMs: middleMs },
  ];
}

function tooMany(rows: number): TrailkeepError {
  return new TrailkeepError("exhausted", {
    message: `the result has ${rows} rows or more, which is all that Logs Insights gives, so it may be cut`,
    hint: "ask for a shorter time range or fewer groups, or ask another store",
  });
}

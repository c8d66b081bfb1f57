import type { InsightsStatement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { Cells } from "./finish.ts";

/** Epoch seconds, both inclusive. */
export interface Window {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

type Splitting = Pick<InsightsStatement, "rowLimit" | "splittable" | "startSeconds" | "endSeconds">;

/** Rows that are held in memory at most, to be ordered. */
const maxRows = 1_000_000;

/**
 * The complete result. A run that gives as many rows as it may has perhaps been cut: then the halves of its window are
 * asked, and so on. Throws `exhausted` where that would not help: an answer is never cut without a word.
 */
export async function gather(
  statement: Splitting,
  ask: (window: Window) => Promise<readonly Cells[]>,
): Promise<readonly Cells[]> {
  const { rowLimit, splittable } = statement;
  const found = new Map<string, Cells>();
  const windows: Window[] = [statement];
  for (let window = windows.pop(); window !== undefined; window = windows.pop()) {
    const rows = await ask(window);
    if (rows.length >= rowLimit) windows.push(...halves(window, splittable, rowLimit));
    // The second between two halves is in both; `@ptr` names an event, and rows without one are not split.
    else for (const row of rows) found.set(row["@ptr"] ?? `row ${found.size}`, row);
    if (found.size > maxRows) throw tooMany(maxRows);
  }
  return [...found.values()];
}

/**
 * They share a second: whether an end that is inclusive takes in the fraction after it is documented nowhere.
 * The earlier one is last, and so asked first.
 */
function halves({ startSeconds, endSeconds }: Window, splittable: boolean, rowLimit: number): readonly Window[] {
  const middle = Math.floor((startSeconds + endSeconds) / 2);
  if (!splittable || middle === startSeconds) throw tooMany(rowLimit);
  return [
    { startSeconds: middle, endSeconds },
    { startSeconds, endSeconds: middle },
  ];
}

function tooMany(rows: number): TrailkeepError {
  return new TrailkeepError("exhausted", {
    message: `the result has ${rows} rows or more, which is all that Logs Insights gives, so it may be cut`,
    hint: "ask for a shorter time range or fewer groups, or ask another store",
  });
}

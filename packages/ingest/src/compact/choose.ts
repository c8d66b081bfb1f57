import type { DataDay, DataFile } from "@trailkeep/core/store";

/** How many times the rows of all smaller files together a file may hold, to be merged with them. */
const growth = 2;

/** An automatic compaction merges a day whose files come from so many runs. */
const automaticRuns = 16;

/** Rows that one automatic compaction rewrites at most. */
const automaticRows = 500_000;

/** What is to be made of a day: some of its files become sorted ones. */
export interface DayPlan {
  readonly day: DataDay;
  readonly chosen: readonly DataFile[];
}

/**
 * The files of a day that are worth merging, oldest first: the most, from the smallest on, of which the largest holds at
 * most twice the rows of the others together. What is rewritten grows by half at least, so that however many files come
 * late, a row is rewritten a logarithmic number of times. Files of final size are left out. What was merged is not worth
 * merging again.
 */
function mergeable(files: readonly DataFile[]): readonly DataFile[] {
  const open = files.filter((file) => !file.settled).sort((a, b) => a.rows - b.rows || a.id - b.id);
  let smaller = 0;
  let count = 0;
  for (const [place, { rows }] of open.entries()) {
    if (rows <= growth * smaller) count = place + 1;
    smaller += rows;
  }
  return open.slice(0, count).sort((a, b) => a.id - b.id);
}

/** Every day with files that are worth merging. */
export function planAll(days: readonly DataDay[]): readonly DayPlan[] {
  return days.map((day) => ({ day, chosen: mergeable(day.files) })).filter(({ chosen }) => chosen.length > 0);
}

/**
 * What pays after an ingest: days whose mergeable files come from 16 runs or more, so that what many runs wrote is
 * rewritten once; those with the most files first, as long as it is little work together.
 */
export function planAutomatic(days: readonly DataDay[]): readonly DayPlan[] {
  const due = planAll(days)
    .filter(({ chosen }) => new Set(chosen.map((file) => file.runId)).size >= automaticRuns)
    .sort((a, b) => b.chosen.length - a.chosen.length);
  let rows = 0;
  return due.filter(({ chosen }) => {
    const more = chosen.reduce((sum, file) => sum + file.rows, 0);
    if (rows + more > automaticRows) return false;
    rows += more;
    return true;
  });
}

/** Fewer unsettled files than this in a day are not looked at. */
export const leastFiles = { all: 2, automatic: automaticRuns } as const;

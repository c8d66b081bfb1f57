import { TrailkeepError } from "../error.ts";
import { formatInstant } from "../query/instant.ts";
import { type Plan, type Scan, scansOf } from "../query/plan.ts";
import { extreme, hull } from "./range.ts";
import type { Completeness } from "./service.ts";
import type { Coverage, Deleted, Engine, Quarantined } from "./types.ts";

/** What is known of how much an answer covers (law 8), told before it runs. */
export async function completenessOf(plan: Plan, engine: Engine): Promise<Completeness> {
  const scans = wholeScans(scansOf(plan));
  const parts = await Promise.all(
    scans.map(async (scan) => ({
      scan,
      coverage: await coverageOf(engine, scan),
      quarantined: engine.quarantined(scan),
      deleted: await engine.deleted(scan),
    })),
  );
  const quarantined = {
    inRange: sum(parts.map((part) => part.quarantined.inRange)),
    timeUnknown: sum(parts.map((part) => part.quarantined.timeUnknown)),
  };
  const warnings = [
    ...parts.flatMap(({ scan, coverage }) => rangeWarnings(scan, coverage)),
    ...parts.flatMap(({ scan, deleted }) => deletionWarnings(scan, deleted)),
    ...quarantineWarnings(quarantined),
  ];
  return {
    complete: warnings.length === 0,
    asked: {
      start: formatInstant(hull(scans.map(starts), Math.min)),
      end: formatInstant(hull(scans.map(ends), Math.max)),
    },
    held: held(parts.map(({ coverage }) => coverage)),
    quarantined,
    warnings,
  };
}

/** What was told before the run, with what only the run could tell. */
export function withWarnings(completeness: Completeness, warnings: readonly string[]): Completeness {
  if (warnings.length === 0) return completeness;
  return { ...completeness, complete: false, warnings: [...completeness.warnings, ...warnings] };
}

async function coverageOf(engine: Engine, { source }: Scan): Promise<Coverage> {
  const coverage = await engine.coverage(source);
  if (coverage !== null) return coverage;
  throw new TrailkeepError("capability", `the store \`${engine.name}\` holds no ${source} records`);
}

function held(coverages: readonly Coverage[]): Completeness["held"] {
  const records = coverages.map((coverage) => coverage.records);
  const earliest = coverages.map(({ earliestMs }) => earliestMs);
  const latest = coverages.map(({ latestMs }) => latestMs);
  return {
    start: formatInstant(extreme(earliest, Math.min)),
    end: formatInstant(extreme(latest, Math.max)),
    records: records.includes(null) ? null : sum(records.map((count) => count ?? 0)),
    accounts: named(coverages.map(({ accounts }) => accounts)),
    regions: named(coverages.map(({ regions }) => regions)),
  };
}

/** Every name once; null where one of the lists does not tell. */
function named(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  return lists.includes(null) ? null : [...new Set(lists.flatMap((list) => list ?? []))].sort();
}

/** One scan a source, over all that is looked at of it: nothing is counted twice. */
function wholeScans(scans: readonly Scan[]): readonly Scan[] {
  const sources = [...new Set(scans.map(({ source }) => source))];
  return sources.map((source) => {
    const own = scans.filter((scan) => scan.source === source);
    return { source, startMs: hull(own.map(starts), Math.min), endMs: hull(own.map(ends), Math.max) };
  });
}

const starts = ({ startMs }: Scan) => startMs;
const ends = ({ endMs }: Scan) => endMs;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rangeWarnings({ source, startMs, endMs }: Scan, coverage: Coverage): string[] {
  const { records, earliestMs, latestMs } = coverage;
  if (records === 0) return [`the store is empty: it holds no ${source} records`];
  if (earliestMs === null && latestMs === null) {
    return [`nobody has said which time range of ${source} the store holds (\`holds\` in the stores file)`];
  }
  const warnings: string[] = [];
  if (earliestMs !== null && startMs !== null && startMs < earliestMs) {
    warnings.push(`the range begins before the store's first ${source} record, ${formatInstant(earliestMs)}`);
  }
  if (latestMs !== null && endMs !== null && endMs > latestMs + 1) {
    warnings.push(
      `the range ends after the store's last ${source} record, ${formatInstant(latestMs)}; later ones may not have arrived`,
    );
  }
  return warnings;
}

function quarantineWarnings({ inRange, timeUnknown }: Quarantined): string[] {
  const warnings: string[] = [];
  if (inRange > 0)
    warnings.push(`${inRange} quarantined ${inRange === 1 ? "record belongs" : "records belong"} to the range`);
  if (timeUnknown > 0)
    warnings.push(
      `${timeUnknown} quarantined ${timeUnknown === 1 ? "record" : "records"} of unknown time may belong to the range`,
    );
  return warnings;
}

/** One warning for each set of policies that deleted something of the range. */
function deletionWarnings({ source }: Scan, deleted: readonly Deleted[]): string[] {
  const names = [...new Set(deleted.map(({ policies }) => policies.join(", ")))];
  return names.map((policies) => {
    const days = deleted.filter((day) => day.policies.join(", ") === policies);
    const rows = sum(days.map((day) => day.rows));
    const span = spanOf(days.map(({ day }) => day));
    return `retention deleted ${rows} ${source} ${rows === 1 ? "record" : "records"} of ${span} from the range, by ${policies}`;
  });
}

function spanOf(days: readonly string[]): string {
  const [first, last] = [days[0], days.at(-1)];
  return first === last ? `${first}` : `${days.length} days from ${first} to ${last}`;
}

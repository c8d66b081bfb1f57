import type { CoverageEntry, CoveragePart } from "@trailkeep/core/engine";
import { bytes, count, duration } from "./amount.ts";
import { aligned } from "./listing.ts";

/** What stores hold, for people: a line for each store and source, and below it one for each of its places. */
export function coverageLines(entries: readonly CoverageEntry[]): readonly string[] {
  const header = ["store", "source", "first", "last", "known by", "records", "days", "bytes", "quarantined", "lag"];
  const parts = partLines(entries);
  const problems = entries.flatMap(({ store, source, problems }) =>
    problems.map((problem) => `not known, ${store} ${source}: ${problem}`),
  );
  return [...aligned([header, ...entries.map(entryCells)], [5, 6, 7, 8]), ...gap(parts), ...gap(problems)];
}

/** The places that stores in AWS keep records in; nothing where there are none. */
function partLines(entries: readonly CoverageEntry[]): readonly string[] {
  const header = ["store", "source", "place", "state", "kept", "last hour", "retained", "stored", "as of"];
  const rows = entries.flatMap(({ store, source, parts }) => parts.map((part) => [store, source, ...partCells(part)]));
  return rows.length === 0 ? [] : aligned([header, ...rows]);
}

function entryCells(entry: CoverageEntry): readonly string[] {
  const { store, source, held, records, days, sizeBytes, quarantined, lagMs } = entry;
  return [
    store,
    source,
    held.start ?? unknown,
    held.end ?? unknown,
    held.basis,
    known(records, count),
    known(days, count),
    known(sizeBytes, bytes),
    known(quarantined, count),
    known(lagMs, duration),
  ];
}

function partCells({ name, state, retention, ingestion }: CoveragePart): readonly string[] {
  return [
    name,
    state ?? unknown,
    retention.basis === "for-ever" ? "for ever" : known(retention.days, (days) => `${count(days)} days`),
    known(ingestion?.lastHourBytes ?? null, bytes),
    known(ingestion?.retainedBytes ?? null, bytes),
    known(ingestion?.storageBytes ?? null, bytes),
    ingestion?.measuredAt ?? unknown,
  ];
}

const unknown = "?";

function known(value: number | null, text: (value: number) => string): string {
  return value === null ? unknown : text(value);
}

function gap(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

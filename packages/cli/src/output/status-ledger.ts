import type { LedgerStatus } from "@trailkeep/ingest/service";
import { bytes, count, counted, duration, instant } from "./amount.ts";
import { sumText } from "./ingest/report.ts";
import { aligned } from "./listing.ts";

/** What a ledger says, for people. */
export function ledgerStatusLines(table: string, { since, sums, open, archive }: LedgerStatus): readonly string[] {
  const lag = (ms: number | null): string => (ms === null ? "-" : duration(ms));
  const rows = sums.map(({ source, account, objects, bytes: size, lag: late, lastTakenMs }) => [
    source,
    account,
    count(objects.done),
    count(objects.ignored + objects.gone),
    count(objects.quarantined),
    bytes(size.read),
    instant(lastTakenMs),
    lag(late.p50Ms),
    lag(late.p99Ms),
  ]);
  const head = ["source", "account", "objects", "passed over", "quarantined", "bytes", "last taken", "lag p50", "p99"];
  return [
    `ledger ${table}, what was taken since ${since}`,
    ...aligned([head, ...rows], [2, 3, 4, 5]),
    ...(sums.length === 0 ? ["Nothing was taken."] : []),
    ...sums.map(({ source, account, records }) => `records of ${source} ${account}: ${sumText(records)}`),
    ...archive.map(
      ({ source, through, hours, records }) =>
        `archive of ${source}: whole through ${through}; ${counted(hours, "hour")} moved, ` +
        `${counted(records.moved, "record")}, ${count(records.known)} known already`,
    ),
    ...open.map(({ ingestHour, objects }) => `under way in hour ${ingestHour}: ${counted(objects, "object")}`),
  ];
}

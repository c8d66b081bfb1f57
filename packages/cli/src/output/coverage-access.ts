import type { AccessCounts, AccessReport } from "@trailkeep/core/engine";
import { count, duration } from "./amount.ts";
import { aligned } from "./listing.ts";

/** What access logs and CloudTrail know of object access, for people: a line for each bucket and day, and the sum. */
export function accessLines({ store, days, total, completeness, notes }: AccessReport): readonly string[] {
  const header = [
    ...["bucket", "day", "requests", "both", "not in access logs", "not in CloudTrail"],
    ...["access logs late by", "CloudTrail late by", "S3's own"],
  ];
  const rows = days.map(({ bucket, day, ...counts }) => [bucket ?? "?", day, ...cells(counts)]);
  const table = [header, ...rows, ["all", `${days.length} lines`, ...cells(total)]];
  const said = [...completeness.warnings, ...notes].map((text) => `note, ${store}: ${text}`);
  return [...aligned(table, [2, 3, 4, 5, 8]), ...(said.length === 0 ? [] : ["", ...said])];
}

function cells({ requests, both, accessLogs, cloudtrail, ownOperations }: AccessCounts): readonly string[] {
  return [
    count(requests),
    count(both),
    missing(accessLogs.missing, requests),
    missing(cloudtrail.missing, requests),
    late(accessLogs.latestMs),
    late(cloudtrail.latestMs),
    count(ownOperations),
  ];
}

/** A number, and its share of all requests. */
function missing(lacking: number, requests: number): string {
  return lacking === 0 ? "0" : `${count(lacking)} (${((100 * lacking) / requests).toFixed(1)} %)`;
}

function late(ms: number | null): string {
  return ms === null ? "?" : duration(Math.max(0, ms));
}

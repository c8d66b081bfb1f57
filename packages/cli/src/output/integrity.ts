import type { IntegrityReport, ObjectVerdict, Tally, TrailReport } from "@trailkeep/ingest/integrity";
import { bytes, count, counted, instant } from "./amount.ts";
import { aligned } from "./listing.ts";
import { visible } from "./visible.ts";

/** `tampered  log  s3://bucket/key: why`. */
export function verdictLine({ kind, uri, verdict, reason }: ObjectVerdict): string {
  return visible(`${verdict.padEnd(10)}  ${kind.padEnd(6)}  ${uri}${reason === null ? "" : `: ${reason}`}`);
}

/** A verification for people. */
export function reportLines(report: IntegrityReport): readonly string[] {
  const { range, trails, digests, logs, readBytes, intact } = report;
  return [
    ...trails.flatMap(trailLines),
    ...aligned([
      ["range", `${instant(range.startMs)} to ${instant(range.endMs)}`],
      ["digests", tallyText(digests)],
      ["log files", tallyText(logs)],
      ["read", bytes(readBytes)],
    ]),
    intact
      ? "All of it is as CloudTrail delivered it, and nothing is missing."
      : "This is not what CloudTrail delivered, or not all of it.",
  ];
}

function trailLines({ accountId, region, trailName, covered, gaps }: TrailReport): readonly string[] {
  const range = covered === null ? "no good digest" : `${instant(covered.startMs)} to ${instant(covered.endMs)}`;
  return [
    `${trailName} ${accountId} ${region}: ${range}`,
    ...gaps.map(({ startMs, endMs }) => `  no good digest from ${instant(startMs)} to ${instant(endMs)}`),
  ];
}

function tallyText({ valid, ...rest }: Tally): string {
  const others = Object.entries(rest).filter(([, number]) => number > 0);
  return [`${count(valid)} valid`, ...others.map(([verdict, number]) => `${count(number)} ${verdict}`)].join(", ");
}

/** What stands on standard error while it goes on. */
export function progressText(objects: number, readBytes: number): string {
  return `${counted(objects, "object")}, ${bytes(readBytes)}`;
}

import type { Span } from "./verdict.ts";

/** Who delivers where: log files of one account and region below one prefix. Several trails may deliver into one. */
export interface Area {
  /** What stands before `AWSLogs/`, with its slash; empty if nothing does. */
  readonly prefix: string;
  readonly organizationId: string | null;
  readonly accountId: string;
  readonly region: string;
}

/** What the key of a digest file says. */
export interface DigestKey extends Area {
  readonly key: string;
  readonly trailName: string;
  readonly homeRegion: string;
  /** The end of the time that the digest covers, to the second. */
  readonly endMs: number;
  readonly backfill: boolean;
}

const region = String.raw`[a-z]{2}(?:-[a-z]+)+-\d+`;

const areaForm = String.raw`(?<prefix>(?:.*\/)?)AWSLogs\/(?:(?<organizationId>o-[a-z0-9]+)\/)?(?<accountId>\d{12})`;

const digestForm = new RegExp(
  String.raw`^${areaForm}\/CloudTrail-Digest\/(?<region>${region})\/\d{4}\/\d{2}\/\d{2}\/` +
    String.raw`\k<accountId>_CloudTrail-Digest_\k<region>_(?<trail>[A-Za-z0-9._-]+)_(?<home>${region})_` +
    String.raw`(?<time>\d{8}T\d{6}Z)(?<backfill>_backfill)?\.json\.gz$`,
);

const logForm = new RegExp(
  String.raw`^${areaForm}\/(?<kind>CloudTrail(?:-[A-Za-z]+)?)\/(?<region>${region})\/\d{4}\/\d{2}\/\d{2}\/` +
    String.raw`\k<accountId>_[A-Za-z-]+_\k<region>_(?<time>\d{8}T\d{4}Z)_[A-Za-z0-9]+\.json\.gz$`,
);

/**
 * Takes a digest's key apart; null if it is none.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function parseDigestKey(key: string): DigestKey | null {
  const found = digestForm.exec(key)?.groups;
  if (found === undefined) return null;
  const { prefix = "", organizationId = null, accountId = "", region = "", trail = "", home = "", time = "" } = found;
  const endMs = compactTime(time);
  if (endMs === null) return null;
  const backfill = found["backfill"] !== undefined;
  return { key, prefix, organizationId, accountId, region, trailName: trail, homeRegion: home, endMs, backfill };
}

/**
 * When a log file was delivered, to the minute, by its key; null if it is no log file's.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function deliveredMs(key: string): number | null {
  const time = logForm.exec(key)?.groups?.["time"];
  return time === undefined ? null : compactTime(`${time.slice(0, 13)}00Z`);
}

/** The folder of an area's files of one kind, as in `AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/`. */
export function areaFolder(area: Area, kind: string): string {
  return `${accountFolder(area)}${kind}/${area.region}/`;
}

/** The folder of an account, as in `AWSLogs/o-exampleorgid/111122223333/`. */
export function accountFolder({ prefix, organizationId, accountId }: Omit<Area, "region">): string {
  return `${prefix}AWSLogs/${organizationId === null ? "" : `${organizationId}/`}${accountId}/`;
}

/** The chain that a digest belongs to, as text: digests of one trail and area, backfill digests by themselves. */
export function chainName({ trailName, homeRegion, backfill }: DigestKey): string {
  return `${trailName} ${homeRegion}${backfill ? " backfill" : ""}`;
}

/** The days of a range as they stand in keys, `YYYY/MM/DD`. */
export function daysOf({ startMs, endMs }: Span): readonly string[] {
  const days: string[] = [];
  for (let ms = Math.floor(startMs / dayMs) * dayMs; ms <= endMs; ms += dayMs) {
    days.push(new Date(ms).toISOString().slice(0, 10).replaceAll("-", "/"));
  }
  return days;
}

const dayMs = 86_400_000;

/** `20260301T080000Z` in epoch milliseconds; null if there is no such moment. */
function compactTime(text: string): number | null {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? null : ms;
}

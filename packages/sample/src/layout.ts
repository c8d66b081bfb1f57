import { dayPath, keyTime, stampMinutes, stampSeconds } from "./time.ts";
import { type AccountId, type Bucket, organizationId } from "./world.ts";

/** Kinds of CloudTrail object below an account, by the name of their folder. */
export type TrailKind = "CloudTrail" | "CloudTrail-Insight" | "CloudTrail-NetworkActivity";

export interface TrailObject {
  readonly kind: TrailKind;
  readonly account: AccountId;
  readonly region: string;
  readonly organization: boolean;
  /** When CloudTrail delivered it, epoch milliseconds: folder and name say this, not when the events happened. */
  readonly deliveredMs: number;
  /** 16 letters and digits. */
  readonly unique: string;
}

function accountFolder(account: AccountId, organization: boolean): string {
  return organization ? `AWSLogs/${organizationId}/${account}` : `AWSLogs/${account}`;
}

/**
 * Key of a CloudTrail log file.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function trailKey(object: TrailObject): string {
  const { account, region, kind, deliveredMs } = object;
  const folder = `${accountFolder(account, object.organization)}/${kind}/${region}/${dayPath(deliveredMs)}`;
  return `${folder}/${account}_${kind}_${region}_${stampMinutes(deliveredMs)}_${object.unique}.json.gz`;
}

/**
 * Key of a digest file; `endMs` is the end of the hour that it covers.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function digestKey(account: AccountId, region: string, trail: string, endMs: number): string {
  const folder = `${accountFolder(account, false)}/CloudTrail-Digest/${region}/${dayPath(endMs)}`;
  return `${folder}/${account}_CloudTrail-Digest_${region}_${trail}_${region}_${stampSeconds(endMs)}.json.gz`;
}

/**
 * Key of a server access log object, in the bucket's own key format; the partition is that of the delivery.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export function accessLogKey(bucket: Bucket, deliveredMs: number, unique: string): string {
  const name = `${keyTime(deliveredMs)}-${unique}`;
  if (bucket.keyFormat === "SimplePrefix") return `${bucket.logPrefix}${name}`;
  const partition = `${bucket.account}/${bucket.region}/${bucket.name}/${dayPath(deliveredMs)}`;
  return `${bucket.logPrefix}${partition}/${name}`;
}

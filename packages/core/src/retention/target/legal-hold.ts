import {
  GetObjectLegalHoldCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectLegalHoldCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import PQueue from "p-queue";
import type { PlaceLegalHold } from "../plan/index.ts";
import { ask, inTurn, orElse } from "./ask.ts";
import type { ApplyOptions, ApplyOutcome, TargetOptions } from "./target.ts";

type Ranges = PlaceLegalHold["ranges"];

/** A version, for the calls on it. */
interface Version {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId: string;
}

/** Calls on objects at work at one time; S3 takes thousands a second. */
const concurrency = 16;

/** S3 tells times in whole seconds. */
const secondMs = 1_000;

/** Whether a version that was made in one of the ranges has no legal hold. One call for each that has one. */
export async function hasUnheld(
  client: S3Client,
  bucket: string,
  ranges: Ranges,
  { signal }: TargetOptions,
): Promise<boolean> {
  for await (const page of versionsOf(client, bucket, ranges, { signal })) {
    const held = await Promise.all(page.map((version) => isHeld(client, version, { signal })));
    if (held.includes(false)) return true;
  }
  return false;
}

/** Puts a legal hold on every version that was made in one of the ranges. None is ever taken off. */
export async function placeLegalHolds(
  client: S3Client,
  bucket: string,
  { ranges }: PlaceLegalHold,
  { signal, confirm }: ApplyOptions,
): Promise<ApplyOutcome> {
  await confirm?.();
  const queue = new PQueue({ concurrency });
  let [versions, placed] = [0, 0];
  for await (const page of versionsOf(client, bucket, ranges, { signal })) {
    const put = await Promise.all(page.map((version) => inTurn(queue, () => hold(client, version, { signal }))));
    versions += put.length;
    placed += put.filter(Boolean).length;
  }
  return { changed: placed > 0, proof: { versions, placed } };
}

/** False if it was held already. */
async function hold(client: S3Client, version: Version, { signal }: TargetOptions): Promise<boolean> {
  if (await isHeld(client, version, { signal })) return false;
  const command = new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: "ON" } });
  await ask({ permission: "s3:PutObjectLegalHold", store: version.Bucket, signal }, (options) =>
    client.send(command, options),
  );
  return true;
}

async function isHeld(client: S3Client, version: Version, { signal }: TargetOptions): Promise<boolean> {
  const { LegalHold } = await orElse(
    ["NoSuchObjectLockConfiguration"],
    { LegalHold: undefined },
    ask({ permission: "s3:GetObjectLegalHold", store: version.Bucket, signal }, (options) =>
      client.send(new GetObjectLegalHoldCommand(version), options),
    ),
  );
  return LegalHold?.Status === "ON";
}

/** Versions made in the ranges, page by page. A delete marker holds no record. */
async function* versionsOf(
  client: S3Client,
  bucket: string,
  ranges: Ranges,
  { signal }: TargetOptions,
): AsyncGenerator<readonly Version[]> {
  let from: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } | null = {};
  while (from !== null) {
    const command: ListObjectVersionsCommand = new ListObjectVersionsCommand({ Bucket: bucket, ...from });
    const page: ListObjectVersionsCommandOutput = await ask(
      { permission: "s3:ListBucketVersions", store: bucket, signal },
      (options) => client.send(command, options),
    );
    const inRange = (page.Versions ?? []).filter(({ LastModified }) => isIn(ranges, LastModified));
    yield inRange.map(({ Key = "", VersionId = "null" }) => ({ Bucket: bucket, Key, VersionId }));
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = page.IsTruncated === true ? { KeyMarker, VersionIdMarker } : null;
  }
}

function isIn(ranges: Ranges, modified: Date | undefined): boolean {
  const timeMs = modified?.getTime() ?? 0;
  return ranges.some(
    ({ startMs, endMs }) => (startMs === null || timeMs + secondMs > startMs) && (endMs === null || timeMs < endMs),
  );
}

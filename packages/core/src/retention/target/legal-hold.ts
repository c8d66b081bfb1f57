import {
  GetObjectLegalHoldCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectLegalHoldCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { isWithin, type PlaceLegalHold, type ReleaseLegalHolds } from "../plan/index.ts";
import { ask, atOnce, orElse } from "./ask.ts";
import type { HeldVersion, LegalHoldJournal } from "./legal-hold-journal.ts";
import type { ApplyOptions, ApplyOutcome, TargetOptions } from "./target.ts";

type Ranges = PlaceLegalHold["ranges"];

/** Where legal holds are placed, and where it is noted which. */
export interface LegalHoldNeeds {
  readonly client: S3Client;
  readonly journal: LegalHoldJournal;
}

/** Calls on objects at work at one time; S3 takes thousands a second. */
const concurrency = 16;

/** Whether a version that was made in one of the ranges has no legal hold. One call for each that has one. */
export async function hasUnheld(
  client: S3Client,
  bucket: string,
  ranges: Ranges,
  { signal }: TargetOptions,
): Promise<boolean> {
  for await (const page of versionsOf(client, bucket, ranges, { signal })) {
    const held = await atOnce(concurrency, page, (version) => isHeld(client, bucket, version, { signal }));
    if (held.includes(false)) return true;
  }
  return false;
}

/** Puts a legal hold on every version that was made in one of the ranges. Those that had none before are noted. */
export async function placeLegalHolds(
  { client, journal }: LegalHoldNeeds,
  bucket: string,
  { ranges }: PlaceLegalHold,
  { signal, confirm }: ApplyOptions,
): Promise<ApplyOutcome> {
  await confirm?.();
  let [versions, placed] = [0, 0];
  for await (const page of versionsOf(client, bucket, ranges, { signal })) {
    const held = await atOnce(concurrency, page, (version) => isHeld(client, bucket, version, { signal }));
    const free = page.filter((_, index) => held[index] !== true);
    // First: whoever is killed in between has at least noted what is his.
    await journal.note(bucket, free);
    await atOnce(concurrency, free, (version) => put(client, bucket, version, "ON", { signal }));
    versions += page.length;
    placed += free.length;
  }
  return { changed: placed > 0, proof: { versions, placed } };
}

/** When the versions were made that have a legal hold of Trailkeep's, epoch milliseconds. */
export async function ownLegalHolds(journal: LegalHoldJournal, bucket: string): Promise<readonly number[]> {
  const times: number[] = [];
  for await (const { versions } of journal.pages(bucket)) times.push(...versions.map(({ modifiedMs }) => modifiedMs));
  return times;
}

/** Takes off the legal holds of Trailkeep's whose versions were made in none of the ranges that stay held. */
export async function releaseLegalHolds(
  { client, journal }: LegalHoldNeeds,
  bucket: string,
  { keep }: ReleaseLegalHolds,
  { signal, confirm }: ApplyOptions,
): Promise<ApplyOutcome> {
  await confirm?.();
  let [released, kept] = [0, 0];
  for await (const page of journal.pages(bucket)) {
    const left = page.versions.filter(({ modifiedMs }) => isWithin(keep, modifiedMs));
    const loose = page.versions.filter((version) => !left.includes(version));
    await atOnce(concurrency, loose, (version) => put(client, bucket, version, "OFF", { signal }));
    if (loose.length > 0) await page.forget(left);
    released += loose.length;
    kept += left.length;
  }
  return { changed: released > 0, proof: { released, kept } };
}

async function put(
  client: S3Client,
  bucket: string,
  { key, versionId }: HeldVersion,
  status: "ON" | "OFF",
  { signal }: TargetOptions,
): Promise<void> {
  const place = { Bucket: bucket, Key: key, VersionId: versionId };
  const command = new PutObjectLegalHoldCommand({ ...place, LegalHold: { Status: status } });
  const asked = { permission: "s3:PutObjectLegalHold", store: bucket, signal };
  const done = ask(asked, (options) => client.send(command, options));
  // A version that is gone needs none to be taken off.
  await (status === "ON" ? done : orElse(["NoSuchKey", "NoSuchVersion", "MethodNotAllowed"], null, done));
}

async function isHeld(
  client: S3Client,
  bucket: string,
  { key, versionId }: HeldVersion,
  { signal }: TargetOptions,
): Promise<boolean> {
  const command = new GetObjectLegalHoldCommand({ Bucket: bucket, Key: key, VersionId: versionId });
  const { LegalHold } = await orElse(
    ["NoSuchObjectLockConfiguration"],
    { LegalHold: undefined },
    ask({ permission: "s3:GetObjectLegalHold", store: bucket, signal }, (options) => client.send(command, options)),
  );
  return LegalHold?.Status === "ON";
}

/** Versions made in the ranges, page by page. A delete marker holds no record. */
async function* versionsOf(
  client: S3Client,
  bucket: string,
  ranges: Ranges,
  { signal }: TargetOptions,
): AsyncGenerator<readonly HeldVersion[]> {
  let from: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } | null = {};
  while (from !== null) {
    const command: ListObjectVersionsCommand = new ListObjectVersionsCommand({ Bucket: bucket, ...from });
    const page: ListObjectVersionsCommandOutput = await ask(
      { permission: "s3:ListBucketVersions", store: bucket, signal },
      (options) => client.send(command, options),
    );
    const found = (page.Versions ?? []).map(({ Key: key = "", VersionId: versionId = "null", LastModified }) => ({
      ...{ key, versionId, modifiedMs: LastModified?.getTime() ?? 0 },
    }));
    yield found.filter(({ modifiedMs }) => isWithin(ranges, modifiedMs));
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = page.IsTruncated === true ? { KeyMarker, VersionIdMarker } : null;
  }
}

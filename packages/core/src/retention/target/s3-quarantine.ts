import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, HeadObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import {
  linesOf,
  QuarantinedDays,
  quarantinedRecords,
  quarantineFolder,
  readQuarantineLine,
} from "../../archive/index.ts";
import type { SourceName } from "../../catalog/index.ts";
import { ask, atOnce, orElse } from "./ask.ts";
import type { TargetOptions } from "./target.ts";

/** Where the quarantine of a store on S3 is. */
export interface QuarantinePlace {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Of the store; ends with a slash, or is empty. */
  readonly prefix: string;
}

/** A file of records that could not be read. */
export interface QuarantineFile {
  readonly key: string;
  readonly days: QuarantinedDays;
}

/** Files looked at at one time. */
const concurrency = 16;

/** The files of a quarantine. One call for 1,000 files, one for each, and a second where its metadata does not say its days. */
export async function quarantineFiles(
  { s3, bucket, prefix }: QuarantinePlace,
  { signal }: TargetOptions,
): Promise<readonly QuarantineFile[]> {
  const asked = { permission: "s3:ListBucket", store: bucket, signal };
  const keys = await ask(asked, async () => {
    const found: string[] = [];
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: quarantineFolder(prefix) });
    for await (const { Contents = [] } of pages) found.push(...Contents.flatMap(({ Key = "" }) => Key));
    return found.filter((key) => key.endsWith(quarantinedRecords));
  });
  const files = await atOnce(concurrency, keys, async (key) => {
    const days = await daysOf(s3, { Bucket: bucket, Key: key }, { signal });
    return days === null ? null : { key, days };
  });
  return files.filter((file) => file !== null);
}

/** Null where the file is gone. */
async function daysOf(
  s3: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  { signal }: TargetOptions,
): Promise<QuarantinedDays | null> {
  const asked = { permission: "s3:GetObject", store: place.Bucket, signal };
  const head = await orElse(
    ["NotFound", "NoSuchKey"],
    null,
    ask(asked, (options) => s3.send(new HeadObjectCommand(place), options)),
  );
  if (head === null) return null;
  const told = QuarantinedDays.fromLabels(head.Metadata ?? {});
  if (told !== null) return told;
  return inFolder(async (folder) => {
    const path = join(folder, "lines");
    if ((await download(s3, place, path, { signal })) === null) return null;
    const days = new QuarantinedDays();
    for await (const text of linesIn(path)) days.add(readQuarantineLine(text, `s3://${place.Bucket}/${place.Key}`));
    return days;
  });
}

/** Those that hold entries of a source's days. */
export function filesOf(files: readonly QuarantineFile[], source: SourceName, days: readonly string[]) {
  return files.filter((file) => file.days.of(source).some((day) => days.includes(day)));
}

/** Brings a file onto the disk. @returns its ETag; null where there is no such file any more */
export async function download(
  s3: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  path: string,
  { signal }: TargetOptions,
): Promise<string | null> {
  const asked = { permission: "s3:GetObject", store: place.Bucket, signal };
  const got = ask(asked, async (options) => {
    const { Body, ETag = "" } = await s3.send(new GetObjectCommand(place), options);
    if (!(Body instanceof Readable)) throw new Error("S3 answers without a body");
    await pipeline(Body, createWriteStream(path));
    return ETag;
  });
  return orElse(["NoSuchKey"], null, got);
}

export function linesIn(path: string): AsyncGenerator<string> {
  return linesOf(createReadStream(path));
}

/** Works with a folder on the disk, which is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "trailkeep-quarantine-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

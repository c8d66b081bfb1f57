import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import PQueue from "p-queue";
import {
  dayOfLine,
  QuarantinedDays,
  quarantinedRecords,
  quarantineFolder,
  readQuarantineLine,
  waitingSources,
} from "../../archive/index.ts";
import type { SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import { ask, inTurn, orElse } from "./ask.ts";
import { expireQuarantined } from "./quarantine-ledger.ts";
import type { TargetOptions } from "./target.ts";

/** The quarantine of a store on S3. */
export interface QuarantineNeeds {
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
  /** The ledger's table. */
  readonly ledger: string;
  readonly bucket: string;
  /** Of the store; ends with a slash, or is empty. */
  readonly prefix: string;
}

/** A file of records that could not be read. */
export interface QuarantineFile {
  readonly key: string;
  readonly days: QuarantinedDays;
}

/** What of a file went, and what is left of it. */
interface Remains {
  readonly inputObject: string | null;
  readonly kept: number;
  readonly removed: number;
  /** Lines that were changed, or removed. */
  readonly touched: number;
  readonly days: QuarantinedDays;
}

/** Files looked at at one time. */
const concurrency = 16;

/** Files up to this size are sent from memory. */
const heldBytes = 64 * 1024 ** 2;

/** How often a file is tried that somebody else changes meanwhile. */
const attempts = 5;

/** The files of a quarantine. One call for 1,000 files, one for each, and a second where its metadata does not say its days. */
export async function quarantineFiles(
  { s3, bucket, prefix }: QuarantineNeeds,
  { signal }: TargetOptions,
): Promise<readonly QuarantineFile[]> {
  const asked = { permission: "s3:ListBucket", store: bucket, signal };
  const keys = await ask(asked, async () => {
    const found: string[] = [];
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: quarantineFolder(prefix) });
    for await (const { Contents = [] } of pages) found.push(...Contents.flatMap(({ Key = "" }) => Key));
    return found.filter((key) => key.endsWith(quarantinedRecords));
  });
  const queue = new PQueue({ concurrency });
  const files = keys.map((key) =>
    inTurn(queue, async () => {
      const days = await daysOf(s3, { Bucket: bucket, Key: key }, { signal });
      return days === null ? null : { key, days };
    }),
  );
  return (await Promise.all(files)).filter((file) => file !== null);
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

/**
 * Takes the entries of some days out of the quarantine that were waiting for a source's days to go. An entry that may be of
 * others too waits for them. Killed anywhere, or beside another that does it for another source, the next call goes on.
 * @returns how many entries are gone
 */
export async function sweepQuarantine(
  needs: QuarantineNeeds,
  { source, days }: { readonly source: SourceName; readonly days: readonly string[] },
  files: readonly QuarantineFile[],
  options: TargetOptions,
): Promise<number> {
  return inFolder(async (folder) => {
    let removed = 0;
    for (const { key } of filesOf(files, source, days)) {
      removed += await rewrite(needs, { key, source, days, folder }, options);
    }
    return removed;
  });
}

/** Those that hold entries of a source's days. */
export function filesOf(files: readonly QuarantineFile[], source: SourceName, days: readonly string[]) {
  return files.filter((file) => file.days.of(source).some((day) => days.includes(day)));
}

interface Rewriting {
  readonly key: string;
  readonly source: SourceName;
  readonly days: readonly string[];
  /** On the disk, for files on their way. */
  readonly folder: string;
}

async function rewrite(needs: QuarantineNeeds, rewriting: Rewriting, options: TargetOptions): Promise<number> {
  const { s3, bucket } = needs;
  const place = { Bucket: bucket, Key: rewriting.key };
  const uri = `s3://${bucket}/${rewriting.key}`;
  const path = join(rewriting.folder, "left");
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const input = join(rewriting.folder, "lines");
    const etag = await download(s3, place, input, options);
    if (etag === null) return 0;
    const remains = await remainsOf(linesIn(input), rewriting, { path, uri });
    if (remains.touched === 0) return 0;
    // First: killed in between, the next call finds the file, and says the same.
    if (!(await expireQuarantined(needs, uri, remains, options))) continue;
    if (await replace(s3, { ...place, etag, path }, remains, options)) return remains.removed;
  }
  throw new TrailkeepError("conflict", { message: "others change it all the while", at: uri, hint: "apply again" });
}

/** Writes what is left to a file on the disk. */
async function remainsOf(
  lines: AsyncIterable<string>,
  { source, days }: Rewriting,
  { path, uri }: { readonly path: string; readonly uri: string },
): Promise<Remains> {
  const kept = new QuarantinedDays();
  const counts = { inputObject: null as string | null, kept: 0, removed: 0, touched: 0 };
  async function* written() {
    for await (const text of lines) {
      const entry = readQuarantineLine(text, uri);
      counts.inputObject = entry.inputObject;
      const isDue = days.includes(dayOfLine(entry) ?? "") && waitingSources(entry).includes(source);
      const left = isDue ? { ...entry, deletedOf: [...(entry.deletedOf ?? []), source] } : entry;
      if (isDue) counts.touched += 1;
      if (waitingSources(left).length === 0) {
        counts.removed += 1;
        continue;
      }
      counts.kept += 1;
      kept.add(left);
      yield `${isDue ? JSON.stringify(left) : text}\n`;
    }
  }
  await pipeline(written, createWriteStream(path));
  return { ...counts, days: kept };
}

/** False where somebody has changed it meanwhile. */
async function replace(
  s3: S3Client,
  {
    etag,
    path,
    ...place
  }: { readonly Bucket: string; readonly Key: string; readonly etag: string; readonly path: string },
  { kept, days }: Remains,
  { signal }: TargetOptions,
): Promise<boolean> {
  const asked = (permission: string) => ({ permission, store: place.Bucket, signal });
  if (kept === 0) {
    // Entries only ever become fewer: what was empty when it was read is empty.
    await ask(asked("s3:DeleteObject"), (options) => s3.send(new DeleteObjectCommand(place), options));
    return true;
  }
  const { size } = await stat(path);
  // From memory the SDK can send it again.
  const Body = size <= heldBytes ? await readFile(path) : createReadStream(path);
  const put = ask(asked("s3:PutObject"), (options) =>
    s3.send(
      new PutObjectCommand({
        ...place,
        Body,
        ContentLength: size,
        Metadata: days.labels(),
        IfMatch: etag,
      }),
      options,
    ),
  );
  return orElse(
    ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"],
    false,
    put.then(() => true),
  );
}

/** Brings a file onto the disk. @returns its ETag; null where there is no such file any more */
async function download(
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

function linesIn(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "trailkeep-quarantine-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { createReadStream, createWriteStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { dayOfLine, QuarantinedDays, readQuarantineLine, waitingSources } from "../../archive/index.ts";
import type { SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import { ask, orElse } from "./ask.ts";
import { expireQuarantined } from "./quarantine-ledger.ts";
import { download, filesOf, inFolder, linesIn, type QuarantineFile, type QuarantinePlace } from "./s3-quarantine.ts";
import type { TargetOptions } from "./target.ts";

/** What it takes to take something out of a quarantine. */
export interface QuarantineNeeds extends QuarantinePlace {
  readonly dynamo: DynamoDBClient;
  /** The ledger's table. */
  readonly ledger: string;
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

/** Files up to this size are sent from memory. */
const heldBytes = 64 * 1024 ** 2;

/** How often a file is tried that somebody else changes meanwhile. */
const attempts = 5;

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
      if (isDue && waitingSources(left).length === 0) {
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

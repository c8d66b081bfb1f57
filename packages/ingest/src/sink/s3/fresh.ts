import { rm } from "node:fs/promises";
import { join } from "node:path";
import { HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import type { StoreRow } from "@trailkeep/core/store/row";
import { z } from "zod";
import { HeldText } from "../../kernel/held-text.ts";
import type { RecordView } from "../../kernel/record-view.ts";
import type { Claim } from "../../ledger/ledger.ts";
import { objectName, uriOfObject } from "../../source/object.ts";
import { asS3Error, failureOf, isGone } from "../../source/s3/failure.ts";
import { athenaCodec } from "../parquet/codec.ts";
import { PartFile } from "../parquet/part-file.ts";
import type { ObjectSink, ReadCounts, Sink, Standing, StandingPart } from "../sink.ts";
import { freshKey, type S3Place } from "./place.ts";
import { type Put, putOnce } from "./put-once.ts";

/** Rows after which held bytes are counted again. */
const checkRows = 1024;

/** Column bytes of a file that are held in memory before its row group is written. */
const maxHeldBytes = 32 * 1024 ** 2;

export interface FreshOptions {
  readonly client: S3Client;
  /** Where the store is. */
  readonly place: S3Place;
  /** A folder on the disk, for files on their way. */
  readonly folder: string;
  /** The sources that may have files. */
  readonly sources: readonly SourceName[];
  /** Whether the record is kept as it was delivered, in the field `raw`. */
  readonly keepRaw: boolean;
  /** Told when a file has just been put. */
  readonly onPut?: () => void;
}

/**
 * The fresh tier of the store on S3: of each object one Parquet file a source, in the partition of the hour that its
 * first claim fixed, under a name that follows from the object. As `docs/athena.md` describes its tables.
 */
export class FreshSink implements Sink {
  readonly name = "fresh";
  readonly #options: FreshOptions;

  constructor(options: FreshOptions) {
    this.#options = options;
  }

  begin(claim: Claim, inputObject?: string): ObjectSink {
    return new FreshObject(this.#options, claim, inputObject);
  }

  async standing(claim: Claim): Promise<Standing | null> {
    const parts: StandingPart[] = [];
    let counts: ReadCounts = { read: 0, repeated: 0, quarantined: 0, expired: 0 };
    for (const source of this.#options.sources) {
      const stands = await standingPart(this.#options, source, claim);
      if (stands === null) continue;
      parts.push(stands.part);
      counts = stands.counts;
    }
    return parts.length === 0 ? null : standingOf(parts, counts);
  }
}

/** What an earlier worker has put of a source. */
async function standingPart({ client, place }: FreshOptions, source: SourceName, { ingestHour, object }: Claim) {
  const key = freshKey(place, source, ingestHour, objectName(object));
  const at = `s3://${place.bucket}/${key}`;
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: place.bucket, Key: key }));
    return partOf(source, { sizeBytes: head.ContentLength ?? 0, labels: head.Metadata ?? {}, place: at });
  } catch (error) {
    const failure = failureOf(error);
    if (failure !== null && isGone(failure)) return null;
    throw asS3Error(error, at);
  }
}

/** What a file says of itself, as labels: its rows, and the counts of the object that they belong to. */
const labelled = z.object({
  rows: z.coerce.number().int().nonnegative(),
  "min-time-ms": z.coerce.number(),
  "max-time-ms": z.coerce.number(),
  read: z.coerce.number().int().nonnegative(),
  repeated: z.coerce.number().int().nonnegative(),
  quarantined: z.coerce.number().int().nonnegative(),
  expired: z.coerce.number().int().nonnegative().default(0),
});

class FreshObject implements ObjectSink {
  readonly #options: FreshOptions;
  readonly #claim: Claim;
  readonly #name: string;
  readonly #uri = new HeldText();
  readonly #files = new Map<SourceName, PartFile>();

  constructor(options: FreshOptions, claim: Claim, inputObject = uriOfObject(claim.object)) {
    this.#options = options;
    this.#claim = claim;
    this.#name = objectName(claim.object);
    this.#uri.set(inputObject);
  }

  add(row: StoreRow | RecordView, position: number): void {
    const file = this.#fileOf(row.source);
    file.add(row, { uri: this.#uri, inputPosition: position });
    if (file.rows % checkRows === 0 && file.heldBytes > maxHeldBytes) file.flush();
  }

  async finish(counts: ReadCounts): Promise<Standing> {
    const parts: StandingPart[] = [];
    let standing = counts;
    for (const [source, file] of [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      file.finish();
      const put = await this.#put(source, file, counts);
      parts.push(put.part);
      if (!put.isOurs) standing = put.counts;
    }
    const { attempt, isContested } = this.#claim;
    if (counts.expired === 0 || (attempt === 1 && !isContested)) return standingOf(parts, standing);
    // What has expired for this worker an earlier one may have stored, before the policies were these: it stands.
    for (const source of this.#options.sources.filter((name) => !this.#files.has(name))) {
      const stands = await standingPart(this.#options, source, this.#claim);
      if (stands === null) continue;
      parts.push(stands.part);
      standing = stands.counts;
    }
    return standingOf(parts, standing);
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) file.release();
    this.#uri.release();
    await Promise.all([...this.#files.values()].map((file) => rm(file.path, { force: true })));
  }

  #fileOf(source: SourceName): PartFile {
    const known = this.#files.get(source);
    if (known !== undefined) return known;
    const path = join(this.#options.folder, `${this.#name}-${this.#claim.token}-${source}.parquet`);
    const style = { keepRaw: this.#options.keepRaw, recordId: "text", codec: athenaCodec } as const;
    const file = new PartFile(source, path, style);
    this.#files.set(source, file);
    return file;
  }

  async #put(
    source: SourceName,
    file: PartFile,
    { read, repeated, quarantined, expired }: ReadCounts,
  ): Promise<{ readonly part: StandingPart; readonly counts: ReadCounts; readonly isOurs: boolean }> {
    const { client, place, onPut } = this.#options;
    const key = freshKey(place, source, this.#claim.ingestHour, this.#name);
    const numbers = {
      rows: file.rows,
      "min-time-ms": file.minTimeMs,
      "max-time-ms": file.maxTimeMs,
      read,
      repeated,
      quarantined,
      expired,
    };
    const labels = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
    const put = await putOnce(client, { bucket: place.bucket, key, path: file.path, labels });
    onPut?.();
    return { ...partOf(source, { ...put, place: `s3://${place.bucket}/${key}` }), isOurs: put.isOurs };
  }
}

function standingOf(parts: readonly StandingPart[], counts: ReadCounts): Standing {
  return { parts, written: parts.reduce((sum, part) => sum + part.rows, 0), counts };
}

/** What a file's labels say. Throws store-damaged on a file without them. */
function partOf(source: SourceName, { labels, sizeBytes, place }: Omit<Put, "isOurs"> & { readonly place: string }) {
  const said = labelled.safeParse(labels);
  if (!said.success) {
    const hint = "nothing but Trailkeep may write below the store's prefix: move it away";
    throw new TrailkeepError("store-damaged", { message: "a file that Trailkeep did not write", at: place, hint });
  }
  const { rows, "min-time-ms": minTimeMs, "max-time-ms": maxTimeMs, ...counts } = said.data;
  return { counts, part: { source, rows, sizeBytes, minTimeMs, maxTimeMs, place } };
}

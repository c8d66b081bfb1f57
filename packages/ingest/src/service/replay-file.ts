import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { linesOf, QuarantinedDays, type QuarantineLine, readQuarantineLine } from "@trailkeep/core/archive";
import type { S3Place } from "../sink/s3/place.ts";
import { asS3Error, failureOf, isGone } from "../source/s3/failure.ts";

/** Files up to this size are sent from memory, so that the SDK can send them again. Bytes. */
const heldBytes = 64 * 1024 ** 2;

/** A file of quarantined records, as it was when it was downloaded. */
export class RecordsFile {
  readonly uri: string;
  readonly key: string;
  /** Without its quotation marks. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #folder: string;

  private constructor(
    client: S3Client,
    bucket: string,
    own: Pick<RecordsFile, "key" | "etag" | "sizeBytes"> & { readonly folder: string },
  ) {
    this.#client = client;
    this.#bucket = bucket;
    this.#folder = own.folder;
    this.uri = `s3://${bucket}/${own.key}`;
    this.key = own.key;
    this.etag = own.etag;
    this.sizeBytes = own.sizeBytes;
  }

  /** Brings it into a folder of its own below `parent`; null where it is gone. To be removed. */
  static async download(
    client: S3Client,
    { bucket }: S3Place,
    key: string,
    parent: string,
  ): Promise<RecordsFile | null> {
    const folder = await mkdtemp(join(parent, "replay-"));
    const path = join(folder, "lines");
    try {
      const { Body, ETag = "" } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!(Body instanceof Readable)) throw new Error("S3 answered without a body");
      await pipeline(Body, createWriteStream(path));
      const { size: sizeBytes } = await stat(path);
      return new RecordsFile(client, bucket, { key, etag: ETag.replaceAll('"', ""), sizeBytes, folder });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      const failure = failureOf(error);
      if (failure !== null && isGone(failure)) return null;
      throw asS3Error(error, `s3://${bucket}/${key}`);
    }
  }

  async *lines(): AsyncGenerator<QuarantineLine> {
    for await (const text of this.#texts()) yield readQuarantineLine(text, this.uri);
  }

  /** Takes records out of it. @returns how many are left; null where somebody has changed it meanwhile */
  async without(positions: ReadonlySet<number>): Promise<number | null> {
    const path = join(this.#folder, "left");
    const days = new QuarantinedDays();
    let [kept, removed] = [0, 0];
    const texts = this.#texts();
    const uri = this.uri;
    async function* left() {
      for await (const text of texts) {
        const line = readQuarantineLine(text, uri);
        if (positions.has(line.position)) {
          removed += 1;
          continue;
        }
        kept += 1;
        days.add(line);
        yield `${text}\n`;
      }
    }
    await pipeline(left, createWriteStream(path));
    if (removed === 0) return kept;
    const place = { Bucket: this.#bucket, Key: this.key };
    try {
      if (kept === 0) await this.#client.send(new DeleteObjectCommand(place));
      else {
        const { size } = await stat(path);
        const Body = size <= heldBytes ? await readFile(path) : createReadStream(path);
        const IfMatch = `"${this.etag}"`;
        await this.#client.send(
          new PutObjectCommand({ ...place, Body, ContentLength: size, Metadata: days.labels(), IfMatch }),
        );
      }
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== null && (failure.status === 412 || failure.status === 409 || isGone(failure))) return null;
      throw asS3Error(error, this.uri);
    }
    return kept;
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #texts(): AsyncGenerator<string> {
    return linesOf(createReadStream(join(this.#folder, "lines")));
  }
}

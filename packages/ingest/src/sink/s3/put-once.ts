import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { HeadObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { digestOf } from "../../source/regular.ts";
import { asS3Error, failureOf } from "../../source/s3/failure.ts";

/** Files up to this size are sent from memory, so that the SDK can send them again. Bytes. */
const heldBytes = 64 * 1024 ** 2;

const conflictAttempts = 8;
const pauseMs = 50;

/** What an object of the store says of itself: text, in ASCII. */
export type Labels = Readonly<Record<string, string>>;

export interface PutFile {
  readonly bucket: string;
  readonly key: string;
  readonly path: string;
  readonly labels: Labels;
}

/** What stands under the key now; `isOurs` if it is the same bytes, whoever put them there. */
export interface Put {
  readonly isOurs: boolean;
  readonly sizeBytes: number;
  readonly labels: Labels;
}

/**
 * Puts a file where nothing is yet: who comes first stays. A put whose answer was lost is found to be ours.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @throws TrailkeepError credentials, store-failed, store-unreachable: to be tried again
 */
export async function putOnce(client: S3Client, file: PutFile): Promise<Put> {
  const { bucket, key, path } = file;
  const at = `s3://${bucket}/${key}`;
  const { size: sizeBytes } = await stat(path);
  const held = sizeBytes <= heldBytes ? await readFile(path) : null;
  const sha256 = held === null ? await digestOf(path) : createHash("sha256").update(held).digest("hex");
  const labels = { ...file.labels, sha256 };
  for (let attempt = 1; ; attempt++) {
    const body = held ?? createReadStream(path);
    const input = {
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentLength: sizeBytes,
      Metadata: labels,
      IfNoneMatch: "*",
    };
    try {
      await client.send(new PutObjectCommand(input));
      return { isOurs: true, sizeBytes, labels };
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.status === 412) return await standing(client, { bucket, key, sha256 }, at);
      // Another put of the same key was under way, or a body that was read as a stream is to be sent again.
      const isPassing = failure?.status === 409 || (held === null && (failure?.status ?? 500) >= 500);
      if (!isPassing || attempt === conflictAttempts) throw asS3Error(error, at);
      await sleep(pauseMs * attempt);
    }
  }
}

async function standing(
  client: S3Client,
  { bucket, key, sha256 }: { readonly bucket: string; readonly key: string; readonly sha256: string },
  at: string,
): Promise<Put> {
  try {
    const { Metadata = {}, ContentLength = 0 } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return { isOurs: Metadata["sha256"] === sha256, sizeBytes: ContentLength, labels: Metadata };
  } catch (error) {
    throw asS3Error(error, at);
  }
}

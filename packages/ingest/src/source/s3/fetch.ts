import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { TrailkeepError } from "@trailkeep/core/error";
import { versionOf } from "../notification.ts";
import { type InputObject, type NamedObject, uriOfObject } from "../object.ts";
import { asS3Error, failureOf, isGone } from "./failure.ts";

/** A body that breaks off is asked for again so often, beside what the SDK does for the answer's head. */
const bodyAttempts = 3;

export interface Fetched {
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * The bytes of an object's version, whole, in a file; null if S3 has it no more. S3 decrypts them where it encrypted them.
 * @throws TrailkeepError credentials, store-failed, store-unreachable: to be tried again
 */
export async function fetchObject(
  client: S3Client,
  object: InputObject,
  path: string,
  signal?: AbortSignal,
): Promise<Fetched | null> {
  const { bucket, key, version } = object;
  const which = version.kind === "id" ? { VersionId: version.value } : { IfMatch: `"${version.value}"` };
  for (let attempt = 1; ; attempt++) {
    try {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...which });
      const { Body, ContentLength } = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
      return { path, sizeBytes: await save(Body, ContentLength, path, signal) };
    } catch (error) {
      await rm(path, { force: true });
      const failure = failureOf(error);
      if (failure !== null && isGone(failure)) return null;
      const isBody = failure?.status === undefined || failure.status < 300;
      if (!isBody || attempt === bodyAttempts || signal?.aborted === true) throw asS3Error(error, uriOfObject(object));
    }
  }
}

async function save(
  body: unknown,
  sizeBytes: number | undefined,
  path: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (!(body instanceof Readable)) throw new Error("S3 answered without a body");
  const file = createWriteStream(path);
  await pipeline(body, file, signal === undefined ? {} : { signal });
  if (sizeBytes !== undefined && file.bytesWritten !== sizeBytes)
    throw new BrokenOff(`S3's answer broke off after ${file.bytesWritten} of ${sizeBytes} bytes`);
  return file.bytesWritten;
}

class BrokenOff extends Error {
  override readonly name = "BrokenOff";
}

/**
 * Which version an object has now; null if there is no such object.
 * @throws TrailkeepError credentials, store-failed, store-unreachable
 */
export async function resolveObject(client: S3Client, object: NamedObject): Promise<InputObject | null> {
  const { bucket, key } = object;
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const version = versionOf(head.VersionId, head.ETag);
    if (version === null)
      throw new TrailkeepError("store-failed", { message: "S3 told no ETag", at: uriOfObject(object) });
    return {
      bucket,
      key,
      version,
      sizeBytes: head.ContentLength ?? null,
      storedMs: head.LastModified?.getTime() ?? null,
    };
  } catch (error) {
    const failure = failureOf(error);
    if (failure !== null && isGone(failure)) return null;
    throw asS3Error(error, uriOfObject(object));
  }
}

import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import type { Evidence, StoredObject } from "./evidence.ts";
import { asked } from "./failure.ts";

/**
 * The bucket itself. Buckets of other regions are followed.
 * @param prefix what stands before `AWSLogs/`, with its slash
 */
export function s3Evidence(client: S3Client, bucket: string, prefix = ""): Evidence {
  const here = (other: string | null): string => other ?? bucket;
  return {
    bucket,
    keepsMetadata: true,
    prefix,
    folders: async (below) => {
      const names: string[] = [];
      for await (const page of pages(client, { Bucket: bucket, Prefix: below, Delimiter: "/" })) {
        for (const { Prefix = "" } of page.CommonPrefixes ?? []) names.push(Prefix.slice(below.length, -1));
      }
      return names;
    },
    async *keys(other, below, after) {
      const asked = { Bucket: here(other), Prefix: below, ...(after === undefined ? {} : { StartAfter: after }) };
      for await (const page of pages(client, asked)) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      }
    },
    read: (other, key) => asked(`s3://${here(other)}/${key}`, () => orNull(() => readObject(client, here(other), key))),
    uri: (other, key) => `s3://${here(other)}/${key}`,
  };
}

interface ListInput {
  readonly Bucket: string;
  readonly Prefix: string;
  readonly Delimiter?: string;
  readonly StartAfter?: string;
}

async function* pages(client: S3Client, input: ListInput) {
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({ ...input, ContinuationToken: token });
    const page = await asked(`s3://${input.Bucket}/${input.Prefix}`, () => client.send(command));
    yield page;
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** What the SDK's body is in Node: a stream that can be iterated. */
const body = z.custom<AsyncIterable<Uint8Array>>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
);

/** What CloudTrail delivers is smaller; it is held whole, so that a connection that breaks is no end. Bytes. */
const heldBytes = 16 * 1024 ** 2;
const attempts = 4;

async function readObject(client: S3Client, bucket: string, key: string, attempt = 1): Promise<StoredObject | null> {
  const { Body, Metadata = {}, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const entries = Object.entries(Metadata).map(([name, value]) => [name.toLowerCase(), value] as const);
  const metadata = Object.fromEntries(entries);
  const bytes = body.parse(Body);
  if (ContentLength === undefined || ContentLength > heldBytes) return { bytes, metadata };
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    return { bytes: each(pieces), metadata };
  } catch (error) {
    if (attempt === attempts) throw error;
    return readObject(client, bucket, key, attempt + 1);
  }
}

async function* each(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** Null where S3 says that there is none. */
async function orNull(read: () => Promise<StoredObject | null>): Promise<StoredObject | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && (error.name === "NoSuchKey" || error.name === "NoSuchBucket")) return null;
    throw error;
  }
}

import { DeleteObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { DynamoLedger } from "../ledger/dynamo/ledger.ts";
import type { Replayed, Replays } from "../ledger/dynamo/replays.ts";
import type { S3Place } from "../sink/s3/place.ts";
import { type InputObject, objectOfUri } from "../source/object.ts";
import { asS3Error, failureOf, isGone } from "../source/s3/failure.ts";
import { fetchObject } from "../source/s3/fetch.ts";
import { damageOf } from "./damage.ts";
import { StillDamaged, type Taker } from "./take-object.ts";

export interface CopyOptions {
  readonly client: S3Client;
  readonly place: S3Place;
  readonly ledger: DynamoLedger;
  readonly replays: Replays;
  readonly taker: Taker;
}

export interface CopyReport {
  readonly isReleased: boolean;
  readonly records: Replayed;
  readonly skipped: string | null;
}

const leaseMs = 15 * 60_000;
const nothing: Replayed = { written: 0, repeated: 0, expired: 0 };
const kept = (skipped: string | null): CopyReport => ({ isReleased: false, records: nothing, skipped });

/** Reads an object again that was damaged as a whole, from its copy in quarantine, which goes when it can be read. */
export async function replayObject(
  { client, place, ledger, replays, taker }: CopyOptions,
  key: string,
  signal: AbortSignal | undefined,
): Promise<CopyReport> {
  const file = `s3://${place.bucket}/${key}`;
  const found = await headOf(client, place.bucket, key);
  if (found === null) return { isReleased: true, records: nothing, skipped: null };
  const { copy, inputObject } = found;
  // It was read, and the copy not taken away any more.
  if ((await ledger.entry(copy))?.state === "done") return released(client, copy);
  const of = inputObject === null ? null : await replays.of(inputObject, file);
  if (of === null || inputObject === null) return kept("the ledger has no finished object that it is of");
  const copyOf = {
    object: objectOfUri(inputObject),
    finish: (...[claim, outcome]: Parameters<DynamoLedger["finish"]>) =>
      ledger.finishCopy(claim, outcome, { of, file }),
  };
  const fetch = (object: InputObject, path: string) => fetchObject(client, object, path, signal);
  try {
    const terms = { leaseMs, isLive: false, copyOf, ...(signal === undefined ? {} : { signal }) };
    const taken = await taker.take(copy, fetch, terms);
    if (taken.kind === "held") return kept("another replay is at work on it");
    if (taken.kind === "known") return released(client, copy);
    const { written, repeated, expired } = taken.outcome.records;
    return { ...(await released(client, copy)), records: { written, repeated, expired } };
  } catch (error) {
    if (error instanceof StillDamaged) return kept(null);
    throw error;
  }
}

async function headOf(client: S3Client, bucket: string, key: string) {
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const version = { kind: "etag", value: (head.ETag ?? "").replaceAll('"', "") } as const;
    const copy: InputObject = { bucket, key, version, sizeBytes: head.ContentLength ?? null, storedMs: null };
    return { copy, inputObject: damageOf(head.Metadata ?? {}).inputObject };
  } catch (error) {
    const failure = failureOf(error);
    if (failure !== null && isGone(failure)) return null;
    throw asS3Error(error, `s3://${bucket}/${key}`);
  }
}

async function released(client: S3Client, { bucket, key }: InputObject): Promise<CopyReport> {
  try {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    throw asS3Error(error, `s3://${bucket}/${key}`);
  }
  return { isReleased: true, records: nothing, skipped: null };
}

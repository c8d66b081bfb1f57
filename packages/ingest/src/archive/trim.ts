import { DeleteObjectsCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import { archiveMarkKey } from "@trailkeep/core/archive";
import type { SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import type { Dynamo } from "../aws.ts";
import type { S3Place } from "../sink/s3/place.ts";
import { asS3Error } from "../source/s3/failure.ts";
import { type ArchiveLease, hourKey } from "./lease.ts";

export interface Trim {
  readonly s3: S3Client;
  readonly dynamo: Dynamo;
  readonly table: string;
  readonly place: S3Place;
  readonly source: SourceName;
  readonly lease: ArchiveLease;
  /** How long fresh files outlive their move: longer than the longest query. */
  readonly graceMs: number;
}

const movedItem = z.object({ sk: z.string(), movedMs: z.number() });

/**
 * Deletes the fresh files of hours that were moved long enough ago, oldest first. The archive was proven to have their rows
 * before the mark passed them.
 * @returns how many files
 * @throws TrailkeepError store-busy (the lease is lost), store-failed and what else S3 says
 */
export async function trimFresh(trim: Trim, signal: AbortSignal): Promise<number> {
  const { dynamo, lease, graceMs } = trim;
  let files = 0;
  for await (const { ingestHour, movedMs } of movedHours(trim)) {
    if (signal.aborted || movedMs > dynamo.clock.nowMs() - graceMs) break;
    files += await deleteHour(trim, ingestHour);
    await lease.set({ trimmedThrough: ingestHour });
  }
  return files;
}

async function* movedHours({ dynamo, table, source, lease }: Trim) {
  const { trimmedThrough, through } = lease.mark;
  if (through === null || (trimmedThrough !== null && trimmedThrough >= through)) return;
  const pages = paginateQuery(
    { client: dynamo.client },
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :through",
      ExpressionAttributeValues: {
        ":pk": archiveMarkKey(source).pk,
        ":from": trimmedThrough === null ? hourKey("") : `${hourKey(trimmedThrough)}~`,
        ":through": hourKey(through),
      },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { sk, movedMs } = movedItem.parse(item);
      yield { ingestHour: sk.slice(hourKey("").length), movedMs };
    }
  }
}

async function deleteHour({ s3, place, source }: Trim, ingestHour: string): Promise<number> {
  const prefix = `${place.prefix}${source}/ingest_hour=${ingestHour}/`;
  const at = `s3://${place.bucket}/${prefix}`;
  let files = 0;
  try {
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: s3 },
      { Bucket: place.bucket, Prefix: prefix },
    )) {
      const keys = Contents.flatMap(({ Key }) => (Key?.endsWith(".parquet") === true ? [Key] : []));
      if (keys.length === 0) continue;
      const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
      const { Errors: [error] = [] } = await s3.send(new DeleteObjectsCommand({ Bucket: place.bucket, Delete }));
      if (error !== undefined) {
        const message = `S3 did not delete ${error.Key}: ${error.Code} ${error.Message ?? ""}`;
        throw new TrailkeepError("store-failed", { message, at, hint: "the next run tries again" });
      }
      files += keys.length;
    }
  } catch (error) {
    throw asS3Error(error, at);
  }
  return files;
}

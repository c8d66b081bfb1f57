import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import { getArchiveMark, readArchiveMark } from "../../archive/mark.ts";
import type { KeptSourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";

/** A Parquet file of the fresh tier, as S3 lists it. */
export interface FreshFile {
  readonly source: KeptSourceName;
  readonly key: string;
  readonly eTag: string;
  readonly sizeBytes: number;
}

export interface FreshPlace {
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
  readonly bucket: string;
  /** Empty, or ending with `/`. */
  readonly prefix: string;
  readonly ledger: string;
}

/**
 * Every file of a source. Throws `capability` where the archive alone holds some of its records: those are in an Iceberg
 * table, which is not read here. That is asked last: what had gone to the archive and away since would be missing.
 */
export async function freshFiles(place: FreshPlace, source: KeptSourceName): Promise<readonly FreshFile[]> {
  const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
  const files: FreshFile[] = [];
  const Prefix = `${place.prefix}${source}/ingest_hour=`;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: place.s3 }, { Bucket: place.bucket, Prefix })) {
    for (const { Key = "", ETag = "", Size = 0 } of Contents) {
      if (Key.endsWith(".parquet")) files.push({ source, key: Key, eTag: ETag.replaceAll('"', ""), sizeBytes: Size });
    }
  }
  await expectNothingTrimmed(place, source);
  return files;
}

async function expectNothingTrimmed({ dynamo, ledger }: FreshPlace, source: KeptSourceName): Promise<void> {
  const { GetItemCommand } = await import("@aws-sdk/client-dynamodb");
  const { Item } = await dynamo.send(new GetItemCommand(getArchiveMark(ledger, source)));
  const { trimmedThrough } = readArchiveMark(Item);
  if (trimmedThrough === null) return;
  throw new TrailkeepError("capability", {
    message: `what was taken of ${source} through ${trimmedThrough} is in the archive alone, an Iceberg table: it is not fetched`,
    hint: "ask the Athena store",
  });
}

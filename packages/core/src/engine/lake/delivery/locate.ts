import { ListObjectsV2Command, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { placeOf } from "./folder.ts";

/** A query of Lake whose result was delivered. */
export interface DeliveredQuery {
  readonly queryId: string;
  /** Where it was to be delivered. */
  readonly uri: string;
  /** The first and the last moment at which it may have been. */
  readonly startedMs: number;
  readonly endedMs: number;
}

/**
 * The folder of a delivered result, below what was asked for: the account and the day are CloudTrail's own. Null if it is
 * not there.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-download-cloudtrail-lake-query-results.html
 */
export async function locate(client: S3Client, query: DeliveredQuery): Promise<string | null> {
  const { bucket, prefix } = placeOf(query.uri);
  if (prefix.includes(query.queryId)) return query.uri;
  const logs = `${prefix}AWSLogs/`;
  const accounts: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: logs, Delimiter: "/" })) {
    accounts.push(...(page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix));
  }
  for (const account of accounts.filter((name) => /\/\d{12}\/$/.test(name))) {
    for (const day of days(query.startedMs, query.endedMs)) {
      const folder = `${account}CloudTrail-Lake/Query/${day}/${query.queryId}/`;
      const found = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder, MaxKeys: 1 }));
      if ((found.KeyCount ?? 0) > 0) return `s3://${bucket}/${folder}`;
    }
  }
  return null;
}

const dayMs = 86_400_000;

/** `2026/11/25` of each day, UTC. */
function days(firstMs: number, lastMs: number): readonly string[] {
  const first = Math.floor(firstMs / dayMs);
  const count = Math.floor(lastMs / dayMs) - first + 1;
  return Array.from({ length: count }, (_, index) =>
    new Date((first + index) * dayMs).toISOString().slice(0, 10).replaceAll("-", "/"),
  );
}

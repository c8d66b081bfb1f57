import type { CloudTrailClient, DescribeQueryCommandOutput } from "@aws-sdk/client-cloudtrail";
import type { S3Client } from "@aws-sdk/client-s3";
import { storeFailure } from "../../remote/failure.ts";
import { checkFolder } from "./check.ts";
import { bucketFolder } from "./folder.ts";
import { type DeliveredQuery, locate } from "./locate.ts";
import type { DeliveryReport } from "./report.ts";

export interface DeliveryClients {
  readonly cloudtrail: CloudTrailClient;
  readonly s3: () => Promise<S3Client>;
}

/** What DescribeQuery says where a delivery has come to nothing. @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeQuery.html */
const failures: Readonly<Record<string, string>> = {
  FAILED: "CloudTrail could not deliver the result",
  FAILED_SIGNING_FILE: "CloudTrail delivered the result and could not sign it",
  RESOURCE_NOT_FOUND: "the bucket to deliver to is not there",
  ACCESS_DENIED: "CloudTrail may not write to the bucket: its policy must allow cloudtrail.amazonaws.com",
  ACCESS_DENIED_SIGNING_FILE: "CloudTrail delivered the result and may not write its sign file to the bucket",
  CANCELLED: "the delivery was cancelled",
};

/** Whether the delivery of a query that has finished is still under way. */
export function isPending({ DeliveryStatus }: Pick<DescribeQueryCommandOutput, "DeliveryStatus">): boolean {
  return DeliveryStatus === "PENDING";
}

/** What became of a finished query's delivery. Never rejects: the answer stands whatever became of its copy. */
export async function reportOf(
  { DeliveryStatus = "UNKNOWN" }: Pick<DescribeQueryCommandOutput, "DeliveryStatus">,
  query: DeliveredQuery,
  clients: DeliveryClients,
): Promise<DeliveryReport> {
  const failed = failures[DeliveryStatus];
  try {
    const s3 = await clients.s3();
    const location = await locate(s3, query);
    if (failed !== undefined) return unverified(location, failed);
    if (location === null) return unverified(null, `no files of query ${query.queryId} are in ${query.uri}`);
    return await checkFolder(bucketFolder(s3, location), location, async () => clients.cloudtrail);
  } catch (error) {
    return unverified(null, ...[failed ?? []].flat(), storeFailure(error, query.uri).message);
  }
}

function unverified(location: string | null, ...problems: readonly string[]): DeliveryReport {
  return { location, verified: false, files: [], problems };
}

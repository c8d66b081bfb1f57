import { type CloudWatchLogsClient, type LogGroup, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { type StorePart, unknownPart } from "../coverage/part.ts";

/**
 * What CloudWatch Logs says of log groups. One that is named by ARN may be of an account that this one monitors, and of
 * those nothing is told.
 */
export async function insightsParts(
  names: readonly string[],
  client: CloudWatchLogsClient,
): Promise<readonly StorePart[]> {
  return Promise.all(
    names.map(async (name) => {
      if (name.startsWith("arn:")) return unknownPart(name);
      const group = await described(name, client);
      return group === null ? unknownPart(name, "there is no such log group") : partOf(name, group);
    }),
  );
}

async function described(name: string, client: CloudWatchLogsClient): Promise<LogGroup | null> {
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: name })) {
    const found = logGroups.find(({ logGroupName }) => logGroupName === name);
    if (found !== undefined) return found;
  }
  return null;
}

/** A group without a retention of its own keeps its events for ever. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
function partOf(name: string, { logGroupClass, creationTime, retentionInDays, storedBytes }: LogGroup): StorePart {
  return {
    name,
    state: logGroupClass ?? null,
    createdAtMs: creationTime ?? null,
    retention:
      retentionInDays === undefined
        ? { days: null, basis: "for-ever" }
        : { days: retentionInDays, basis: "configured" },
    sizeBytes: storedBytes ?? null,
    ingestion: null,
    problems: [],
  };
}

import { paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { type AwsPlace, logsClient } from "../../engine/aws.ts";
import { TrailkeepError } from "../../error.ts";
import type { InsightsConfig } from "../schema.ts";

/** How many log groups each name, ARN and prefix stands for: none is a failure. */
export async function checkInsights({ sources }: InsightsConfig, place: AwsPlace): Promise<readonly string[]> {
  const client = await logsClient(place);
  const named = async (prefix: string, isWhole: boolean): Promise<number> => {
    let count = 0;
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: prefix })) {
      count += logGroups.filter(({ logGroupName }) => !isWhole || logGroupName === prefix).length;
    }
    if (count > 0) return count;
    const message = isWhole ? `there is no log group ${prefix}` : `no log group's name begins with ${prefix}`;
    throw new TrailkeepError("not-found", message);
  };
  try {
    const found: string[] = [];
    for (const [source, { logGroups, logGroupPrefixes }] of Object.entries(sources)) {
      // An ARN may be of an account that this one monitors, whose groups are not listed.
      for (const name of logGroups) if (!name.startsWith("arn:")) await named(name, true);
      const counts = await Promise.all(logGroupPrefixes.map((prefix) => named(prefix, false)));
      const total = counts.reduce((sum, count) => sum + count, logGroups.length);
      found.push(`${source}: ${total} log ${total === 1 ? "group" : "groups"}`);
    }
    return found;
  } finally {
    client.destroy();
  }
}

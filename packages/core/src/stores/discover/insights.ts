import {
  type CloudWatchLogsClient,
  GetLogGroupFieldsCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import type { SourceName } from "../../catalog/index.ts";
import { type AwsPlace, logsClient } from "../../engine/aws.ts";
import type { Draft } from "./draft.ts";

/** Names that CloudTrail's and S3's groups mostly have: only these are looked into, 5 of them a second. */
const likely = /trail|audit|s3|access/i;
const maxLookedInto = 50;

/** Fields that a quarter of a group's newest events must have. */
const marks = {
  cloudtrail: ["eventVersion", "eventSource", "eventName"],
  s3_access: ["bucket_name", "request_time", "key_name"],
} as const satisfies Partial<Record<SourceName, readonly string[]>>;

/** Log groups whose newest events are CloudTrail events or S3 access log records. */
export async function discoverInsights(place: AwsPlace): Promise<Draft> {
  const client = await logsClient(place);
  const sources: Partial<Record<SourceName, { readonly logGroups: readonly string[] }>> = {};
  const notes: string[] = [];
  try {
    const names = await likelyNames(client);
    if (names.length > maxLookedInto) notes.push(`log groups: ${maxLookedInto} of ${names.length} were looked into`);
    for (const name of names.slice(0, maxLookedInto)) {
      const source = await sourceOf(client, name);
      if (source === undefined) notes.push(`log group ${name}: left out, its newest events are none that are known`);
      else sources[source] = { logGroups: [...(sources[source]?.logGroups ?? []), name] };
    }
  } finally {
    client.destroy();
  }
  const found = Object.keys(sources).length > 0;
  return { store: found ? { engine: "insights", region: place.region, sources } : null, notes };
}

async function likelyNames(client: CloudWatchLogsClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    names.push(...logGroups.flatMap(({ logGroupName = "" }) => (likely.test(logGroupName) ? [logGroupName] : [])));
  }
  return names;
}

async function sourceOf(client: CloudWatchLogsClient, logGroupName: string): Promise<SourceName | undefined> {
  const { logGroupFields = [] } = await client.send(new GetLogGroupFieldsCommand({ logGroupName }));
  const common = new Set(logGroupFields.flatMap(({ name, percent = 0 }) => (percent >= 25 ? [name] : [])));
  if (marks.cloudtrail.every((mark) => common.has(mark))) return "cloudtrail";
  return marks.s3_access.every((mark) => common.has(mark)) ? "s3_access" : undefined;
}

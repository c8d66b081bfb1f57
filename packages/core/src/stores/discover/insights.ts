import {
  type CloudWatchLogsClient,
  GetLogGroupFieldsCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import type { KeptSourceName } from "../../catalog/index.ts";
import { type AwsPlace, logsClient } from "../../engine/aws.ts";
import { type Draft, draftOf } from "./draft.ts";

/**
 * Groups whose name says what they hold, because an AWS service gives or asks for it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
const named = [
  ["/aws/lambda/", "lambda_log"],
  ["/aws/route53/", "route53_query"],
] as const satisfies readonly (readonly [string, KeptSourceName])[];

/** Names that groups of the known sources mostly have: only these are looked into, 5 of them a second. */
const likely = /trail|audit|s3|access|vpc|flow|dns|route53|query|json/i;
const maxLookedInto = 50;

/** A query names so many groups at most: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const maxGroups = 50;

/**
 * Fields that a quarter of a group's newest events must have. Those of flow logs and DNS queries are what Logs Insights
 * discovers: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
const marks = [
  ["cloudtrail", ["eventVersion", "eventSource", "eventName"]],
  ["s3_access", ["bucket_name", "request_time", "key_name"]],
  ["vpc_flow", ["interfaceId", "srcAddr", "dstAddr", "logStatus"]],
  ["route53_query", ["hostZoneId", "queryName", "responseCode", "edgeLocation"]],
] as const satisfies readonly (readonly [KeptSourceName, readonly string[]])[];

/** Log groups whose name, or whose newest events, say which source they hold. Any other JSON is `json_log`. */
export async function discoverInsights(place: AwsPlace): Promise<Draft> {
  const client = await logsClient(place);
  const found = new Map<KeptSourceName, string[]>();
  const notes: string[] = [];
  const add = (source: KeptSourceName, group: string): void => {
    const groups = found.get(source) ?? [];
    found.set(source, groups);
    if (groups.length < maxGroups) groups.push(group);
    else
      notes.push(`log group ${group}: left out, a query names ${maxGroups} groups at most; see \`logGroupPrefixes\``);
  };
  try {
    const names = await groupNames(client);
    const asked = names.filter((name) => sourceOfName(name) === undefined && likely.test(name));
    for (const name of names) {
      const source = sourceOfName(name);
      if (source !== undefined) add(source, name);
    }
    if (asked.length > maxLookedInto) notes.push(`log groups: ${maxLookedInto} of ${asked.length} were looked into`);
    for (const name of asked.slice(0, maxLookedInto)) {
      const source = await sourceOfEvents(client, name);
      if (source === undefined) notes.push(`log group ${name}: left out, its newest events are none that are known`);
      else add(source, name);
    }
  } finally {
    client.destroy();
  }
  const sources = Object.fromEntries([...found].map(([source, logGroups]) => [source, { logGroups }]));
  return draftOf("insights", { engine: "insights", region: place.region, sources }, notes);
}

async function groupNames(client: CloudWatchLogsClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
  }
  return names;
}

function sourceOfName(name: string): KeptSourceName | undefined {
  return named.find(([prefix]) => name.startsWith(prefix))?.[1];
}

async function sourceOfEvents(client: CloudWatchLogsClient, logGroupName: string): Promise<KeptSourceName | undefined> {
  const { logGroupFields = [] } = await client.send(new GetLogGroupFieldsCommand({ logGroupName }));
  const common = new Set(logGroupFields.flatMap(({ name = "@", percent = 0 }) => (percent >= 25 ? [name] : [])));
  const known = marks.find(([, names]) => names.every((name) => common.has(name)));
  if (known !== undefined) return known[0];
  return [...common].some((name) => !name.startsWith("@")) ? "json_log" : undefined;
}

import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { type KeptSourceName, keptSourceNames } from "../../catalog/index.ts";
import type { InsightsTarget } from "../../dialect/target.ts";
import { type Plan, scansOf } from "../../query/plan.ts";
import type { InsightsConfig } from "../../stores/schema.ts";
import { logsClient } from "../aws.ts";
import { RemoteEngine } from "../remote/engine.ts";
import { type RemoteOptions, unknownEstimate } from "../remote/open.ts";
import type { Engine } from "../types.ts";
import { InsightsDriver } from "./driver.ts";
import { LogGroups } from "./log-groups.ts";
import { insightsParts } from "./parts.ts";

/** An account runs 100 at once, shared with everyone who looks into its logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const maxRunning = 20;

/** A CloudWatch Logs store: log groups in one region. */
export async function openInsights(
  name: string,
  config: InsightsConfig,
  { compile, credentials, now }: RemoteOptions<InsightsTarget>,
): Promise<Engine> {
  let client: Promise<CloudWatchLogsClient> | null = null;
  const connect = () => {
    client ??= logsClient({ ...config, credentials });
    return client;
  };
  const groups = new LogGroups(connect);
  return new RemoteEngine(name, config, {
    distinctRecords: false,
    delivers: false,
    resumes: false,
    now,
    maxRunning,
    prepare: async (plan) => compile(plan, await targetOf(plan, config, groups)),
    estimate: () => unknownEstimate,
    parts: async (source) => {
      const place = config.sources[source];
      return place === undefined ? [] : insightsParts(await groups.of(place), await connect());
    },
    usd: (scannedBytes) => (scannedBytes / 1e9) * config.usdPerGb,
    driver: async () => new InsightsDriver(await connect()),
  });
}

async function targetOf(plan: Plan, config: InsightsConfig, groups: LogGroups): Promise<InsightsTarget> {
  const wanted = new Set(scansOf(plan).map(({ source }) => source));
  const logGroups: Partial<Record<KeptSourceName, readonly string[]>> = {};
  for (const source of keptSourceNames) {
    const place = config.sources[source];
    if (place !== undefined && wanted.has(source)) logGroups[source] = await groups.of(place);
  }
  const { skewMinutes, logGroupClass, jsonNull } = config;
  return { logGroups, skewMs: skewMinutes * 60_000, logGroupClass, jsonNull };
}

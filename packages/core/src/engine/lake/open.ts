import type { KeptSourceName } from "../../catalog/index.ts";
import { keptSourceNames } from "../../catalog/index.ts";
import type { LakeTarget } from "../../dialect/target.ts";
import type { LakeConfig } from "../../stores/schema.ts";
import { cloudwatchClient, lakeClient, s3Client } from "../aws.ts";
import { RemoteEngine } from "../remote/engine.ts";
import { type RemoteOptions, unknownEstimate } from "../remote/open.ts";
import type { Engine } from "../types.ts";
import { LakeDriver } from "./driver.ts";
import { lakeParts } from "./parts.ts";

/** CloudTrail Lake runs 10 queries of an account at once: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const maxRunning = 10;

/** A CloudTrail Lake store: event data stores in one region. */
export async function openLake(
  name: string,
  config: LakeConfig,
  { compile, credentials, now }: RemoteOptions<LakeTarget>,
): Promise<Engine> {
  const target = lakeTarget(config);
  return new RemoteEngine(name, config, {
    distinctRecords: true,
    delivers: true,
    resumes: true,
    now,
    maxRunning,
    prepare: async (plan, { distinctRecords }) => compile(plan, { ...target, distinctRecords }),
    estimate: () => unknownEstimate,
    parts: async (source) => {
      const cloudtrail = await lakeClient({ ...config, credentials });
      const cloudwatch = await cloudwatchClient({ ...config, credentials, endpoint: config.cloudwatchEndpoint });
      try {
        return await lakeParts(config.sources[source]?.eventDataStores ?? [], { cloudtrail, cloudwatch }, now());
      } finally {
        cloudtrail.destroy();
        cloudwatch.destroy();
      }
    },
    usd: (scannedBytes) => (scannedBytes / 1e9) * config.usdPerGb,
    driver: async () =>
      new LakeDriver(await lakeClient({ ...config, credentials }), {
        deliveryS3Uri: config.deliveryS3Uri,
        s3: () => s3Client({ ...config, credentials, endpoint: config.s3Endpoint }),
      }),
  });
}

/** Lake's tables are called by the id at the end of an event data store's ARN. */
function lakeTarget({ sources }: LakeConfig): LakeTarget {
  const eventDataStores: Partial<Record<KeptSourceName, readonly string[]>> = {};
  for (const name of keptSourceNames) {
    const place = sources[name];
    if (place !== undefined)
      eventDataStores[name] = place.eventDataStores.map((store) => store.split("/").at(-1) ?? store);
  }
  return { eventDataStores };
}

import type { SourceName } from "../../catalog/index.ts";
import { sourceNames } from "../../catalog/index.ts";
import type { LakeTarget } from "../../dialect/target.ts";
import type { LakeConfig } from "../../stores/schema.ts";
import { lakeClient } from "../aws.ts";
import { RemoteEngine } from "../remote/engine.ts";
import { type RemoteOptions, unknownEstimate } from "../remote/open.ts";
import type { Engine } from "../types.ts";
import { LakeDriver } from "./driver.ts";

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
    now,
    maxRunning,
    prepare: async (plan, { distinctRecords }) => compile(plan, { ...target, distinctRecords }),
    estimate: () => unknownEstimate,
    usd: (scannedBytes) => (scannedBytes / 1e9) * config.usdPerGb,
    driver: async () => new LakeDriver(await lakeClient({ ...config, credentials }), config.deliveryS3Uri),
  });
}

/** Lake's tables are called by the id at the end of an event data store's ARN. */
function lakeTarget({ sources }: LakeConfig): LakeTarget {
  const eventDataStores: Partial<Record<SourceName, readonly string[]>> = {};
  for (const name of sourceNames) {
    const place = sources[name];
    if (place !== undefined)
      eventDataStores[name] = place.eventDataStores.map((store) => store.split("/").at(-1) ?? store);
  }
  return { eventDataStores };
}

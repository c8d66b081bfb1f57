import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { S3Client } from "@aws-sdk/client-s3";
import { type Hold, LegalHoldJournal, retentionTargets } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import type { RetentionPlace } from "@trailkeep/core/stores";
import type { WorkGroup } from "../athena/work-group.ts";
import { workGroupService } from "../athena/work-group-operations.ts";
import type { EventDataStore } from "../cloudtrail/event-data-store.ts";
import { type Trail, trailService } from "../cloudtrail/trails.ts";
import { arnOf } from "../logs/groups.ts";
import { logsService } from "../logs/service.ts";
import { startS3 } from "../s3/server.ts";
import { startAwsEndpoint } from "../server.ts";
import { taggingService } from "../tagging.ts";

const account = "111122223333";
const region = "eu-west-1";

export interface Contents {
  readonly eventDataStores?: readonly EventDataStore[];
  readonly workGroups?: readonly WorkGroup[];
  readonly trails?: readonly Trail[];
  /** The moment that CloudWatch Logs takes for now. */
  readonly now?: () => number;
}

/** An account with the services that retention looks at, over loopback, and clients for them. */
export async function openAccount({
  eventDataStores = [],
  workGroups = [],
  trails = [],
  now = Date.now,
}: Contents = {}) {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-retention-"));
  const logs = logsService({ accountId: account, now });
  const cloudTrail = trailService({ eventDataStores, trails, accountId: account });
  const tagging = { groups: () => logs.groups.all().map((group) => ({ arn: arnOf(group, region), tags: group.tags })) };
  const services = [
    logs.service,
    cloudTrail.service,
    workGroupService(workGroups),
    taggingService(() => tagging.groups()),
  ];
  const endpoint = await startAwsEndpoint({ services, region });
  const s3 = await startS3({ folder, owner: account });
  const settings = (url: string) => ({
    endpoint: url,
    region,
    maxAttempts: 8,
    credentials: { accessKeyId: "AKIDRETENTION", secretAccessKey: "secret" },
  });
  const clients = {
    logs: new CloudWatchLogsClient(settings(endpoint.url)),
    cloudTrail: new CloudTrailClient(settings(endpoint.url)),
    athena: new AthenaClient(settings(endpoint.url)),
    tagging: new ResourceGroupsTaggingAPIClient(settings(endpoint.url)),
    s3: new S3Client({ ...settings(s3.url), forcePathStyle: true }),
  };
  const place = { account, region };
  const local = Store.open(join(folder, "store"));
  const [logGroups, lakeStores, buckets, results] = await Promise.all([
    retentionTargets.log_group(),
    retentionTargets.event_data_store(),
    retentionTargets.s3_bucket(),
    retentionTargets.athena_results(),
  ]);
  const targets = ({
    holds = [],
    tags = false,
    journal = new LegalHoldJournal(local.state),
  }: {
    readonly holds?: readonly Hold[];
    readonly tags?: boolean;
    readonly journal?: LegalHoldJournal;
  } = {}) => ({
    log_group: logGroups({
      ...place,
      client: clients.logs,
      tagging: tags ? clients.tagging : null,
      callsPerSecond: 1_000,
    }),
    event_data_store: lakeStores({ ...place, client: clients.cloudTrail }),
    s3_bucket: buckets({ ...place, client: clients.s3, holds, journal }),
    athena_results: results({ ...place, client: clients.athena, s3: clients.s3 }),
  });
  return {
    endpoint,
    s3,
    groups: logs.groups,
    /** What the tagging service knows of log groups; a test may have it late. */
    tagging,
    eventDataStores: cloudTrail.stores,
    clients,
    targets,
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      local.close();
      await Promise.all([endpoint.close(), s3.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

export type Account = Awaited<ReturnType<typeof openAccount>>;

/** The account as a stores file names it. */
export function placeOf({ endpoint, s3 }: Account): RetentionPlace {
  return {
    account,
    region,
    endpoint: endpoint.url,
    s3Endpoint: s3.url,
    kinds: ["log_group", "event_data_store", "s3_bucket", "athena_results"],
  };
}

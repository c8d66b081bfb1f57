import { AwsError, type AwsService, type Operation } from "../service.ts";
import { type EventDataStore, EventDataStores } from "./event-data-store.ts";
import { storeOperations } from "./stores.ts";

/** A trail of the endpoint, in AWS's names. */
export interface Trail {
  readonly Name: string;
  readonly S3BucketName: string;
  readonly IsMultiRegionTrail: boolean;
  readonly LogFileValidationEnabled: boolean;
  readonly KmsKeyId?: string;
  readonly CloudWatchLogsLogGroupArn?: string;
  readonly HomeRegion?: string;
  readonly logging?: boolean;
}

export interface TrailsOptions {
  readonly trails?: readonly Trail[];
  readonly eventDataStores?: readonly EventDataStore[];
  readonly accountId?: string;
}

/**
 * CloudTrail without queries: trails, and event data stores as they are kept.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export function trailService({ trails = [], eventDataStores = [], accountId = "111122223333" }: TrailsOptions): {
  readonly service: AwsService;
  readonly stores: EventDataStores;
} {
  const stores = new EventDataStores(accountId, eventDataStores, Date.now());
  const arnOf = ({ Name, HomeRegion }: Trail, region: string) =>
    `arn:aws:cloudtrail:${HomeRegion ?? region}:${accountId}:trail/${Name}`;
  const operations: Readonly<Record<string, Operation>> = {
    ...storeOperations(stores),
    DescribeTrails: async (_, { region }) => ({
      trailList: trails.map(({ logging: _logging, ...trail }) => ({
        HomeRegion: region,
        ...trail,
        TrailARN: arnOf({ ...trail }, region),
      })),
    }),
    GetTrailStatus: async ({ Name }, { region }) => {
      const trail = trails.find((one) => one.Name === Name || arnOf(one, region) === Name);
      if (trail === undefined) throw new AwsError("TrailNotFoundException", `Unknown trail: ${String(Name)}`);
      return { IsLogging: trail.logging ?? true };
    },
  };
  return { service: { target: "CloudTrail_20131101", operations }, stores };
}

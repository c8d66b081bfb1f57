import { type AwsPlace, athenaClient, lakeClient, logsClient, s3Client } from "../../engine/aws.ts";
import type { RetentionPlace } from "../../stores/schema.ts";
import { athenaResultsTarget } from "./athena-results.ts";
import { eventDataStoreTarget } from "./event-data-store.ts";
import { logGroupTarget } from "./log-group.ts";
import { s3BucketTarget } from "./s3-bucket.ts";
import type { AnyTarget, OpenTargets, RunTerms } from "./target.ts";

/** The targets of every account and Region that the stores file names for retention. */
export function awsTargets(places: readonly RetentionPlace[]): OpenTargets {
  return async (terms) => {
    const opened = await Promise.all(places.flatMap((place) => place.kinds.map((kind) => openers[kind](place, terms))));
    return opened;
  };
}

type Open = (place: RetentionPlace, terms: RunTerms) => Promise<AnyTarget>;

const openers: Readonly<Record<RetentionPlace["kinds"][number], Open>> = {
  log_group: async (place, { tags }) =>
    logGroupTarget({ ...whose(place), client: await logsClient(accessOf(place)), tags }),
  event_data_store: async (place) =>
    eventDataStoreTarget({ ...whose(place), client: await lakeClient(accessOf(place)) }),
  s3_bucket: async (place, { holds }) =>
    s3BucketTarget({ ...whose(place), client: await s3Client(accessOf(place)), holds, buckets: place.buckets }),
  athena_results: async (place) => {
    const [client, s3] = await Promise.all([athenaClient(accessOf(place)), s3Client(accessOf(place))]);
    return athenaResultsTarget({ ...whose(place), client, s3 });
  },
};

function whose({ account, region }: RetentionPlace) {
  return { account, region };
}

function accessOf({ region, endpoint, assumeRole }: RetentionPlace): AwsPlace {
  return { region, endpoint, assumeRole };
}

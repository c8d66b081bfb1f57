import {
  type AwsPlace,
  athenaClient,
  dynamodbClient,
  lakeClient,
  logsClient,
  s3Client,
  taggingClient,
} from "../../engine/aws.ts";
import { TrailkeepError } from "../../error.ts";
import { placeKinds, type RetentionPlace } from "../../stores/schema.ts";
import { prefixAt } from "./prefix.ts";
import { retentionTargets } from "./registry.ts";
import type { AnyTarget, OpenTargets, RunTerms } from "./target.ts";

/** The targets of the accounts and Regions that a stores file names under `retention`. */
export function openPlaces(places: readonly RetentionPlace[]): OpenTargets {
  return async (terms) => {
    const opened = await Promise.all(places.map((place) => openPlace(place, terms)));
    return opened.flat();
  };
}

async function openPlace(place: RetentionPlace, { holds, tags, journal }: RunTerms): Promise<readonly AnyTarget[]> {
  const { account, region, assumeRole, endpoint, s3Endpoint, dynamodbEndpoint, buckets, s3Stores = [] } = place;
  const aws: AwsPlace = { region, assumeRole, endpoint };
  const s3 = () => s3Client({ ...aws, endpoint: s3Endpoint });
  const openers = {
    log_group: async () => [
      (await retentionTargets.log_group())({
        client: await logsClient(aws),
        tagging: tags ? await taggingClient(aws) : null,
        ...{ account, region },
      }),
    ],
    event_data_store: async () => [
      (await retentionTargets.event_data_store())({ client: await lakeClient(aws), account, region }),
    ],
    s3_bucket: async () => [
      (await retentionTargets.s3_bucket())({ client: await s3(), account, region, holds, journal, buckets }),
    ],
    athena_results: async () => [
      (await retentionTargets.athena_results())({ client: await athenaClient(aws), s3: await s3(), account, region }),
    ],
    s3_store: async () => {
      if (s3Stores.length === 0) return [];
      const [target, s3Client] = [await retentionTargets.s3_store(), await s3()];
      const dynamo = await dynamodbClient({ ...aws, endpoint: dynamodbEndpoint });
      return s3Stores.map(({ location, workgroup, ...store }) => {
        const place = prefixAt(location);
        if (place === null) throw new TrailkeepError("invalid-config", `${location} is no place in S3`);
        return target({ ...store, ...place, s3: s3Client, dynamo, athena: { ...aws, workgroup }, account });
      });
    },
  } as const;
  const kinds = place.kinds ?? placeKinds;
  const opened = await Promise.all(kinds.map((kind): Promise<readonly AnyTarget[]> => openers[kind]()));
  return opened.flat();
}

import type { FetchedConfig } from "../../stores/schema.ts";
import { type AwsCredentials, dynamodbClient, s3Client } from "../aws.ts";
import type { Engine } from "../types.ts";
import { FetchedEngine } from "./engine.ts";
import { FetchedFiles } from "./files.ts";
import type { FreshPlace } from "./fresh-files.ts";

export interface OpenFetchedOptions {
  readonly credentials?: AwsCredentials | undefined;
  readonly now: () => number;
}

/** The embedded engine over a store on S3. Clients are made by the first query. */
export async function openFetched(
  name: string,
  config: FetchedConfig,
  { credentials, now }: OpenFetchedOptions,
): Promise<Engine> {
  let place: Promise<FreshPlace> | null = null;
  const opened = () => {
    place ??= placeOf(config, credentials);
    return place;
  };
  const files = new FetchedFiles(config.cacheFolder, config.cacheMegabytes * 1e6, opened);
  const close = async () => {
    const made = await place;
    made?.s3.destroy();
    made?.dynamo.destroy();
  };
  return new FetchedEngine({ name, config, files, now, close });
}

/** Where the store is, and the clients to ask with; to be destroyed. */
export async function placeOf(config: FetchedConfig, credentials: AwsCredentials | undefined): Promise<FreshPlace> {
  const { location, ledger, endpoint, dynamodbEndpoint } = config;
  const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(location) ?? [];
  const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
  const [s3, dynamo] = await Promise.all([
    s3Client({ ...config, endpoint, credentials }),
    dynamodbClient({ ...config, endpoint: dynamodbEndpoint, credentials }),
  ]);
  return { s3, dynamo, bucket, prefix, ledger };
}

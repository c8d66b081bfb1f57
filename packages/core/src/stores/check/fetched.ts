import { localSourceNames } from "../../catalog/index.ts";
import type { AwsCredentials } from "../../engine/aws.ts";
import { freshFiles } from "../../engine/fetched/fresh-files.ts";
import { placeOf } from "../../engine/fetched/open.ts";
import type { FetchedConfig } from "../schema.ts";

/** The files of each source, and that the ledger can be asked. */
export async function checkFetched(config: FetchedConfig, credentials?: AwsCredentials): Promise<readonly string[]> {
  const place = await placeOf(config, credentials);
  try {
    const found: string[] = [];
    for (const source of localSourceNames) {
      if (config.sources[source] === undefined) continue;
      found.push(`${source}: ${(await freshFiles(place, source)).length} files`);
    }
    return found;
  } finally {
    place.s3.destroy();
    place.dynamo.destroy();
  }
}

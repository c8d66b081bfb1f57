import { GetEventDataStoreCommand } from "@aws-sdk/client-cloudtrail";
import { type AwsPlace, lakeClient } from "../../engine/aws.ts";
import type { LakeConfig } from "../schema.ts";

/** Each event data store, with its state. */
export async function checkLake({ sources }: LakeConfig, place: AwsPlace): Promise<readonly string[]> {
  const client = await lakeClient(place);
  try {
    const found: string[] = [];
    for (const [source, { eventDataStores }] of Object.entries(sources)) {
      for (const name of eventDataStores) {
        const { Name, Status } = await client.send(new GetEventDataStoreCommand({ EventDataStore: name }));
        found.push(`${source}: event data store ${Name ?? name}, ${Status ?? "state unknown"}`);
      }
    }
    return found;
  } finally {
    client.destroy();
  }
}

import {
  type CloudTrailClient,
  GetChannelCommand,
  GetEventDataStoreCommand,
  ListChannelsCommand,
  type ListChannelsResponse,
  paginateListEventDataStores,
} from "@aws-sdk/client-cloudtrail";
import type { FoundChannel, FoundEventDataStore, LakeFound } from "./wanted.ts";

/** Every event data store and channel of the client's region. */
export async function observeLake(client: CloudTrailClient): Promise<LakeFound> {
  const eventDataStores: FoundEventDataStore[] = [];
  for await (const { EventDataStores = [] } of paginateListEventDataStores({ client }, {})) {
    for (const { EventDataStoreArn: arn } of EventDataStores) {
      if (arn !== undefined) eventDataStores.push(await eventDataStore(client, arn));
    }
  }
  const channels: FoundChannel[] = [];
  let token: string | undefined;
  do {
    const page: ListChannelsResponse = await client.send(new ListChannelsCommand({ NextToken: token }));
    for (const { ChannelArn: arn } of page.Channels ?? []) {
      if (arn !== undefined) channels.push(await channel(client, arn));
    }
    token = page.NextToken;
  } while (token !== undefined);
  return { eventDataStores, channels };
}

export async function eventDataStore(client: CloudTrailClient, arn: string): Promise<FoundEventDataStore> {
  const found = await client.send(new GetEventDataStoreCommand({ EventDataStore: arn }));
  const categories = (found.AdvancedEventSelectors ?? []).flatMap(({ FieldSelectors = [] }) =>
    FieldSelectors.flatMap(({ Field, Equals = [] }) => (Field === "eventCategory" ? Equals : [])),
  );
  return {
    arn,
    name: found.Name ?? arn,
    status: found.Status ?? "unknown",
    categories: [...new Set(categories)],
    retentionDays: found.RetentionPeriod ?? 0,
    isProtected: found.TerminationProtectionEnabled ?? false,
  };
}

async function channel(client: CloudTrailClient, arn: string): Promise<FoundChannel> {
  const {
    Name: name = arn,
    Source: source = "",
    Destinations = [],
  } = await client.send(new GetChannelCommand({ Channel: arn }));
  return { arn, name, source, destinations: Destinations.flatMap(({ Location }) => Location ?? []) };
}

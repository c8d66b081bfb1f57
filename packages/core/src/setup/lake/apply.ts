import {
  type CloudTrailClient,
  CreateChannelCommand,
  CreateEventDataStoreCommand,
  type CreateEventDataStoreCommandInput,
  RestoreEventDataStoreCommand,
  StartEventDataStoreIngestionCommand,
  UpdateChannelCommand,
  UpdateEventDataStoreCommand,
} from "@aws-sdk/client-cloudtrail";
import { TrailkeepError } from "../../error.ts";
import { eventDataStore } from "./observe.ts";
import type { LakeStep } from "./plan.ts";
import type { LakeFound, WantedEventDataStore } from "./wanted.ts";

/** How an event data store is waited for. */
export interface Waiting {
  sleep(ms: number): Promise<void>;
}

const pauseMs = 2_000;
const pauses = 150;

/** Does the steps, one after the other. ARNs of event data stores by name are what later steps need. */
export async function applyLake(
  client: CloudTrailClient,
  steps: readonly LakeStep[],
  found: LakeFound,
  waiting: Waiting,
  onStep: (step: LakeStep) => Promise<void>,
): Promise<void> {
  const arns = new Map(found.eventDataStores.map(({ name, arn }) => [name, arn]));
  for (const step of steps) {
    await applyStep(client, step, arns, waiting);
    await onStep(step);
  }
}

async function applyStep(
  client: CloudTrailClient,
  step: LakeStep,
  arns: Map<string, string>,
  waiting: Waiting,
): Promise<void> {
  switch (step.kind) {
    case "create-store": {
      const { EventDataStoreArn: arn = "" } = await client.send(new CreateEventDataStoreCommand(creation(step.store)));
      arns.set(step.store.name, arn);
      return untilEnabled(client, arn, waiting);
    }
    case "restore-store":
      await client.send(new RestoreEventDataStoreCommand({ EventDataStore: step.store.arn }));
      return untilEnabled(client, step.store.arn, waiting);
    case "start-store":
      await client.send(new StartEventDataStoreIngestionCommand({ EventDataStore: step.store.arn }));
      return;
    case "keep-longer":
      await client.send(
        new UpdateEventDataStoreCommand({ EventDataStore: step.store.arn, RetentionPeriod: step.retentionDays }),
      );
      return;
    case "protect-store":
      await client.send(
        new UpdateEventDataStoreCommand({ EventDataStore: step.store.arn, TerminationProtectionEnabled: true }),
      );
      return;
    case "create-channel": {
      const Destinations = [destination(arns.get(step.storeName) ?? "")];
      await client.send(new CreateChannelCommand({ Name: step.name, Source: "Custom", Destinations }));
      return;
    }
    case "join-channel": {
      const all = [...step.channel.destinations, arns.get(step.storeName) ?? ""];
      await client.send(new UpdateChannelCommand({ Channel: step.channel.arn, Destinations: all.map(destination) }));
      return;
    }
  }
}

/**
 * Events of integrations come from everywhere; CloudTrail's own of all regions.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html
 */
function creation({ name, category, retentionDays }: WantedEventDataStore): CreateEventDataStoreCommandInput {
  return {
    Name: name,
    AdvancedEventSelectors: [{ Name: category, FieldSelectors: [{ Field: "eventCategory", Equals: [category] }] }],
    MultiRegionEnabled: true,
    RetentionPeriod: retentionDays,
    TerminationProtectionEnabled: true,
    BillingMode: "EXTENDABLE_RETENTION_PRICING",
  };
}

function destination(arn: string) {
  return { Type: "EVENT_DATA_STORE", Location: arn } as const;
}

async function untilEnabled(client: CloudTrailClient, arn: string, { sleep }: Waiting): Promise<void> {
  for (let pause = 0; pause < pauses; pause++) {
    const { status } = await eventDataStore(client, arn);
    if (status === "ENABLED") return;
    await sleep(pauseMs);
  }
  const message = "the event data store was made and is not ready after five minutes";
  throw new TrailkeepError("timeout", { message, at: arn, hint: "run it again: it goes on where it stopped" });
}

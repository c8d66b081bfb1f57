import {
  type CloudTrailClient,
  GetEventDataStoreCommand,
  type GetEventDataStoreResponse,
  ListEventDataStoresCommand,
  ListTagsCommand,
  UpdateEventDataStoreCommand,
} from "@aws-sdk/client-cloudtrail";
import { TrailkeepError } from "../../error.ts";
import type { ObservedEventDataStore } from "../plan/index.ts";
import { ask, conflict, orElse, sentence } from "./ask.ts";
import type { ActionOf, RetentionTarget, TargetOptions, Unread } from "./target.ts";

export interface EventDataStoreNeeds {
  readonly client: CloudTrailClient;
  readonly account: string;
  readonly region: string;
}

/**
 * CloudTrail Lake's event data stores of an account and Region; there are ten at most. The list tells their names alone.
 * Calls of a run: one, and two for each store; three and one write for each action.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export function eventDataStoreTarget({
  client,
  account,
  region,
}: EventDataStoreNeeds): RetentionTarget<"event_data_store"> {
  async function read(id: string, { signal }: TargetOptions): Promise<ObservedEventDataStore> {
    const found = await ask({ permission: "cloudtrail:GetEventDataStore", store: id, signal }, (options) =>
      client.send(new GetEventDataStoreCommand({ EventDataStore: id }), options),
    );
    const { ResourceTagList = [] } = await ask({ permission: "cloudtrail:ListTags", store: id, signal }, (options) =>
      client.send(new ListTagsCommand({ ResourceIdList: [id] }), options),
    );
    const tags = (ResourceTagList[0]?.TagsList ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
    return observedStore(id, found, Object.fromEntries(tags));
  }

  async function reobserve(id: string, options: TargetOptions = {}) {
    return orElse(["EventDataStoreNotFoundException"], null, read(id, options));
  }

  return {
    kind: "event_data_store",
    reobserve,

    async observe(options = {}) {
      const stores: ObservedEventDataStore[] = [];
      const unread: Unread[] = [];
      const place = `event data stores of ${account} in ${region}`;
      let NextToken: string | undefined;
      do {
        const input = NextToken === undefined ? {} : { NextToken };
        const asked = { permission: "cloudtrail:ListEventDataStores", store: place, signal: options.signal };
        const page = await ask(asked, (sent) => client.send(new ListEventDataStoresCommand(input), sent));
        for (const { EventDataStoreArn: id = "", Name: name = "" } of page.EventDataStores ?? []) {
          try {
            const store = await reobserve(id, options);
            if (store !== null) stores.push(store);
          } catch (error) {
            unread.push({ store: id, kind: "event_data_store", name, message: sentence(error) });
          }
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return { stores, unread };
    },

    async apply(action, { signal, confirm } = {}) {
      const store = await reobserve(action.store, { signal });
      if (store === null) throw conflict(action.store, "there is no such event data store");
      const change = changeOf(action);
      if (isApplied(action, store)) return { changed: false, proof: {} };
      if (action.type === "set_retention" && store.retentionDays !== action.before) {
        throw conflict(action.store, `its retention is ${store.retentionDays} days`);
      }
      await confirm?.();
      const asked = { permission: "cloudtrail:UpdateEventDataStore", store: action.store, signal };
      const command = new UpdateEventDataStoreCommand({ EventDataStore: action.store, ...change });
      const { $metadata } = await ask(asked, (options) => client.send(command, options));
      return { changed: true, proof: { requestId: $metadata.requestId ?? null } };
    },

    isApplied,
  };
}

function changeOf(action: ActionOf<"event_data_store">) {
  if (action.type === "protect") return { TerminationProtectionEnabled: true };
  if (action.type === "set_retention" && action.after !== null) return { RetentionPeriod: action.after };
  throw new TrailkeepError("invalid-request", `an event data store cannot do this: ${action.type}`);
}

function isApplied(action: ActionOf<"event_data_store">, store: ObservedEventDataStore | null): boolean {
  if (store === null) return false;
  if (action.type === "protect") return store.terminationProtected;
  return action.type === "set_retention" && store.retentionDays === action.after;
}

function observedStore(
  id: string,
  found: GetEventDataStoreResponse,
  tags: Readonly<Record<string, string>>,
): ObservedEventDataStore {
  const { RetentionPeriod: retentionDays, Status: status } = found;
  if (retentionDays === undefined || status === undefined) {
    throw new TrailkeepError("store-failed", { message: "it tells neither its status nor its retention", at: id });
  }
  const [, , , region = null, account = null] = id.split(":");
  return {
    kind: "event_data_store",
    id,
    name: found.Name ?? "",
    arn: id,
    account,
    region,
    tags,
    retentionDays,
    // Stores of before 2023 have no billing mode: they keep up to 2,557 days.
    billingMode: found.BillingMode ?? "FIXED_RETENTION_PRICING",
    terminationProtected: found.TerminationProtectionEnabled ?? false,
    status,
  };
}

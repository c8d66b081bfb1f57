import { z } from "zod";
import { sliceOf } from "../paging.ts";
import { AwsError, type CallContext, type Operation } from "../service.ts";
import type { EventDataStore, EventDataStores } from "./event-data-store.ts";

const listInput = z.object({
  MaxResults: z.number().int().min(1).max(1_000).default(1_000),
  NextToken: z.string().optional(),
});
const updateInput = z.object({
  EventDataStore: z.string(),
  RetentionPeriod: z.number().int().optional(),
  TerminationProtectionEnabled: z.boolean().optional(),
  BillingMode: z.enum(["EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"]).optional(),
});
const tagsInput = z.object({ ResourceIdList: z.array(z.string()).min(1).max(20) });

const longestDays = { EXTENDABLE_RETENTION_PRICING: 3_653, FIXED_RETENTION_PRICING: 2_557 } as const;

/** The operations on event data stores themselves. They need no engine. */
export function storeOperations(stores: EventDataStores): Readonly<Record<string, Operation>> {
  return {
    ListEventDataStores: async (input, { region }) => list(stores, input, region),
    GetEventDataStore: async (input, { region }) => stores.described(stores.find(input["EventDataStore"]), region),
    UpdateEventDataStore: async (input, context) => update(stores, input, context),
    ListTags: async (input) => ({
      ResourceTagList: parameters(tagsInput, input).ResourceIdList.map((ResourceId) => ({
        ResourceId,
        TagsList: Object.entries(stores.find(ResourceId).tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      })),
    }),
    DeleteEventDataStore: async (input) => {
      const store = stores.find(input["EventDataStore"]);
      if (store.terminationProtection ?? true) {
        throw new AwsError("EventDataStoreTerminationProtectedException", "Termination protection is enabled.");
      }
      stores.put({ ...stores.asked(store.id), status: "PENDING_DELETION" });
      return {};
    },
    RestoreEventDataStore: async (input, { region }) => {
      const store = stores.find(input["EventDataStore"]);
      if (store.status !== "PENDING_DELETION") {
        throw new AwsError("InvalidEventDataStoreStatusException", "The event data store is not pending deletion.");
      }
      const restored: EventDataStore = { ...store, status: "ENABLED" };
      stores.put(restored);
      return stores.described(restored, region);
    },
  };
}

/** Of each store, ListEventDataStores gives the ARN and the name alone. */
function list(stores: EventDataStores, input: unknown, region: string) {
  const { MaxResults: size, NextToken: token } = parameters(listInput, input);
  const { items, nextToken } = sliceOf(stores.all(), "stores", token, size, "InvalidNextTokenException");
  return {
    EventDataStores: items.map((store) => ({ EventDataStoreArn: stores.arnOf(store, region), Name: store.name })),
    ...(nextToken === null ? {} : { NextToken: nextToken }),
  };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateEventDataStore.html */
function update(stores: EventDataStores, input: unknown, { region }: CallContext) {
  const asked = parameters(updateInput, input);
  const store = stores.asked(stores.find(asked.EventDataStore).id);
  const before = store.billingMode ?? "EXTENDABLE_RETENTION_PRICING";
  const billingMode = asked.BillingMode ?? before;
  if (billingMode !== before && before === "EXTENDABLE_RETENTION_PRICING") {
    throw invalid("The billing mode can't be changed from extendable to fixed retention pricing.");
  }
  const retentionDays = asked.RetentionPeriod ?? store.retentionDays ?? 366;
  if (retentionDays < 7 || retentionDays > longestDays[billingMode]) {
    throw invalid(`RetentionPeriod must be between 7 and ${longestDays[billingMode]} days.`);
  }
  const updated = {
    ...store,
    billingMode,
    retentionDays,
    terminationProtection: asked.TerminationProtectionEnabled ?? store.terminationProtection ?? true,
  };
  stores.put(updated);
  return stores.described(updated, region);
}

function parameters<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (data === undefined) throw invalid(error?.message ?? "invalid");
  return data;
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}

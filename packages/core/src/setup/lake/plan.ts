import {
  type FoundChannel,
  type FoundEventDataStore,
  type LakeFound,
  type LakeWanted,
  type WantedEventDataStore,
  wantedStores,
} from "./wanted.ts";

/** One thing to do. */
export type LakeStep =
  | { readonly kind: "create-store"; readonly store: WantedEventDataStore }
  | { readonly kind: "restore-store"; readonly store: FoundEventDataStore }
  | { readonly kind: "start-store"; readonly store: FoundEventDataStore }
  | { readonly kind: "keep-longer"; readonly store: FoundEventDataStore; readonly retentionDays: number }
  | { readonly kind: "protect-store"; readonly store: FoundEventDataStore }
  | { readonly kind: "create-channel"; readonly name: string; readonly storeName: string }
  | { readonly kind: "join-channel"; readonly channel: FoundChannel; readonly storeName: string };

/** What there is to do, and what stands in the way of it. */
export interface LakePlan {
  readonly steps: readonly LakeStep[];
  /** What is there already as it should be. */
  readonly kept: readonly string[];
  /** Why nothing can be done; empty if something can. */
  readonly conflicts: readonly string[];
}

/** What leads from what is there to what is wanted. Nothing is ever shortened, deleted or taken over. Pure. */
export function planLake(wanted: LakeWanted, found: LakeFound): LakePlan {
  const [steps, kept, conflicts]: [LakeStep[], string[], string[]] = [[], [], []];
  for (const store of wantedStores(wanted)) planStore(store, found, { steps, kept, conflicts });
  planChannel(wanted.name, found, { steps, kept, conflicts });
  return { steps, kept, conflicts };
}

interface Growing {
  readonly steps: LakeStep[];
  readonly kept: string[];
  readonly conflicts: string[];
}

function planStore(wanted: WantedEventDataStore, found: LakeFound, { steps, kept, conflicts }: Growing): void {
  const store = found.eventDataStores.find(({ name }) => name === wanted.name);
  if (store === undefined) {
    steps.push({ kind: "create-store", store: wanted });
    return;
  }
  if (!store.categories.includes(wanted.category)) {
    const has = store.categories.join(", ") || "no category";
    conflicts.push(`the event data store ${store.name} is there and takes events of ${has}, not of ${wanted.category}`);
    return;
  }
  const before = steps.length;
  if (store.status === "PENDING_DELETION") steps.push({ kind: "restore-store", store });
  if (store.status === "STOPPED_INGESTION") steps.push({ kind: "start-store", store });
  if (store.retentionDays < wanted.retentionDays) {
    steps.push({ kind: "keep-longer", store, retentionDays: wanted.retentionDays });
  }
  if (!store.isProtected) steps.push({ kind: "protect-store", store });
  if (steps.length === before) kept.push(`event data store ${store.name}, ${store.retentionDays} days: ${store.arn}`);
}

function planChannel(name: string, found: LakeFound, { steps, kept, conflicts }: Growing): void {
  const channel = found.channels.find((one) => one.name === name);
  const store = found.eventDataStores.find((one) => one.name === name);
  if (channel === undefined) steps.push({ kind: "create-channel", name, storeName: name });
  else if (channel.source !== "Custom") {
    conflicts.push(`the channel ${name} is there and belongs to ${channel.source}: it takes no events of ours`);
  } else if (store === undefined || !channel.destinations.includes(store.arn)) {
    steps.push({ kind: "join-channel", channel, storeName: name });
  } else kept.push(`channel ${name}: ${channel.arn}`);
}

/** A step as a sentence. */
export function stepText(step: LakeStep): string {
  switch (step.kind) {
    case "create-store": {
      const { name, category, retentionDays } = step.store;
      return `create the event data store ${name} for ${category} events, kept ${retentionDays} days, protected against deletion`;
    }
    case "restore-store":
      return `restore the event data store ${step.store.name}, which is about to be deleted`;
    case "start-store":
      return `let the event data store ${step.store.name} take events again`;
    case "keep-longer":
      return `keep events of ${step.store.name} for ${step.retentionDays} days instead of ${step.store.retentionDays}`;
    case "protect-store":
      return `protect the event data store ${step.store.name} against deletion`;
    case "create-channel":
      return `create the channel ${step.name} into the event data store ${step.storeName}`;
    case "join-channel":
      return `let the channel ${step.channel.name} deliver to the event data store ${step.storeName} too`;
  }
}

import { z } from "zod";
import { AwsError } from "../service.ts";

/** An event data store of the endpoint: what AWS would tell of it, and the table that holds its events. */
export interface EventDataStore {
  /** A UUID: the end of its ARN. */
  readonly id: string;
  readonly name: string;
  /** A table of the Lake schema. */
  readonly table: string;
  readonly status?: "ENABLED" | "STOPPED_INGESTION" | "PENDING_DELETION";
  readonly retentionDays?: number;
  readonly billingMode?: "EXTENDABLE_RETENTION_PRICING" | "FIXED_RETENTION_PRICING";
  readonly tags?: Readonly<Record<string, string>>;
  readonly multiRegion?: boolean;
  readonly organization?: boolean;
  readonly terminationProtection?: boolean;
  /** `eventCategory` of its advanced event selectors: Management, Data, Insight, ActivityAuditLog, ... */
  readonly categories?: readonly string[];
}

const arnForm = /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:eventdatastore\/([0-9a-f-]{36})$/;
const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The event data stores of an account. */
export class EventDataStores {
  readonly #accountId: string;
  readonly #stores: Map<string, EventDataStore>;
  readonly #createdSeconds: number;

  constructor(accountId: string, stores: readonly EventDataStore[], createdMs: number) {
    this.#accountId = accountId;
    this.#createdSeconds = createdMs / 1000;
    this.#stores = new Map(stores.map((store) => [store.id, store]));
  }

  all(): readonly EventDataStore[] {
    return [...this.#stores.values()];
  }

  /** By ARN or by the id at its end, as every operation takes it. */
  find(name: unknown): EventDataStore {
    const text = z.string().safeParse(name).data ?? "";
    const id = arnForm.exec(text)?.[1] ?? text;
    if (!idForm.test(id)) {
      throw new AwsError("EventDataStoreARNInvalidException", `${text} is not an ARN of an event data store.`);
    }
    const store = this.#stores.get(id);
    if (store === undefined) throw new AwsError("EventDataStoreNotFoundException", `${text} was not found.`);
    return store;
  }

  /** The store behind an id that a statement names. */
  asked(id: string): EventDataStore {
    const store = this.find(id);
    if (store.status === "PENDING_DELETION") {
      throw new AwsError("InactiveEventDataStoreException", `The event data store ${id} is inactive.`);
    }
    return store;
  }

  put(store: EventDataStore): void {
    this.#stores.set(store.id, store);
  }

  /** Members in AWS's names, as GetEventDataStore gives them. */
  described(store: EventDataStore, region: string): Readonly<Record<string, unknown>> {
    return {
      EventDataStoreArn: this.arnOf(store, region),
      Name: store.name,
      Status: store.status ?? "ENABLED",
      AdvancedEventSelectors: (store.categories ?? ["Management"]).map((category) => ({
        Name: category,
        FieldSelectors: [{ Field: "eventCategory", Equals: [category] }],
      })),
      MultiRegionEnabled: store.multiRegion ?? true,
      OrganizationEnabled: store.organization ?? false,
      RetentionPeriod: store.retentionDays ?? 366,
      TerminationProtectionEnabled: store.terminationProtection ?? true,
      CreatedTimestamp: this.#createdSeconds,
      UpdatedTimestamp: this.#createdSeconds,
      BillingMode: store.billingMode ?? "EXTENDABLE_RETENTION_PRICING",
    };
  }

  arnOf(store: EventDataStore, region: string): string {
    return `arn:aws:cloudtrail:${region}:${this.#accountId}:eventdatastore/${store.id}`;
  }
}

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError, type AwsService, type CallContext, type Operation } from "../service.ts";

/** What is made in Lake, in memory: event data stores and channels of one account. */

const selectors = z.array(
  z.object({
    Name: z.string().optional(),
    FieldSelectors: z.array(z.object({ Field: z.string(), Equals: z.array(z.string()).optional() })).min(1),
  }),
);
const retention = z.number().int().min(7).max(3_653);
const nameForm = z.string().regex(/^[a-zA-Z0-9._-]{3,128}$/);
const destinations = z
  .array(z.object({ Type: z.literal("EVENT_DATA_STORE"), Location: z.string() }))
  .min(1)
  .max(200);

const storeInput = z.object({
  Name: nameForm,
  AdvancedEventSelectors: selectors,
  MultiRegionEnabled: z.boolean().default(true),
  OrganizationEnabled: z.boolean().default(false),
  RetentionPeriod: retention.default(366),
  TerminationProtectionEnabled: z.boolean().default(true),
  BillingMode: z.enum(["EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"]),
});

type Made = z.infer<typeof storeInput> & { readonly EventDataStoreArn: string; readonly Status: string };

const channelInput = z.object({ Name: nameForm, Source: z.string(), Destinations: destinations });

type MadeChannel = z.infer<typeof channelInput> & { readonly ChannelArn: string };

/** Event data stores of an account and Region. */
const mostStores = 10;

export interface LakeAccountOptions {
  /** What CreateEventDataStore is refused with. */
  readonly closed?: AwsError;
}

/**
 * CloudTrail's operations that make, change and show event data stores and channels.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateChannel.html
 */
export class LakeAccount {
  readonly #stores = new Map<string, Made>();
  readonly #channels = new Map<string, MadeChannel>();
  readonly #options: LakeAccountOptions;

  constructor(options: LakeAccountOptions = {}) {
    this.#options = options;
  }

  get stores(): readonly Made[] {
    return [...this.#stores.values()];
  }

  get channels(): readonly MadeChannel[] {
    return [...this.#channels.values()];
  }

  /** Changes an event data store behind everybody's back. */
  alter(name: string, change: Partial<Made>): void {
    const store = this.stores.find((one) => one.Name === name);
    if (store !== undefined) this.#stores.set(store.EventDataStoreArn, { ...store, ...change });
  }

  get service(): AwsService {
    const operations: Readonly<Record<string, Operation>> = {
      CreateEventDataStore: async (input, context) => this.#create(input, context),
      GetEventDataStore: async (input) => this.#show(input),
      UpdateEventDataStore: async (input) => this.#update(input),
      RestoreEventDataStore: async (input) => this.#move(input, "PENDING_DELETION"),
      StartEventDataStoreIngestion: async (input) => this.#move(input, "STOPPED_INGESTION"),
      ListEventDataStores: async () => ({
        EventDataStores: this.stores.map(({ EventDataStoreArn, Name }) => ({ EventDataStoreArn, Name })),
      }),
      CreateChannel: async (input, context) => this.#createChannel(input, context),
      UpdateChannel: async (input) => this.#updateChannel(input),
      GetChannel: async (input) => this.#channel(input),
      ListChannels: async (input) => this.#listChannels(input),
    };
    return { target: "CloudTrail_20131101", operations };
  }

  #create(input: unknown, { region }: CallContext): Made {
    if (this.#options.closed !== undefined) throw this.#options.closed;
    const wanted = parsed(storeInput, input);
    if (this.stores.some(({ Name }) => Name === wanted.Name)) {
      throw new AwsError("EventDataStoreAlreadyExistsException", `${wanted.Name} exists.`);
    }
    if (this.stores.length >= mostStores) throw new AwsError("EventDataStoreMaxLimitExceededException", "Too many.");
    const arn = `arn:aws:cloudtrail:${region}:111122223333:eventdatastore/${randomUUID()}`;
    const made = { ...wanted, EventDataStoreArn: arn, Status: "CREATED" };
    this.#stores.set(arn, made);
    return made;
  }

  /** What was made is ready when it has been looked at twice. */
  #show(input: unknown): Made {
    const store = this.#find(input);
    if (store.Status === "CREATED") this.#stores.set(store.EventDataStoreArn, { ...store, Status: "ENABLED" });
    return store;
  }

  #update(input: unknown): Made {
    const store = this.#find(input);
    const change = parsed(
      z.object({ RetentionPeriod: retention.optional(), TerminationProtectionEnabled: z.boolean().optional() }),
      input,
    );
    const changed = {
      ...store,
      RetentionPeriod: change.RetentionPeriod ?? store.RetentionPeriod,
      TerminationProtectionEnabled: change.TerminationProtectionEnabled ?? store.TerminationProtectionEnabled,
    };
    this.#stores.set(store.EventDataStoreArn, changed);
    return changed;
  }

  #move(input: unknown, from: string): Made {
    const store = this.#find(input);
    if (store.Status !== from) throw new AwsError("InvalidEventDataStoreStatusException", `It is ${store.Status}.`);
    const moved = { ...store, Status: "ENABLED" };
    this.#stores.set(store.EventDataStoreArn, moved);
    return moved;
  }

  #find(input: unknown): Made {
    const { EventDataStore: arn } = parsed(z.object({ EventDataStore: z.string() }), input);
    const store = this.#stores.get(arn);
    if (store === undefined) throw new AwsError("EventDataStoreNotFoundException", `${arn} was not found.`);
    return store;
  }

  #createChannel(input: unknown, { region }: CallContext): MadeChannel {
    const wanted = parsed(channelInput, input);
    if (this.channels.some(({ Name }) => Name === wanted.Name)) {
      throw new AwsError("ChannelAlreadyExistsException", `${wanted.Name} exists.`);
    }
    this.#checkDestinations(wanted.Destinations);
    const made = { ...wanted, ChannelArn: `arn:aws:cloudtrail:${region}:111122223333:channel/${randomUUID()}` };
    this.#channels.set(made.ChannelArn, made);
    return made;
  }

  #updateChannel(input: unknown): MadeChannel {
    const channel = this.#channel(input);
    const { Destinations } = parsed(z.object({ Destinations: destinations }), input);
    this.#checkDestinations(Destinations);
    const changed = { ...channel, Destinations };
    this.#channels.set(channel.ChannelArn, changed);
    return changed;
  }

  #checkDestinations(all: z.infer<typeof destinations>): void {
    for (const { Location } of all) {
      const store = this.#stores.get(Location);
      const takes = store?.AdvancedEventSelectors.some(({ FieldSelectors }) =>
        FieldSelectors.some(({ Equals = [] }) => Equals.includes("ActivityAuditLog")),
      );
      if (store?.Status !== "ENABLED")
        throw new AwsError("InactiveEventDataStoreException", `${Location} is inactive.`);
      if (takes !== true) throw new AwsError("InvalidEventDataStoreCategoryException", `${Location} takes others.`);
    }
  }

  #channel(input: unknown): MadeChannel {
    const { Channel: arn } = parsed(z.object({ Channel: z.string() }), input);
    const channel = this.#channels.get(arn);
    if (channel === undefined) throw new AwsError("ChannelNotFoundException", `${arn} was not found.`);
    return channel;
  }

  /** One at a time, so that whoever lists them must go on. */
  #listChannels(input: unknown) {
    const { NextToken: token = "0" } = parsed(z.object({ NextToken: z.string().optional() }), input);
    const place = Number(token);
    const Channels = this.channels.slice(place, place + 1).map(({ ChannelArn, Name }) => ({ ChannelArn, Name }));
    return { Channels, ...(place + 1 < this.channels.length ? { NextToken: String(place + 1) } : {}) };
  }
}

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (data === undefined) throw new AwsError("InvalidParameterException", error?.message ?? "invalid");
  return data;
}

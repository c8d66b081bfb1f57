import { z } from "zod";
import { type KeptSourceName, keptSourceNames, localSourceNames } from "../catalog/index.ts";
import {
  accountId,
  athenaTable,
  awsName,
  bucketName,
  bucketUri,
  dynamoTable,
  endpointUrl,
  eventDataStore,
  hour,
  instant,
  logGroup,
  logGroupPrefix,
  regionName,
  roleArn,
  storeName,
} from "./words.ts";

/** The stores file: which stores there are, and which source each of them holds where. One schema. */

const holds = z
  .strictObject({
    start: instant.optional().describe("The first moment that is held. Left out: nobody has said."),
    end: instant.optional().describe("The moment up to which it is held. Left out: it still grows."),
    accounts: z.array(accountId).min(1).optional().describe("Whose records. Left out: of all accounts asked about."),
    regions: z.array(regionName).min(1).optional().describe("From which regions. Left out: from all."),
  })
  .describe("What the store holds of the source: the router and the completeness of answers go by it.");

function sources<Place extends z.ZodType>(place: Place) {
  return z
    .partialRecord(z.enum(keptSourceNames), place)
    .refine((all) => Object.keys(all).length > 0, "name at least one source");
}

/** What every store in AWS may say. */
const aws = {
  region: regionName.describe("The region that the store is in."),
  account: accountId.optional().describe("The account that the store is in, for people to read."),
  assumeRole: z
    .strictObject({
      roleArn,
      externalId: z
        .string()
        .regex(/^[\w+=,.@:/-]{2,1224}$/, "an external id has 2 to 1,224 letters, digits and +=,.@:/-_")
        .optional(),
      sessionName: z
        .string()
        .regex(/^[\w+=,.@-]{2,64}$/, "a session name has 2 to 64 letters, digits and +=,.@-_")
        .optional(),
    })
    .optional()
    .describe("The role to work with, in this or another account. Left out: the credentials of the environment."),
  endpoint: endpointUrl.optional().describe("Another address of the service, as of a VPC endpoint."),
  mayRepeat: z
    .boolean()
    .default(true)
    .describe("Whether the store may hold a record twice. If so it answers no query under `exact`."),
  maxRunning: z.int().min(1).max(200).optional().describe("Queries at work at once; more wait for their turn."),
  maxRuntimeMinutes: z.int().min(1).max(600).default(60).describe("A query that takes longer is stopped."),
};

const usdPerGb = z.number().min(0).max(1_000).default(0.005).describe("US dollars per 10^9 bytes scanned.");

const local = z.strictObject({
  engine: z.literal("local"),
  folder: z.string().min(1).describe("Another embedded store's folder, from where the command runs."),
});

const lake = z.strictObject({
  engine: z.literal("lake"),
  ...aws,
  usdPerGb,
  deliveryS3Uri: bucketUri(1_024).optional().describe("Where Lake also puts each result, signed. Left out: nowhere."),
  cloudwatchEndpoint: endpointUrl.optional().describe("Another address of CloudWatch, as of a VPC endpoint."),
  s3Endpoint: endpointUrl.optional().describe("Another address of S3, as of a VPC endpoint."),
  sources: sources(
    z.strictObject({
      eventDataStores: z.array(eventDataStore).min(1).max(10).describe("By id or ARN."),
      holds: holds.optional(),
    }),
  ),
});

const athena = z.strictObject({
  engine: z.literal("athena"),
  ...aws,
  usdPerTb: z.number().min(0).max(100_000).default(5).describe("US dollars per 10^12 bytes scanned."),
  workgroup: awsName(128).default("primary"),
  outputLocation: bucketUri(1_024).optional().describe("Left out: the workgroup's."),
  expectedBucketOwner: accountId.optional().describe("The account that must own the bucket of the output."),
  bytesScannedCutoff: z
    .int()
    .min(10_000_000)
    .optional()
    .describe("A query that scans more is stopped; what it has scanned by then is paid for."),
  dynamodbEndpoint: endpointUrl.optional().describe("Another address of DynamoDB, as of a VPC endpoint."),
  resultReuseMinutes: z
    .int()
    .min(0)
    .max(10_080)
    .default(0)
    .describe("Take the result of the same statement if it is no older; such an answer says that it may be stale."),
  sources: sources(
    z.discriminatedUnion("shape", [
      z
        .strictObject({
          shape: z.literal("raw"),
          table: athenaTable,
          datePartition: awsName(255)
            .nullable()
            .default(null)
            .describe("The projected partition of the delivery date."),
          pinned: z
            .record(awsName(255), z.array(z.string().min(1)).min(1))
            .optional()
            .describe("Injected partitions, with the values to ask for."),
          holds: holds.optional(),
        })
        .describe("Files as AWS delivers them."),
      z
        .strictObject({
          shape: z.literal("store"),
          fresh: athenaTable,
          archive: athenaTable.nullable().default(null),
          archivedThrough: hour.nullable().default(null).describe("The last ingest hour that the archive holds whole."),
          ledger: dynamoTable
            .optional()
            .describe("The ingest ledger's table: it says for each query how far the archive goes."),
          holds: holds.optional(),
        })
        .refine(
          ({ archive, archivedThrough, ledger }) =>
            ledger === undefined || (archive !== null && archivedThrough === null),
          "`ledger` goes with `archive`, and in the place of `archivedThrough`",
        )
        .describe("Trailkeep's own tables on S3."),
    ]),
  ),
});

const insights = z.strictObject({
  engine: z.literal("insights"),
  ...aws,
  usdPerGb,
  logGroupClass: z.enum(["STANDARD", "INFREQUENT_ACCESS"]).default("STANDARD"),
  skewMinutes: z
    .number()
    .min(0)
    .max(1_440)
    .default(15)
    .describe("How far a log event's timestamp may lie from the record's own time."),
  jsonNull: z
    .enum(["missing", "present"])
    .default("missing")
    .describe("Whether the service takes a field whose JSON value is null for one that is there: AWS does not say."),
  sources: sources(
    z
      .strictObject({
        logGroups: z.array(logGroup).max(50).default([]).describe("By name or ARN."),
        logGroupPrefixes: z.array(logGroupPrefix).max(5).default([]).describe("All groups whose name begins so."),
        holds: holds.optional(),
      })
      .refine(
        ({ logGroups, logGroupPrefixes }) => logGroups.length + logGroupPrefixes.length > 0,
        "name log groups, or prefixes of their names",
      ),
  ),
});

const fetched = z
  .strictObject({
    engine: z.literal("fetched"),
    region: aws.region,
    account: aws.account,
    assumeRole: aws.assumeRole,
    endpoint: endpointUrl.optional().describe("Another address of S3, as of a VPC endpoint."),
    dynamodbEndpoint: endpointUrl.optional().describe("Another address of DynamoDB, as of a VPC endpoint."),
    mayRepeat: aws.mayRepeat,
    maxRunning: aws.maxRunning,
    location: bucketUri(1_024).describe("The store's root, as ingest writes to it: `s3://bucket/prefix/`."),
    ledger: dynamoTable.describe("The ingest ledger's table: it says whether an archive holds what is not fetched."),
    cacheFolder: z.string().min(1).describe("Where copies of files go, from where the command runs."),
    cacheMegabytes: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(2_000)
      .describe("As much as the copies may take, 10^6 bytes."),
    sources: z
      .partialRecord(z.enum(localSourceNames), z.strictObject({ holds: holds.optional() }))
      .refine((all) => Object.keys(all).length > 0, "name at least one source"),
  })
  .describe("The embedded engine over the fresh files of a store on S3, fetched into a cache.");

/** Kinds of stores that retention is kept of in an account and Region. */
export const placeKinds = ["log_group", "event_data_store", "s3_bucket", "athena_results", "s3_store"] as const;

const s3Store = z
  .strictObject({
    location: bucketUri(1_024).describe("The store's root, as ingest writes to it: `s3://bucket/prefix/`."),
    database: awsName(255).describe("The database of its tables, which have the names that `trailkeep ddl` gives."),
    workgroup: awsName(128).default("primary").describe("The workgroup that statements run in."),
    ledger: dynamoTable.describe("The ingest ledger's table."),
    sources: z
      .array(z.enum(localSourceNames))
      .min(1)
      .default([...localSourceNames])
      .describe("Sources that have an archive. Left out: all."),
  })
  .describe("A store that ingest keeps on S3.");

const retentionPlace = z
  .strictObject({
    account: accountId.describe("The account whose stores are looked at."),
    region: aws.region,
    assumeRole: aws.assumeRole,
    endpoint: aws.endpoint,
    s3Endpoint: endpointUrl.optional().describe("Another address of S3, as of a VPC endpoint."),
    kinds: z.array(z.enum(placeKinds)).min(1).optional().describe("Kinds of stores to look at. Left out: all."),
    buckets: z
      .array(bucketName)
      .min(1)
      .optional()
      .describe("Buckets to look at. Left out: all of the account in the Region."),
    s3Stores: z.array(s3Store).min(1).optional().describe("Trailkeep's own stores on S3. Left out: none."),
    dynamodbEndpoint: endpointUrl.optional().describe("Another address of DynamoDB, as of a VPC endpoint."),
  })
  .refine(({ kinds, s3Stores }) => s3Stores === undefined || kinds?.includes("s3_store") !== false, {
    message: "they are looked at only if `kinds` names `s3_store` too",
    path: ["s3Stores"],
  })
  .refine(({ kinds, s3Stores }) => s3Stores !== undefined || kinds?.includes("s3_store") !== true, {
    message: "`s3_store` needs `s3Stores`, which say where the stores are",
    path: ["kinds"],
  })
  .describe("An account and Region whose retention is planned and enforced.");

export const storeSchema = z.discriminatedUnion("engine", [local, lake, athena, insights, fetched]);

/** The one schema of the stores file. Unknown keys are refused. */
export const storesSchema = z
  .strictObject({
    $schema: z.string().optional().describe("For editors; not read."),
    stores: z
      .record(storeName, storeSchema)
      .default({})
      .describe("Stores by name, in the order in which equals are preferred."),
    retention: z.array(retentionPlace).default([]).describe("Where retention is kept beside the embedded store."),
  })
  .refine(({ stores, retention }) => Object.keys(stores).length + retention.length > 0, "declare at least one store");

export type StoresConfig = z.infer<typeof storesSchema>;
export type RetentionPlace = z.infer<typeof retentionPlace>;
export type StoreConfig = z.infer<typeof storeSchema>;
export type LocalConfig = z.infer<typeof local>;
export type LakeConfig = z.infer<typeof lake>;
export type AthenaConfig = z.infer<typeof athena>;
export type InsightsConfig = z.infer<typeof insights>;
export type FetchedConfig = z.infer<typeof fetched>;
/** A store in AWS that runs queries itself, of whatever engine. */
export type AwsConfig = LakeConfig | AthenaConfig | InsightsConfig;
export type Holds = z.infer<typeof holds>;

/** What a store says that it holds of each of its sources. */
export function holdsOf(config: AwsConfig | FetchedConfig): ReadonlyMap<KeptSourceName, Holds | undefined> {
  return new Map(
    keptSourceNames.flatMap((name) => {
      const sources: Partial<Record<KeptSourceName, { readonly holds?: Holds | undefined }>> = config.sources;
      const place = sources[name];
      return place === undefined ? [] : [[name, place.holds] as const];
    }),
  );
}

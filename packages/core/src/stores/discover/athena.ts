import { paginateListDatabases, paginateListTableMetadata, type TableMetadata } from "@aws-sdk/client-athena";
import type { SourceName } from "../../catalog/index.ts";
import { type AwsPlace, athenaClient } from "../../engine/aws.ts";
import type { Draft } from "./draft.ts";

const catalog = "AwsDataCatalog";

/** Columns that no table of other logs has together. */
const marks = {
  cloudtrail: ["eventtime", "eventsource", "eventname", "useridentity", "recipientaccountid"],
  s3_access: ["bucketowner", "requester", "requestid", "operation", "turnaroundtime"],
} as const satisfies Partial<Record<SourceName, readonly string[]>>;

/** Tables of the Glue Data Catalog that look like CloudTrail or S3 access logs as AWS delivers them. */
export async function discoverAthena(place: AwsPlace): Promise<Draft> {
  const client = await athenaClient(place);
  const sources: Partial<Record<SourceName, Readonly<Record<string, unknown>>>> = {};
  const notes: string[] = [];
  try {
    for await (const { DatabaseList = [] } of paginateListDatabases({ client }, { CatalogName: catalog })) {
      for (const { Name: database = "" } of DatabaseList) {
        const input = { CatalogName: catalog, DatabaseName: database };
        for await (const { TableMetadataList = [] } of paginateListTableMetadata({ client }, input)) {
          for (const table of TableMetadataList) note(table, database, sources, notes);
        }
      }
    }
  } finally {
    client.destroy();
  }
  const found = Object.keys(sources).length > 0;
  return { store: found ? { engine: "athena", region: place.region, sources } : null, notes };
}

function note(
  table: TableMetadata,
  database: string,
  sources: Partial<Record<SourceName, Readonly<Record<string, unknown>>>>,
  notes: string[],
): void {
  const source = sourceOf(table);
  if (source === undefined) return;
  const name = `${database}.${table.Name}`;
  if (sources[source] !== undefined) {
    notes.push(`table ${name}: left out, because another holds ${source} already`);
    return;
  }
  const pinned = pinnedOf(table);
  if (pinned.open.length > 0) notes.push(`table ${name}: say the values of ${pinned.open.join(", ")} under \`pinned\``);
  sources[source] = {
    shape: "raw",
    table: { database, table: table.Name },
    datePartition: datePartition(table),
    ...(Object.keys(pinned.known).length === 0 ? {} : { pinned: pinned.known }),
  };
}

function sourceOf({ Columns = [] }: TableMetadata): keyof typeof marks | undefined {
  const names = new Set(Columns.map(({ Name = "" }) => Name.toLowerCase()));
  if (marks.cloudtrail.every((mark) => names.has(mark))) return "cloudtrail";
  return marks.s3_access.every((mark) => names.has(mark)) ? "s3_access" : undefined;
}

/** The partition projected by date. @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
function datePartition(table: TableMetadata): string | null {
  return keysOf(table).find((key) => projection(table, key, "type") === "date") ?? null;
}

/** Other projected partitions: what is enumerated is asked for whole, what is injected has to be said. */
function pinnedOf(table: TableMetadata) {
  const known: Record<string, readonly string[]> = {};
  const open: string[] = [];
  for (const key of keysOf(table)) {
    const values = projection(table, key, "values");
    if (projection(table, key, "type") === "injected") open.push(key);
    else if (values !== undefined) known[key] = values.split(",").map((value) => value.trim());
  }
  return { known, open };
}

function keysOf({ PartitionKeys = [] }: TableMetadata): readonly string[] {
  return PartitionKeys.map(({ Name = "" }) => Name);
}

function projection({ Parameters = {} }: TableMetadata, key: string, what: string): string | undefined {
  return Parameters[`projection.${key}.${what}`];
}

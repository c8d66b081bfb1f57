import type { TableMetadata } from "@aws-sdk/client-athena";
import type { KeptSourceName } from "../../catalog/index.ts";

/** Columns that no table of other logs has together. */
const marks = {
  cloudtrail: ["eventtime", "eventsource", "eventname", "useridentity", "recipientaccountid"],
  s3_access: ["bucketowner", "requester", "requestid", "operation", "turnaroundtime"],
} as const satisfies Partial<Record<KeptSourceName, readonly string[]>>;

/** The source whose logs a table seems to be over, as AWS delivers them. */
export function rawSourceOf({ Columns = [] }: TableMetadata): keyof typeof marks | undefined {
  const names = new Set(Columns.map(({ Name = "" }) => Name.toLowerCase()));
  if (marks.cloudtrail.every((mark) => names.has(mark))) return "cloudtrail";
  return marks.s3_access.every((mark) => names.has(mark)) ? "s3_access" : undefined;
}

/** How the stores file declares it, and the partitions whose values a person has to say. */
export function rawPlace(table: TableMetadata, database: string) {
  const { known, open } = pinnedOf(table);
  const place = {
    shape: "raw",
    table: { database, table: table.Name },
    datePartition: datePartition(table),
    ...(Object.keys(known).length === 0 ? {} : { pinned: known }),
  };
  return { place, open };
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

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import type { Account } from "./account.ts";

/** A row of the store, as far as identity goes. */
export interface FoundRow {
  readonly source: string;
  readonly hour: string;
  readonly object: string;
  readonly id: string;
}

const entrySchema = z.looseObject({
  bucket: z.string(),
  key: z.string(),
  state: z.string(),
  ingestHour: z.string().nullable().optional(),
  reason: z.string().nullable(),
  recordsRead: z.number().default(0),
  recordsWritten: z.number().default(0),
  recordsRepeated: z.number().default(0),
  recordsQuarantined: z.number().default(0),
  recordsExpired: z.number().default(0),
  quarantine: z.string().nullable().default(null),
});
export type FoundEntry = z.infer<typeof entrySchema>;

export interface Observed {
  readonly rows: readonly FoundRow[];
  readonly entries: readonly FoundEntry[];
  /** Objects under way, over all hours. */
  readonly open: number;
  /** The sums of all days, by name. */
  readonly sums: Readonly<Record<string, number>>;
  /** Keys below the store's `quarantine/`, with their bytes. */
  readonly quarantine: ReadonlyMap<string, Buffer>;
}

/** All that stands in an account's store and ledger. */
export async function observe(account: Account): Promise<Observed> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-observe-"));
  try {
    const files = await fetchAll(account, folder);
    const items = await scan(account);
    const hours = items.filter(({ pk }) => String(pk).startsWith("hour#"));
    return {
      rows: await rowsOf(files.filter((file) => file.endsWith(".parquet")).map((file) => join(folder, file))),
      entries: entriesIn(items),
      open: hours.reduce((sum, item) => sum + Number(item["open"] ?? 0), 0),
      sums: added(items.filter(({ pk }) => String(pk).startsWith("sum#"))),
      quarantine: await quarantineOf(account, files),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The ledger's entries. */
export async function entriesOf(account: Account): Promise<readonly FoundEntry[]> {
  return entriesIn(await scan(account));
}

function entriesIn(items: readonly Record<string, unknown>[]): readonly FoundEntry[] {
  return items.filter(({ pk }) => String(pk).startsWith("object#")).map((item) => entrySchema.parse(item));
}

/** Brings the store's files into a folder, by their keys. */
export async function fetchAll({ s3, store }: Account, folder: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: store })) {
    for (const { Key = "" } of page.Contents ?? []) keys.push(Key);
  }
  for (const key of keys.filter((one) => one.endsWith(".parquet"))) {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: store, Key: key }));
    writeFileSync(path, (await Body?.transformToByteArray()) ?? "");
  }
  return keys;
}

async function quarantineOf({ s3, store }: Account, keys: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const key of keys.filter((one) => one.includes("quarantine/"))) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: store, Key: key }));
    found.set(`s3://${store}/${key}`, Buffer.from((await Body?.transformToByteArray()) ?? ""));
  }
  return found;
}

async function scan({ dynamo, table }: Account): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let start: Record<string, unknown> | undefined; ; ) {
    const page = await dynamo.client.send(
      new ScanCommand({ TableName: table, ExclusiveStartKey: start, ConsistentRead: true }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
    if (start === undefined) return items;
  }
}

function added(items: readonly Record<string, unknown>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      if (typeof value === "number" && name !== "lastTakenMs") sums[name] = (sums[name] ?? 0) + value;
    }
  }
  return sums;
}

const rowSchema = z.object({ path: z.string(), object: z.string(), id: z.string() });

async function rowsOf(paths: readonly string[]): Promise<readonly FoundRow[]> {
  if (paths.length === 0) return [];
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const rows: FoundRow[] = [];
    for (const source of ["cloudtrail", "cloudtrail_insights", "s3_access"]) {
      const own = paths.filter((path) => path.includes(`/${source}/ingest_hour=`));
      if (own.length === 0) continue;
      const list = own.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ");
      const id = source === "s3_access" ? "request_id" : "event_id";
      const sql = `SELECT filename AS path, input_object AS object, ${id} AS id FROM read_parquet([${list}], filename = true, hive_partitioning = false)`;
      for (const row of (await connection.runAndReadAll(sql)).getRowObjectsJS()) {
        const { path, object, id: found } = rowSchema.parse(row);
        rows.push({ source, object, id: found, hour: /ingest_hour=([^/]+)\//.exec(path)?.[1] ?? "" });
      }
    }
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

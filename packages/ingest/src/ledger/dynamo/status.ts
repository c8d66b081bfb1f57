import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import { addRecords, noRecords, type RecordCounts } from "@trailkeep/core/store";
import { z } from "zod";
import { type ArchiveStatus, readArchiveStatus } from "../../archive/status.ts";
import type { Dynamo } from "../../aws.ts";
import { lagPercentile } from "../lag.ts";
import type { EntryState } from "../ledger.ts";
import { hourKey, shards, sumKey } from "./keys.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const openHoursBack = 48;

/** What was taken of a source and account; `-` where it is not known. */
export interface LedgerSum {
  readonly source: string;
  readonly account: string;
  readonly objects: Readonly<Record<Exclude<EntryState, "claimed" | "failed">, number>>;
  readonly records: RecordCounts;
  readonly bytes: { readonly read: number; readonly written: number };
  readonly lastTakenMs: number;
  /** From the event to its row, milliseconds, within a quarter; null where nothing came live. */
  readonly lag: { readonly p50Ms: number | null; readonly p90Ms: number | null; readonly p99Ms: number | null };
}

export interface LedgerStatus {
  /** The first day (UTC, of taking) that is counted, `YYYY-MM-DD`. */
  readonly since: string;
  readonly sums: readonly LedgerSum[];
  /** Hours of the last two days with objects under way, oldest first: an hour may be moved when it has none. */
  readonly open: readonly { readonly ingestHour: string; readonly objects: number }[];
  /** Sources of which something is in the archive. */
  readonly archive: readonly ArchiveStatus[];
}

const count = z.number().default(0);
const sumItem = z.looseObject({
  sk: z.string(),
  lastTakenMs: z.number(),
  recordsRead: count,
  recordsWritten: count,
  recordsRepeated: count,
  recordsQuarantined: count,
  recordsExpired: count,
  bytesRead: count,
  bytesWritten: count,
  objects_done: count,
  objects_quarantined: count,
  objects_ignored: count,
  objects_gone: count,
});
type SumItem = z.infer<typeof sumItem>;

/** The sums of the last days, by source and account, and what is under way. */
export async function readLedgerStatus(dynamo: Dynamo, table: string, days: number): Promise<LedgerStatus> {
  // Any read tells the service's clock.
  const open = await openHours(dynamo, table);
  const since = new Date(dynamo.clock.nowMs() - (days - 1) * dayMs).toISOString().slice(0, 10);
  const items: SumItem[] = [];
  for (let shard = 0; shard < shards; shard++) {
    const { pk } = sumKey(since, shard, "", "");
    items.push(...(await query(dynamo, table, pk, since)).map((item) => sumItem.parse(item)));
  }
  const groups = new Map<string, SumItem[]>();
  for (const item of items) {
    const name = item.sk.slice(item.sk.indexOf("#") + 1);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  const sums = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => summed(name, group));
  return { since, sums, open, archive: await readArchiveStatus(dynamo, table, since) };
}

async function openHours(dynamo: Dynamo, table: string): Promise<LedgerStatus["open"]> {
  const nowMs = dynamo.clock.nowMs();
  const hours = Array.from({ length: openHoursBack + 1 }, (_, place) =>
    new Date(nowMs - (openHoursBack - place) * hourMs).toISOString().slice(0, 13),
  );
  const counted = await Promise.all(
    hours.map(async (ingestHour) => {
      const items = await query(dynamo, table, hourKey(ingestHour, 0).pk, "open#");
      return { ingestHour, objects: items.reduce((sum, item) => sum + Number(item["open"] ?? 0), 0) };
    }),
  );
  return counted.filter(({ objects }) => objects > 0);
}

async function query(
  { client }: Dynamo,
  table: string,
  pk: string,
  from: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const items: Readonly<Record<string, unknown>>[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk >= :from",
      ExpressionAttributeValues: { ":pk": pk, ":from": from },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}

function summed(name: string, items: readonly SumItem[]): LedgerSum {
  const [source = "-", account = "-"] = name.split("#");
  const total = (of: (item: SumItem) => number): number => items.reduce((sum, item) => sum + of(item), 0);
  const lags = new Map<number, number>();
  for (const [key, value] of items.flatMap((item) => Object.entries(item))) {
    const step = /^lag_(\d+)$/.exec(key)?.[1];
    if (step !== undefined) lags.set(Number(step), (lags.get(Number(step)) ?? 0) + Number(value));
  }
  return {
    source,
    account,
    objects: {
      done: total((item) => item.objects_done),
      quarantined: total((item) => item.objects_quarantined),
      ignored: total((item) => item.objects_ignored),
      gone: total((item) => item.objects_gone),
    },
    records: items.map(recordsOf).reduce(addRecords, noRecords),
    bytes: { read: total((item) => item.bytesRead), written: total((item) => item.bytesWritten) },
    lastTakenMs: Math.max(...items.map((item) => item.lastTakenMs)),
    lag: { p50Ms: lagPercentile(lags, 0.5), p90Ms: lagPercentile(lags, 0.9), p99Ms: lagPercentile(lags, 0.99) },
  };
}

function recordsOf(item: SumItem): RecordCounts {
  return {
    read: item.recordsRead,
    written: item.recordsWritten,
    repeated: item.recordsRepeated,
    quarantined: item.recordsQuarantined,
    expired: item.recordsExpired,
  };
}

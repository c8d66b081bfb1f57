import type { Outcome } from "../ledger.ts";
import { sumKey } from "./keys.ts";
import type { Write } from "./transact.ts";

/** What is not known of an object: its source where nothing was read, its account where the key does not say. */
const unknownPart = "-";

interface Summed {
  readonly outcome: Outcome;
  readonly nowMs: number;
  readonly shard: number;
  readonly account: string | null;
  /** Whether it is an object of its own: one that was replayed was counted when it was taken. */
  readonly isCounted?: boolean;
  /** Whether it was counted as damaged as a whole before. */
  readonly wasDamaged?: boolean;
}

/**
 * Adds a finished object to the sums of its day: one item a source that it had rows of, or one for an object without any.
 * What belongs to the object and to no source of it is in the first.
 */
export function sumWrites(
  table: string,
  { outcome, nowMs, shard, account, isCounted = true, wasDamaged = false }: Summed,
): readonly Write[] {
  const { records, bytes, state, sources } = outcome;
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const ofObject = {
    ...(isCounted ? { [`objects_${state}`]: 1 } : {}),
    ...(wasDamaged ? { objects_quarantined: -1 } : {}),
    recordsRead: records.read,
    recordsRepeated: records.repeated,
    recordsQuarantined: records.quarantined,
    recordsExpired: records.expired,
    bytesRead: bytes.read,
    bytesWritten: bytes.written,
  };
  const parts = sources.length === 0 ? [{ source: unknownPart, written: 0, lags: new Map<number, number>() }] : sources;
  return parts.map(({ source, written, lags }, place) => {
    const late = Object.fromEntries([...lags].map(([step, count]) => [`lag_${step}`, count]));
    const sums = { ...(place === 0 ? ofObject : {}), recordsWritten: written, ...late };
    const key = sumKey(day, shard, source, account ?? unknownPart);
    return { Update: { TableName: table, Key: key, ...adding(sums, nowMs) } };
  });
}

function adding(sums: Readonly<Record<string, number>>, nowMs: number) {
  const names = Object.keys(sums);
  return {
    UpdateExpression: `SET lastTakenMs = :now ADD ${names.map((name) => `#${name} :${name}`).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(sums).map(([name, sum]) => [`:${name}`, sum])),
      ":now": nowMs,
    },
  };
}

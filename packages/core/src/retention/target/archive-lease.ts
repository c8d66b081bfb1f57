import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { releaseLease, takeLease } from "../../archive/index.ts";
import type { SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import { ask } from "./ask.ts";
import type { TargetOptions } from "./target.ts";

/**
 * Longer than a statement of Athena may run: who is killed while it deletes leaves it at work.
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
const leaseMs = 35 * 60_000;

const lookEveryMs = 2_000;

export interface LeaseNeeds {
  readonly dynamo: DynamoDBClient;
  readonly ledger: string;
  /** How long to wait for whoever is at the archive, milliseconds. */
  readonly waitMs: number;
}

/**
 * Does something to a source's archive while no mover is at it.
 * @throws TrailkeepError store-busy, `cancelled` where the signal aborts
 */
export async function withArchive<T>(
  { dynamo, ledger, waitMs }: LeaseNeeds,
  source: SourceName,
  { signal }: TargetOptions,
  work: () => Promise<T>,
): Promise<T> {
  const terms = { table: ledger, source, token: randomUUID() };
  const asked = { permission: "dynamodb:UpdateItem", store: `${ledger}#${source}`, signal };
  const tried = async () => {
    const nowMs = Date.now();
    const command = new UpdateItemCommand(takeLease(terms, { nowMs, untilMs: nowMs + leaseMs }));
    return ask(asked, (options) => dynamo.send(command, options)).then(() => true, refused);
  };
  const endMs = Date.now() + waitMs;
  while (!(await tried())) {
    if (Date.now() > endMs) throw busy(source);
    // An abort shows at the next request.
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
  try {
    return await work();
  } finally {
    // Also where the signal has aborted: the mover need not wait for the lease's end.
    await dynamo.send(new UpdateItemCommand(releaseLease(terms))).catch(() => undefined);
  }
}

function refused(error: unknown): false {
  if (error instanceof TrailkeepError && error.cause instanceof ConditionalCheckFailedException) return false;
  throw error;
}

function busy(source: SourceName): TrailkeepError {
  const message = `the archive of ${source} is being worked on by another process`;
  return new TrailkeepError("store-busy", { message, hint: "the mover ends within a quarter of an hour; apply again" });
}

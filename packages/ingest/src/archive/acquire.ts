import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { takeLease } from "@trailkeep/core/archive";
import type { SourceName } from "@trailkeep/core/catalog";
import type { Dynamo } from "../aws.ts";
import { serviceNowMs } from "../ledger/dynamo/service-now.ts";
import { ArchiveLease } from "./lease.ts";

/** @returns null while another mover is at it, and has not run out of time */
export async function acquireArchive(
  dynamo: Dynamo,
  { table, source, leaseMs }: { readonly table: string; readonly source: SourceName; readonly leaseMs: number },
): Promise<ArchiveLease | null> {
  const nowMs = await serviceNowMs(dynamo, table);
  const token = randomUUID();
  try {
    const { Attributes: item = {} } = await dynamo.client.send(
      new UpdateItemCommand(takeLease({ table, source, token }, { nowMs, untilMs: nowMs + leaseMs })),
    );
    return new ArchiveLease({ dynamo, table, source, token, item: unmarshall(item) });
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

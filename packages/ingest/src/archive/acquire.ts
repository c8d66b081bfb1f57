import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { archiveMarkKey } from "@trailkeep/core/archive";
import type { SourceName } from "@trailkeep/core/catalog";
import type { Dynamo } from "../aws.ts";
import { serviceNowMs } from "../ledger/dynamo/service-now.ts";
import { ArchiveLease } from "./lease.ts";

/** @returns null while another mover is at it, and has not run out of time */
export async function acquireArchive(
  dynamo: Dynamo,
  { table, source, leaseMs }: { readonly table: string; readonly source: SourceName; readonly leaseMs: number },
): Promise<ArchiveLease | null> {
  const Key = archiveMarkKey(source);
  const nowMs = await serviceNowMs(dynamo, table);
  const token = randomUUID();
  try {
    const { Attributes: item } = await dynamo.client.send(
      new UpdateCommand({
        TableName: table,
        Key,
        UpdateExpression: "SET leaseToken = :token, leaseUntilMs = :until",
        ConditionExpression: "attribute_not_exists(leaseToken) OR leaseUntilMs <= :now OR leaseToken = :token",
        ExpressionAttributeValues: { ":token": token, ":until": nowMs + leaseMs, ":now": nowMs },
        ReturnValues: "ALL_NEW",
      }),
    );
    return new ArchiveLease({ dynamo, table, source, token, item });
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

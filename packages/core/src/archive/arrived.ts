import type { AttributeValue, QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { objectPartition } from "./quarantine.ts";

/** Of an object's entry in the ledger, since when S3 has it; a delivery of a subscription is in no bucket. */
const entry = z.looseObject({ storedMs: z.object({ N: z.coerce.number() }).optional().catch(undefined) });

/** Asks the ledger for the entries of an object, one a version. */
export function queryArrivals(table: string, inputObject: string) {
  return {
    TableName: table,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: objectPartition(inputObject) } },
    ProjectionExpression: "storedMs",
  } satisfies QueryCommandInput;
}

/** When S3 first had the object, epoch milliseconds; null where no entry says it. */
export function readArrival(items: readonly Readonly<Record<string, AttributeValue>>[] = []): number | null {
  const times = items.flatMap((item) => entry.parse(item).storedMs?.N ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

import { setTimeout as sleep } from "node:timers/promises";
import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { TrailkeepError } from "@trailkeep/core/error";
import type { Key } from "./keys.ts";

const attempts = 8;
const firstPauseMs = 50;

/**
 * Items by their keys, in no order. What the service leaves out, as it does when it is asked too much, is asked for again.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const items: Readonly<Record<string, unknown>>[] = [];
  let left: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  for (let attempt = 1; left.length > 0; attempt++) {
    const request = { [table]: { Keys: left, ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: request }));
    items.push(...(Responses?.[table] ?? []));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length === 0) break;
    if (attempt === attempts)
      throw new TrailkeepError("too-many", { message: "the ledger is asked too much", at: table });
    await sleep(Math.random() * firstPauseMs * 2 ** attempt);
  }
  return items;
}

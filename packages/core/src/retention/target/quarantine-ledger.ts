import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { objectPartition } from "../../archive/index.ts";
import { TrailkeepError } from "../../error.ts";
import { ask } from "./ask.ts";
import type { TargetOptions } from "./target.ts";

const count = z.object({ N: z.coerce.number() }).default({ N: 0 });
const text = z.object({ S: z.string() });

/** Of a ledger's entry, what retention changes. */
const entry = z.object({
  pk: text,
  sk: text,
  quarantine: text.optional(),
  recordsQuarantined: count,
  recordsExpired: count,
  /** There while records of it are being replayed. */
  replay: z.unknown().optional(),
});

/** What is left of an object's quarantined records. */
export interface LeftQuarantined {
  readonly inputObject: string | null;
  readonly kept: number;
  /** Records that are to be taken out now. */
  readonly removed: number;
}

/**
 * Has the ledger count what is gone of a quarantine file (`s3://bucket/key`) as expired: of the records that it has counted as
 * quarantined so many are left. Says the same however often it is told.
 * @returns false where the entry was changed meanwhile
 */
export async function expireQuarantined(
  { dynamo, ledger }: { readonly dynamo: DynamoDBClient; readonly ledger: string },
  file: string,
  { inputObject, kept, removed }: LeftQuarantined,
  { signal }: TargetOptions,
): Promise<boolean> {
  if (inputObject === null) return true;
  const found = await entryOf(dynamo, ledger, { inputObject, file }, { signal });
  // Of an object that is still under way the ledger counts nothing yet.
  if (found === undefined) return true;
  // A replay that is under way goes first: until it ends, the file and the counts do not belong together.
  if (found.replay !== undefined && removed > 0) return false;
  const { recordsQuarantined: quarantined, recordsExpired: expired } = found;
  const gone = quarantined.N - kept;
  if (gone <= 0) return true;
  const number = (value: number): AttributeValue => ({ N: String(value) });
  const change = new UpdateItemCommand({
    TableName: ledger,
    Key: { pk: found.pk, sk: found.sk },
    UpdateExpression: `SET recordsQuarantined = :kept, recordsExpired = :expired${kept === 0 ? " REMOVE quarantine" : ""}`,
    ConditionExpression: "recordsQuarantined = :before AND attribute_not_exists(replay)",
    ExpressionAttributeValues: {
      ":kept": number(kept),
      ":expired": number(expired.N + gone),
      ":before": number(quarantined.N),
    },
  });
  try {
    await ask({ permission: "dynamodb:UpdateItem", store: ledger, signal }, (options) => dynamo.send(change, options));
    return true;
  } catch (error) {
    if (error instanceof TrailkeepError && error.cause instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function entryOf(
  dynamo: DynamoDBClient,
  ledger: string,
  { inputObject, file }: { readonly inputObject: string; readonly file: string },
  { signal }: TargetOptions,
) {
  return ask({ permission: "dynamodb:Query", store: ledger, signal }, async () => {
    const pages = paginateQuery(
      { client: dynamo },
      {
        TableName: ledger,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: objectPartition(inputObject) } },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      const found = Items.map((item) => entry.parse(item)).find(({ quarantine }) => quarantine?.S === file);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

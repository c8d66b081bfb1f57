import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { SourceName } from "../catalog/index.ts";
import { archiveMarkItemKey } from "./mark.ts";

/**
 * The right to change a source's archive, which one process at a time has. It stands in the item that says how far the archive
 * goes, and runs out by itself. What its holder does must be right also if another has taken over meanwhile: clocks may differ.
 */
export interface LeaseTerms {
  /** The ledger's table. */
  readonly table: string;
  readonly source: SourceName;
  /** Whose it is. */
  readonly token: string;
}

/** Takes the lease; DynamoDB answers `ConditionalCheckFailedException` while another has it. Times are epoch milliseconds. */
export function takeLease(
  { table, source, token }: LeaseTerms,
  { nowMs, untilMs }: { readonly nowMs: number; readonly untilMs: number },
): UpdateItemCommandInput {
  return {
    TableName: table,
    Key: archiveMarkItemKey(source),
    UpdateExpression: "SET leaseToken = :token, leaseUntilMs = :until",
    ConditionExpression: "attribute_not_exists(leaseToken) OR leaseUntilMs <= :now OR leaseToken = :token",
    ExpressionAttributeValues: {
      ":token": { S: token },
      ":until": { N: String(untilMs) },
      ":now": { N: String(nowMs) },
    },
    ReturnValues: "ALL_NEW",
  };
}

/** Ends it before its time, if it is still that token's. */
export function releaseLease({ table, source, token }: LeaseTerms): UpdateItemCommandInput {
  return {
    TableName: table,
    Key: archiveMarkItemKey(source),
    UpdateExpression: "SET leaseUntilMs = :none",
    ConditionExpression: "leaseToken = :token",
    ExpressionAttributeValues: { ":token": { S: token }, ":none": { N: "0" } },
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** `refused`: by write, what its condition found instead (null where its condition held, or where no item was found). */
export type Transacted =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] };

export interface Refusal {
  readonly isRefused: boolean;
  readonly found: Readonly<Record<string, unknown>> | null;
}

const attempts = 12;
const firstPauseMs = 10;
const longestPauseMs = 1_000;

/** What another transaction, or too little throughput, kept from being done: it may be done a moment later. */
const passing = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/**
 * Writes all or nothing. What is in another transaction's way is tried again, which the SDK leaves to its callers.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export async function transact(client: DynamoDBDocumentClient, writes: readonly Write[]): Promise<Transacted> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return { kind: "done" };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const refusals = reasons.map(({ Code, Item }) => ({
        isRefused: Code === "ConditionalCheckFailed",
        found: Item === undefined ? null : unmarshall(Item),
      }));
      if (refusals.some(({ isRefused }) => isRefused)) return { kind: "refused", refusals };
      if (attempt === attempts || !reasons.some(({ Code }) => passing.has(Code ?? ""))) throw error;
      await sleep(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt));
    }
  }
}

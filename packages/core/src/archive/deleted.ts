import type { AttributeValue, PutItemCommandInput, QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import type { SourceName } from "../catalog/index.ts";
import type { Deleted } from "../engine/types.ts";
import { archiveMarkKey } from "./mark.ts";

// Days of an archive that retention deleted, as the ledger's table tells them to whoever asks for the range.

const item = z
  .object({
    sk: z.object({ S: z.string() }),
    rows: z.object({ N: z.coerce.number() }),
    policies: z.object({ L: z.array(z.object({ S: z.string() })) }),
  })
  .transform(
    ({ sk, rows, policies }): Deleted => ({
      day: sk.S.slice(dayKey("").length),
      rows: rows.N,
      policies: policies.L.map(({ S }) => S),
    }),
  );

/** Puts a day on record; one that was on record before, since records of it came late, is replaced. */
export function putDeletedDay(table: string, source: SourceName, { day, rows, policies }: Deleted) {
  return {
    TableName: table,
    Item: {
      pk: { S: archiveMarkKey(source).pk },
      sk: { S: dayKey(day) },
      rows: { N: String(rows) },
      policies: { L: policies.map((S) => ({ S })) },
    },
  } satisfies PutItemCommandInput;
}

/** Asks for the days from one to another, both included; null is no bound. */
export function queryDeletedDays(
  table: string,
  source: SourceName,
  { from, through }: { readonly from: string | null; readonly through: string | null },
) {
  return {
    TableName: table,
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :through",
    ExpressionAttributeValues: {
      ":pk": { S: archiveMarkKey(source).pk },
      ":from": { S: dayKey(from ?? "") },
      ":through": { S: dayKey(through ?? "~") },
    },
  } satisfies QueryCommandInput;
}

/** A day as an item of the table tells it. */
export function readDeletedDay(found: Readonly<Record<string, AttributeValue>>): Deleted {
  return item.parse(found);
}

function dayKey(day: string): string {
  return `deleted#${day}`;
}

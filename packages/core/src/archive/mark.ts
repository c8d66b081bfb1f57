import type { AttributeValue, GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import type { SourceName } from "../catalog/index.ts";
import { hour } from "../stores/words.ts";

/** Where the ledger's table says how far a source's archive goes: an item, by keys that are text. */
export function archiveMarkKey(source: SourceName): { readonly pk: string; readonly sk: string } {
  return { pk: `archive#${source}`, sk: "mark" };
}

/** The same as DynamoDB's attribute values. */
export function archiveMarkItemKey(source: SourceName) {
  const { pk, sk } = archiveMarkKey(source);
  return { pk: { S: pk }, sk: { S: sk } };
}

/** Of the item, what others than the mover need. */
export const archiveMark = z.looseObject({
  /** The last ingest hour that the archive holds whole; null before the first is moved. */
  through: hour.nullable().default(null),
  /** The last hour whose fresh files are gone. */
  trimmedThrough: hour.nullable().default(null),
});

/** Asks for the item as it is now. */
export function getArchiveMark(table: string, source: SourceName) {
  return { TableName: table, Key: archiveMarkItemKey(source), ConsistentRead: true } satisfies GetItemCommandInput;
}

/** What the answer says; of no item that nothing was moved. */
export function readArchiveMark(item: Readonly<Record<string, AttributeValue>> | undefined) {
  const text = (name: string) => item?.[name]?.S ?? null;
  return archiveMark.parse({ through: text("through"), trimmedThrough: text("trimmedThrough") });
}

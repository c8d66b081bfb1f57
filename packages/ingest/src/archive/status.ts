import { GetCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { archiveMark, archiveMarkKey } from "@trailkeep/core/archive";
import { localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { z } from "zod";
import type { Dynamo } from "../aws.ts";
import { hourKey } from "./lease.ts";

/** How far a source's archive is, and what became of the hours since a day. */
export interface ArchiveStatus {
  readonly source: SourceName;
  /** The last ingest hour that the archive holds whole, `YYYY-MM-DDTHH`. */
  readonly through: string;
  /** Hours that were moved, and what they brought; `known`: records that the archive had already. */
  readonly hours: number;
  readonly records: { readonly moved: number; readonly known: number };
  readonly scannedBytes: number;
}

const movedItem = z.object({ moved: z.number(), known: z.number(), scannedBytes: z.number() });

/** Sources of which something was moved, with sums over the ingest hours from a day (`YYYY-MM-DD`) on. */
export async function readArchiveStatus(
  dynamo: Dynamo,
  table: string,
  since: string,
): Promise<readonly ArchiveStatus[]> {
  const all = await Promise.all(localSourceNames.map((source) => statusOf(dynamo, table, since, source)));
  return all.filter((status) => status !== null);
}

async function statusOf(
  { client }: Dynamo,
  TableName: string,
  since: string,
  source: SourceName,
): Promise<ArchiveStatus | null> {
  const Key = archiveMarkKey(source);
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const { through } = archiveMark.parse(Item ?? {});
  if (through === null) return null;
  const status = { source, through, hours: 0, records: { moved: 0, known: 0 }, scannedBytes: 0 };
  if (through < since) return status;
  const pages = paginateQuery(
    { client },
    {
      TableName,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :through",
      ExpressionAttributeValues: { ":pk": Key.pk, ":from": hourKey(since), ":through": hourKey(through) },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { moved, known, scannedBytes } = movedItem.parse(item);
      status.hours += 1;
      status.records.moved += moved;
      status.records.known += known;
      status.scannedBytes += scannedBytes;
    }
  }
  return status;
}

import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { archiveMark, archiveMarkKey } from "../../archive/mark.ts";
import { type SourceName, sourceNames } from "../../catalog/index.ts";
import type { StoreTables } from "../../dialect/target.ts";
import type { AthenaConfig } from "../../stores/schema.ts";
import { type AwsCredentials, dynamodbClient } from "../aws.ts";

/**
 * The tables whose archive is kept by a mover, for one statement: how far it is whole is asked of the ledger now. A move that
 * ends afterwards changes nothing for the statement, since fresh files outlive their move.
 * @throws what the SDK throws
 */
export async function markedTables(
  config: AthenaConfig,
  sources: Iterable<SourceName>,
  credentials: AwsCredentials | undefined,
): Promise<Partial<Record<SourceName, StoreTables>>> {
  const marked: Partial<Record<SourceName, StoreTables>> = {};
  const asked = new Set(sources);
  let client: DynamoDBClient | null = null;
  try {
    for (const source of sourceNames) {
      const place = config.sources[source];
      if (!asked.has(source) || place?.shape !== "store" || place.ledger === undefined) continue;
      client ??= await dynamodbClient({ ...config, endpoint: config.dynamodbEndpoint, credentials });
      const { shape, fresh, archive } = place;
      marked[source] = { shape, fresh, archive, archivedThrough: await readMark(client, place.ledger, source) };
    }
    return marked;
  } finally {
    client?.destroy();
  }
}

async function readMark(client: DynamoDBClient, table: string, source: SourceName): Promise<string | null> {
  const { GetItemCommand } = await import("@aws-sdk/client-dynamodb");
  const { pk, sk } = archiveMarkKey(source);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
  );
  return archiveMark.parse({ through: Item?.["through"]?.S ?? null }).through;
}

import { type AthenaClient, GetTableMetadataCommand, GetWorkGroupCommand } from "@aws-sdk/client-athena";
import { type AwsPlace, athenaClient } from "../../engine/aws.ts";
import type { AthenaConfig } from "../schema.ts";

/** The workgroup, and each table. */
export async function checkAthena({ sources, workgroup }: AthenaConfig, place: AwsPlace): Promise<readonly string[]> {
  const client = await athenaClient(place);
  try {
    const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: workgroup }));
    const found = [`workgroup ${workgroup}, ${WorkGroup?.State ?? "state unknown"}`];
    for (const [source, place] of Object.entries(sources)) {
      const tables = place.shape === "raw" ? [place.table] : [place.fresh, place.archive];
      for (const table of tables) if (table !== null) found.push(`${source}: ${await tableOf(client, table)}`);
    }
    return found;
  } finally {
    client.destroy();
  }
}

interface Table {
  readonly catalog?: string | undefined;
  readonly database: string;
  readonly table: string;
}

async function tableOf(client: AthenaClient, { catalog = "AwsDataCatalog", database, table }: Table): Promise<string> {
  const input = { CatalogName: catalog, DatabaseName: database, TableName: table };
  const { TableMetadata } = await client.send(new GetTableMetadataCommand(input));
  return `table ${database}.${table}, ${TableMetadata?.Columns?.length ?? 0} columns`;
}

import { type AthenaClient, GetTableMetadataCommand } from "@aws-sdk/client-athena";
import type { AthenaTable } from "../../dialect/target.ts";
import { type StorePart, unknownPart } from "../coverage/part.ts";
import { storeFailure } from "../remote/failure.ts";

/** What Athena says of tables: whether they are there. How long their files stay is S3's affair, and not known here. */
export function athenaParts(tables: readonly AthenaTable[], client: AthenaClient): Promise<readonly StorePart[]> {
  return Promise.all(tables.map((table) => partOf(table, client)));
}

async function partOf({ catalog, database, table }: AthenaTable, client: AthenaClient): Promise<StorePart> {
  const name = `${database}.${table}`;
  const input = { CatalogName: catalog ?? "AwsDataCatalog", DatabaseName: database, TableName: table };
  try {
    const { TableMetadata } = await client.send(new GetTableMetadataCommand(input));
    const createdAtMs = TableMetadata?.CreateTime?.getTime() ?? null;
    return { ...unknownPart(name), state: TableMetadata?.TableType ?? null, createdAtMs };
  } catch (error) {
    return unknownPart(name, storeFailure(error, "Athena").message);
  }
}

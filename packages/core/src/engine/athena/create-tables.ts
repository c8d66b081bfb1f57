import { type AthenaClient, GetDatabaseCommand, GetTableMetadataCommand } from "@aws-sdk/client-athena";
import { databaseDdl, type TableStatement } from "../../dialect/ddl/index.ts";
import type { AthenaConfig } from "../../stores/schema.ts";
import { runStatement } from "./run-statement.ts";

/** What was asked for, and whether it was there already. */
export interface CreatedTables {
  readonly database: { readonly name: string; readonly state: Existence };
  readonly tables: readonly {
    readonly name: string;
    readonly state: Existence;
    /** Columns that a table that was there lacks of those that the statement has. */
    readonly missingColumns: readonly string[];
  }[];
}

type Existence = "created" | "existing";

export interface TablesToCreate {
  readonly database: string;
  readonly tables: readonly TableStatement[];
}

const catalog = "AwsDataCatalog";

/**
 * Makes a database and tables where there are none yet, one after the other; what is there is left as it is. Run again after
 * a failure, it goes on where that was.
 * @throws TrailkeepError store-failed and what else Athena says; the signal's reason when it aborts
 */
export async function createTables(
  client: AthenaClient,
  config: AthenaConfig,
  { database, tables }: TablesToCreate,
  signal: AbortSignal,
): Promise<CreatedTables> {
  const run = (text: string) => runStatement(client, config, { text }, signal);
  const isThere = await databaseIsThere(client, database);
  if (!isThere) await run(databaseDdl(database));
  const made: CreatedTables["tables"][number][] = [];
  for (const { table, columns, text } of tables) {
    const before = await columnsOf(client, database, table);
    if (before === null) await run(text);
    const missingColumns = before === null ? [] : columns.filter((name) => !before.has(name));
    made.push({ name: table, state: before === null ? "created" : "existing", missingColumns });
  }
  return { database: { name: database, state: isThere ? "existing" : "created" }, tables: made };
}

async function databaseIsThere(client: AthenaClient, name: string): Promise<boolean> {
  const found = await foundOrNull(client.send(new GetDatabaseCommand({ CatalogName: catalog, DatabaseName: name })));
  return found !== null;
}

/** Null where there is no such table. */
async function columnsOf(client: AthenaClient, database: string, table: string): Promise<ReadonlySet<string> | null> {
  const input = { CatalogName: catalog, DatabaseName: database, TableName: table };
  const found = await foundOrNull(client.send(new GetTableMetadataCommand(input)));
  if (found === null) return null;
  return new Set((found.TableMetadata?.Columns ?? []).map(({ Name = "" }) => Name.toLowerCase()));
}

/** What is not there, Athena tells as an error of Glue's, by its text. @see https://docs.aws.amazon.com/athena/latest/APIReference/API_GetTableMetadata.html */
async function foundOrNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && error.name === "MetadataException" && /not found/i.test(error.message)) return null;
    throw error;
  }
}

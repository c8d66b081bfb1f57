import { randomBytes } from "node:crypto";
import type { TrinoClient } from "./client.ts";

/** A schema of `awsdatacatalog` of a test file's own. */
export interface Schema {
  readonly name: string;
  drop(): Promise<void>;
}

/** Makes a schema; several runs may share one Trino, so its name is new. */
export async function freshSchema(client: TrinoClient, prefix: string): Promise<Schema> {
  const name = `${prefix}_${randomBytes(4).toString("hex")}`;
  await client.query(`CREATE SCHEMA awsdatacatalog.${name}`);
  return { name, drop: () => dropSchema(client, name) };
}

/** CASCADE of the Hive connector stops at Iceberg tables: each goes by itself, through the connector that it is of. */
async function dropSchema(client: TrinoClient, name: string): Promise<void> {
  const { rows } = await client.query(`SHOW TABLES FROM awsdatacatalog.${name}`);
  for (const [table] of rows) {
    const quoted = `awsdatacatalog.${name}."${String(table)}"`;
    try {
      await client.query(`DROP TABLE ${quoted}`);
    } catch {
      await client.query(`DROP VIEW ${quoted}`);
    }
  }
  await client.query(`DROP SCHEMA awsdatacatalog.${name}`);
}

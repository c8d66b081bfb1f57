import type { TrinoClient } from "../../rigs/trino/client.ts";
import { AwsError } from "../service.ts";

/** A table as Athena's ListTableMetadata and GetTableMetadata tell of it. */
export interface TableMetadata {
  readonly Name: string;
  readonly TableType: string;
  readonly Columns: readonly NamedType[];
  readonly PartitionKeys: readonly NamedType[];
  readonly Parameters: Readonly<Record<string, string>>;
}

interface NamedType {
  readonly Name: string;
  readonly Type: string;
}

/** What was said when a table was created and Trino does not keep: by `database.table`. */
export type Declared = ReadonlyMap<string, TableMetadata>;

const hidden = new Set(["information_schema", "default"]);

/** The databases and tables of the catalog; names that begin with two underscores are the endpoint's own. */
export class Metadata {
  readonly #trino: TrinoClient;
  readonly #declared: Declared;

  constructor(trino: TrinoClient, declared: Declared) {
    this.#trino = trino;
    this.#declared = declared;
  }

  async databases(): Promise<readonly string[]> {
    const { rows } = await this.#trino.query("SHOW SCHEMAS FROM awsdatacatalog");
    return rows.map(([name]) => String(name)).filter((name) => !hidden.has(name));
  }

  async tables(database: string): Promise<readonly TableMetadata[]> {
    await this.#check(database);
    const { rows } = await this.#trino.query(
      `SELECT table_name FROM awsdatacatalog.information_schema.tables WHERE table_schema = ${quoted(database)} ORDER BY 1`,
    );
    const names = rows.map(([name]) => String(name)).filter((name) => !name.startsWith("__"));
    return Promise.all(names.map((name) => this.table(database, name)));
  }

  async table(database: string, table: string): Promise<TableMetadata> {
    await this.#check(database);
    const declared = this.#declared.get(`${database}.${table}`.toLowerCase());
    if (declared !== undefined) return declared;
    const { rows } = await this.#trino.query(
      `SELECT column_name, data_type FROM awsdatacatalog.information_schema.columns
        WHERE table_schema = ${quoted(database)} AND table_name = ${quoted(table.toLowerCase())} ORDER BY ordinal_position`,
    );
    if (rows.length === 0) throw missing(`EntityNotFoundException: Table ${table} not found.`);
    const columns = rows.map(([name, type]) => ({ Name: String(name), Type: String(type) }));
    return { Name: table, TableType: "EXTERNAL_TABLE", Columns: columns, PartitionKeys: [], Parameters: {} };
  }

  async #check(database: string): Promise<void> {
    if (!(await this.databases()).includes(database.toLowerCase())) {
      throw missing(`EntityNotFoundException: Database ${database} not found.`);
    }
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function missing(message: string): AwsError {
  return new AwsError("MetadataException", message);
}

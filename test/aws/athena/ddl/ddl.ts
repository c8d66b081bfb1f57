import type { TrinoClient } from "../../../rigs/trino/client.ts";
import { readCreateTable, readName, readProperties } from "./create-table.ts";
import type { Places } from "./place.ts";
import { quoted } from "./projection.ts";
import { named, Tables } from "./tables.ts";
import { Words } from "./words.ts";

/** Does what a statement says. */
export type Deed = () => Promise<void>;

/** How long VACUUM keeps snapshots unless the table says otherwise: five days. */
const snapshotAgeSeconds = "432000";

/** Athena's DDL by what Trino has for it. @see https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html */
export class Ddl {
  readonly tables: Tables;
  readonly #trino: TrinoClient;
  readonly #places: Places;

  constructor(trino: TrinoClient, places: Places) {
    this.#trino = trino;
    this.#places = places;
    this.tables = new Tables(trino, places);
  }

  /**
   * The deed of a statement; null where Trino takes the statement as it is.
   * @throws {DdlError} where the grammar is broken
   */
  read(statement: string, database: string): Deed | null {
    const words = new Words(statement);
    if (words.skip("CREATE", "DATABASE") || words.skip("CREATE", "SCHEMA")) return this.#createDatabase(words);
    if (words.skip("DROP", "DATABASE") || words.skip("DROP", "SCHEMA")) return this.#dropDatabase(words);
    if (words.skip("CREATE")) {
      if (words.current.key !== "TABLE" && words.current.key !== "EXTERNAL") return null;
      const table = readCreateTable(words);
      return () => this.tables.create(table.database ?? database, table);
    }
    if (words.skip("DROP", "TABLE")) return this.#dropTable(words, database);
    if (words.skip("ALTER", "TABLE")) return this.#alter(words, database);
    if (words.skip("MSCK", "REPAIR", "TABLE")) return this.#repair(words, database);
    if (words.skip("OPTIMIZE")) return this.#optimize(words, database);
    if (words.skip("VACUUM")) return this.#vacuum(words, database);
    return null;
  }

  #createDatabase(words: Words): Deed {
    const exists = words.skip("IF", "NOT", "EXISTS") ? "IF NOT EXISTS " : "";
    const name = words.next("name").toLowerCase();
    if (words.skip("COMMENT")) words.next("string");
    if (words.skip("LOCATION")) words.next("string");
    if (words.skip("WITH", "DBPROPERTIES")) readProperties(words);
    words.end();
    return () => this.#run(`CREATE SCHEMA ${exists}awsdatacatalog."${name}"`);
  }

  #dropDatabase(words: Words): Deed {
    const exists = words.skip("IF", "EXISTS") ? "IF EXISTS " : "";
    const name = words.next("name").toLowerCase();
    const behind = words.skip("CASCADE") ? " CASCADE" : "";
    words.skip("RESTRICT");
    words.end();
    return () => this.#run(`DROP SCHEMA ${exists}awsdatacatalog."${name}"${behind}`);
  }

  #dropTable(words: Words, current: string): Deed {
    const ifExists = words.skip("IF", "EXISTS");
    const { database = null, name } = readName(words);
    words.end();
    return async () => {
      if (ifExists && this.tables.find(database ?? current, name) === undefined) return;
      await this.tables.drop(database ?? current, name);
    };
  }

  #alter(words: Words, current: string): Deed {
    const table = readName(words);
    const database = table.database ?? current;
    if (words.skip("SET", "TBLPROPERTIES")) {
      const properties = readProperties(words);
      words.end();
      return async () => this.tables.set(database, table.name, properties);
    }
    words.expect("ADD");
    const exists = words.skip("IF", "NOT", "EXISTS");
    const partitions: (readonly [Readonly<Record<string, string>>, string | null])[] = [];
    do {
      words.expect("PARTITION");
      const values = readPartition(words);
      partitions.push([values, words.skip("LOCATION") ? words.next("string") : null]);
    } while (words.current.key === "PARTITION");
    words.end();
    return async () => {
      for (const [values, location] of partitions) await this.#register(database, table.name, values, location, exists);
    };
  }

  async #register(
    database: string,
    name: string,
    values: Readonly<Record<string, string>>,
    location: string | null,
    ifNotExists: boolean,
  ): Promise<void> {
    const base = this.tables.find(database, name)?.location ?? "";
    const hivePath = Object.entries(values).map(([key, value]) => `${key}=${value}`);
    const uri = location ?? [base.replace(/\/+$/, ""), ...hivePath].join("/");
    this.#places.folder(uri);
    const list = (texts: readonly string[]) => `ARRAY[${texts.map(quoted).join(", ")}]`;
    const place = quoted(this.#places.location(uri));
    try {
      await this.#run(
        `CALL awsdatacatalog.system.register_partition(${quoted(database)}, ${quoted(name)}, ${list(Object.keys(values))}, ${list(Object.values(values))}, ${place})`,
      );
    } catch (error) {
      if (!ifNotExists || !/already registered/.test(String(error))) throw error;
    }
  }

  #repair(words: Words, current: string): Deed {
    const { database, name } = readName(words);
    words.end();
    return () =>
      this.#run(
        `CALL awsdatacatalog.system.sync_partition_metadata(${quoted(database ?? current)}, ${quoted(name)}, 'ADD')`,
      );
  }

  #optimize(words: Words, current: string): Deed {
    const { database, name } = readName(words);
    words.expect("REWRITE", "DATA", "USING", "BIN_PACK");
    const where =
      words.current.key === "WHERE" ? ` ${words.statement.slice(words.current.start).replace(/;\s*$/, "")}` : "";
    if (where === "") words.end();
    return () => this.#run(`ALTER TABLE iceberg.${named(database ?? current, name)} EXECUTE optimize${where}`);
  }

  #vacuum(words: Words, current: string): Deed {
    const { database, name } = readName(words);
    words.end();
    return async () => {
      const table = this.tables.find(database ?? current, name);
      const age = `${table?.properties["vacuum_max_snapshot_age_seconds"] ?? snapshotAgeSeconds}s`;
      for (const procedure of ["expire_snapshots", "remove_orphan_files"]) {
        const statement = `ALTER TABLE iceberg.${named(database ?? current, name)} EXECUTE ${procedure}(retention_threshold => '${age}')`;
        await this.#trino.query(statement, { session: { [`iceberg.${procedure}_min_retention`]: "0s" } });
      }
    };
  }

  async #run(statement: string): Promise<void> {
    await this.#trino.query(statement);
  }
}

/** `(name = 'value', ...)`. */
function readPartition(words: Words): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  words.expect("(");
  do {
    const name = words.next("name").toLowerCase();
    words.expect("=");
    values[name] = words.next("string");
  } while (words.skip(","));
  words.expect(")");
  return values;
}

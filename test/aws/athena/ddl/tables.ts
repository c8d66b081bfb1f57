import type { TrinoClient } from "../../../rigs/trino/client.ts";
import type { TableMetadata } from "../metadata.ts";
import { CloudTrailFiles } from "./cloudtrail-files.ts";
import type { HiveColumn, HiveTable } from "./create-table.ts";
import type { Places } from "./place.ts";
import { columnProjection, isProjected, quoted } from "./projection.ts";
import { hiveText, jsonShapes, trinoType } from "./type.ts";
import { DdlError } from "./words.ts";

const serdes: Readonly<Record<string, string>> = {
  "org.apache.hive.hcatalog.data.JsonSerDe": "JSON",
  "org.apache.hadoop.hive.serde2.JsonSerDe": "JSON",
  "org.openx.data.jsonserde.JsonSerDe": "OPENX_JSON",
  "org.apache.hadoop.hive.serde2.RegexSerDe": "REGEX",
  "com.amazonaws.glue.serde.GrokSerDe": "",
  "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe": "PARQUET",
};
const cloudTrailInput = "com.amazon.emr.cloudtrail.CloudTrailInputFormat";

/** @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-creating-tables.html#querying-iceberg-table-properties */
const icebergProperties = new Set([
  ...["table_type", "format", "write_compression", "compression_level", "write_target_data_file_size_bytes"],
  ...["optimize_rewrite_min_data_file_size_bytes", "optimize_rewrite_max_data_file_size_bytes"],
  ...["optimize_rewrite_data_file_threshold", "optimize_rewrite_delete_file_threshold"],
  ...["vacuum_min_snapshots_to_keep", "vacuum_max_snapshot_age_seconds", "vacuum_max_metadata_files_to_keep"],
]);

/** A table that was created here, with what Trino does not know of it. */
interface Made {
  readonly table: HiveTable;
  readonly metadata: TableMetadata;
  readonly files: CloudTrailFiles | null;
}

/** Creates the tables of Hive's DDL on Trino, each by what comes nearest to it. */
export class Tables {
  readonly declared = new Map<string, TableMetadata>();
  readonly #trino: TrinoClient;
  readonly #places: Places;
  readonly #made = new Map<string, Made>();

  constructor(trino: TrinoClient, places: Places) {
    this.#trino = trino;
    this.#places = places;
  }

  find(database: string, name: string): HiveTable | undefined {
    return this.#made.get(`${database}.${name}`)?.table;
  }

  /** Brings tables whose files are copies up to date, if their names are among these. */
  refresh(names: ReadonlySet<string>): void {
    for (const { table, files } of this.#made.values()) if (names.has(table.name)) files?.refresh();
  }

  async create(database: string, table: HiveTable): Promise<void> {
    const key = `${database}.${table.name}`;
    if (this.#made.has(key)) {
      if (table.ifNotExists) return;
      throw new DdlError(`AlreadyExistsException: Table ${table.name} already exists.`);
    }
    const files = isIceberg(table) ? await this.#iceberg(database, table) : await this.#hive(database, table);
    const metadata = metadataOf(table);
    this.#made.set(key, { table, metadata, files });
    this.declared.set(key, metadata);
  }

  /** Sets properties of a table, beside those that it has. */
  set(database: string, name: string, properties: HiveTable["properties"]): void {
    const key = `${database}.${name}`;
    const made = this.#made.get(key);
    if (made === undefined) throw new DdlError(`EntityNotFoundException: Entity Not Found: ${name}`);
    if (isIceberg(made.table)) refuseUnknown(properties);
    const table = { ...made.table, properties: { ...made.table.properties, ...properties } };
    const metadata = metadataOf(table);
    this.#made.set(key, { ...made, table, metadata });
    this.declared.set(key, metadata);
  }

  async drop(database: string, name: string): Promise<void> {
    const key = `${database}.${name}`;
    const isRegex = this.#made.get(key)?.table.serde?.endsWith("RegexSerDe") === true;
    await this.#trino.query(`DROP ${isRegex ? "VIEW" : "TABLE"} awsdatacatalog.${named(database, name)}`);
    if (isRegex) await this.#trino.query(`DROP TABLE awsdatacatalog.${named(database, linesOf(name))}`);
    this.#made.delete(key);
    this.declared.delete(key);
  }

  async #iceberg(database: string, table: HiveTable): Promise<null> {
    if (table.external) throw new DdlError("External keyword not supported for table type ICEBERG");
    refuseUnknown(table.properties);
    if (table.partitions.length > 0) throw new DdlError("Partitions of Iceberg tables have no types.");
    const columns = table.columns.map(({ name, type }) => `"${name}" ${trinoType(type, "iceberg")}`);
    const partitioning = table.transforms.map(quoted).join(", ");
    const settings = [
      "format = 'PARQUET'",
      `location = ${quoted(this.#places.location(locationOf(table)))}`,
      ...(partitioning === "" ? [] : [`partitioning = ARRAY[${partitioning}]`]),
    ];
    await this.#trino.query(
      `CREATE TABLE iceberg.${named(database, table.name)} (${columns.join(", ")}) WITH (${settings.join(", ")})`,
    );
    return null;
  }

  async #hive(database: string, table: HiveTable): Promise<CloudTrailFiles | null> {
    if (!table.external) throw new DdlError("Only external tables can be created: use CREATE EXTERNAL TABLE.");
    const format = formatOf(table);
    const below = table.inputFormat === cloudTrailInput ? `cloudtrail/${database}.${table.name}` : "s3";
    const [from, to] = [this.#places.folder(locationOf(table)), this.#places.folder(locationOf(table), below)];
    const isRegex = format === "REGEX";
    const name = isRegex ? linesOf(table.name) : table.name;
    const columns = [
      ...table.columns.map((column) => `"${column.name}" ${isRegex ? "varchar" : trinoType(column.type)}`),
      ...table.partitions.map(
        (column) => `"${column.name}" ${trinoType(column.type)}${columnProjection(table, column)}`,
      ),
    ];
    const settings = [`format = '${format}'`, ...this.#settings(table, below)];
    await this.#trino.query(
      `CREATE TABLE awsdatacatalog.${named(database, name)} (${columns.join(", ")}) WITH (${settings.join(", ")})`,
    );
    if (isRegex) await this.#view(database, table);
    if (below === "s3") return null;
    const files = new CloudTrailFiles(from, to, jsonShapes(table.columns.map((column) => [column.name, column.type])));
    files.refresh();
    return files;
  }

  #settings(table: HiveTable, below: string): readonly string[] {
    const { partitions, properties, serdeProperties } = table;
    const template = properties["storage.location.template"];
    const regex = serdeProperties["input.regex"];
    return [
      `external_location = ${quoted(this.#places.location(locationOf(table), below))}`,
      ...(partitions.length === 0
        ? []
        : [`partitioned_by = ARRAY[${partitions.map(({ name }) => quoted(name)).join(", ")}]`]),
      ...(regex === undefined ? [] : [`regex = ${quoted(regex)}`]),
      ...(isProjected(table) ? ["partition_projection_enabled = true"] : []),
      ...(isProjected(table) && template !== undefined
        ? [`partition_projection_location_template = ${quoted(this.#places.location(template, below))}`]
        : []),
    ];
  }

  /** Trino's regular expressions give text only; a number that is none is null, as the SerDe has it. */
  async #view(database: string, table: HiveTable): Promise<void> {
    const columns = [...table.columns, ...table.partitions].map(viewColumn);
    await this.#trino.query(
      `CREATE VIEW awsdatacatalog.${named(database, table.name)} AS
        SELECT ${columns.join(", ")} FROM awsdatacatalog.${named(database, linesOf(table.name))}`,
    );
  }
}

function isIceberg({ properties }: HiveTable): boolean {
  return properties["table_type"]?.toUpperCase() === "ICEBERG";
}

function refuseUnknown(properties: HiveTable["properties"]): void {
  const unknown = Object.keys(properties).find((name) => !icebergProperties.has(name.toLowerCase()));
  if (unknown !== undefined) throw new DdlError(`Unsupported table property key: ${unknown}`);
}

function viewColumn({ name, type }: HiveColumn): string {
  const trino = trinoType(type);
  return trino === "varchar" ? `"${name}"` : `TRY_CAST("${name}" AS ${trino}) AS "${name}"`;
}

function linesOf(name: string): string {
  return `__${name}_lines`;
}

function formatOf({ serde, storedAs, inputFormat }: HiveTable): string {
  const format = serde === null ? (storedAs ?? "TEXTFILE") : serdes[serde];
  if (format === undefined || format === "") throw new DdlError(`SerDe ${serde} is not known`);
  if (inputFormat === cloudTrailInput && format !== "JSON") throw new DdlError(`${inputFormat} needs the JSON SerDe`);
  return format;
}

function locationOf({ location }: HiveTable): string {
  if (location === null || !/^s3:\/\/[^/]+\/.*/.test(location)) {
    throw new DdlError(`InvalidRequestException: Can not create a Path from ${location ?? "no location"}`);
  }
  return location;
}

function metadataOf(table: HiveTable): TableMetadata {
  const columns = (list: readonly HiveColumn[]) => list.map(({ name, type }) => ({ Name: name, Type: hiveText(type) }));
  return {
    Name: table.name,
    TableType: "EXTERNAL_TABLE",
    Columns: columns(table.columns),
    PartitionKeys: columns(table.partitions),
    Parameters: {
      ...table.properties,
      ...(table.location === null ? {} : { location: table.location }),
      ...(table.inputFormat === null ? {} : { inputformat: table.inputFormat }),
      ...(table.serde === null ? {} : { "serde.serialization.lib": table.serde }),
    },
  };
}

export function named(database: string, name: string): string {
  return `"${database.replaceAll('"', '""')}"."${name.replaceAll('"', '""')}"`;
}

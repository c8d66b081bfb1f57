import type { Field, KeptSourceName } from "../../catalog/index.ts";
import { type ColumnNode, columnTree } from "../../store/column.ts";
import { columns, folder, hiveName, projectedTime, properties } from "./hive.ts";
import type { DdlOptions, TableStatement } from "./options.ts";

/**
 * The tables of a source's store on S3: fresh Parquet files by ingest hour, and the Iceberg archive by day.
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-creating-tables.html
 */
export function storeDdl(source: KeptSourceName, options: DdlOptions): readonly TableStatement[] {
  const database = hiveName(options.database, "database");
  const table = options.table ?? source;
  const freshTable = options.freshTable ?? `${table}_fresh`;
  const root = folder(options.location, "location");
  const fields = columnTree(source).map((node) => [node.name, nodeType(node)] as const);
  const fresh = [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${database}.${hiveName(freshTable, "table")} ${columns(fields)}`,
    "PARTITIONED BY (`ingest_hour` string)",
    "STORED AS PARQUET",
    `LOCATION '${root}${source}/'`,
    properties("TBLPROPERTIES", {
      "projection.enabled": "true",
      ...projectedTime("ingest_hour", "HOURS", "yyyy-MM-dd'T'HH", `${options.from}T00`),
      "storage.location.template": `${root}${source}/ingest_hour=\${ingest_hour}/`,
    }),
  ];
  const archived = [...fields, ["ingest_hour", "string"] as const, ["day", "date"] as const];
  const archive = [
    `CREATE TABLE IF NOT EXISTS ${database}.${hiveName(table, "table")} ${columns(archived)}`,
    "PARTITIONED BY (`day`)",
    `LOCATION '${root}archive/${source}/'`,
    properties("TBLPROPERTIES", {
      table_type: "ICEBERG",
      format: "parquet",
      write_compression: "zstd",
      // Else OPTIMIZE leaves days of few files as they are, and rows that one DELETE has hidden stay in their file.
      optimize_rewrite_data_file_threshold: "1",
      optimize_rewrite_delete_file_threshold: "1",
    }),
  ];
  return [
    { table: freshTable, columns: fields.map(([name]) => name), text: fresh.join("\n") },
    { table, columns: archived.map(([name]) => name), text: archive.join("\n") },
  ];
}

/** Hive's type of a column; names of members are in lower case there, whatever they are in the file. */
function nodeType(node: ColumnNode): string {
  if (node.kind === "leaf") return leafType(node.field.field);
  return `struct<${node.children.map((child) => `${child.name}:${nodeType(child)}`).join(",")}>`;
}

function leafType(field: Field): string {
  switch (field.type) {
    case "string":
    case "json":
      return "string";
    case "integer":
      return "bigint";
    case "double":
      return "double";
    case "boolean":
      return "boolean";
    case "timestamp":
      return "timestamp";
    case "list":
      return `array<struct<${(field.members ?? []).map((member) => `${member.toLowerCase()}:string`).join(",")}>>`;
  }
}

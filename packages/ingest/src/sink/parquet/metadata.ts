import type { writePageHeader } from "hyparquet-writer/src/datapage.js";
import type { writeMetadata } from "hyparquet-writer/src/metadata.js";

/** Parquet's own structures, as the library that writes them names them. */
export type FileMetaData = Parameters<typeof writeMetadata>[1];
export type SchemaElement = FileMetaData["schema"][number];
export type RowGroup = FileMetaData["row_groups"][number];
export type ColumnMetaData = NonNullable<RowGroup["columns"][number]["meta_data"]>;
export type PageHeader = Parameters<typeof writePageHeader>[1];

import { identifier } from "../sql-text.ts";
import type { AthenaTable } from "./target.ts";

/** `"AwsDataCatalog"."database"."table"`. */
export function tableName({ catalog = "AwsDataCatalog", database, table }: AthenaTable): string {
  return [catalog, database, table].map(identifier).join(".");
}

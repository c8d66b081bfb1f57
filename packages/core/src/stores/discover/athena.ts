import { paginateListDatabases, paginateListTableMetadata, type TableMetadata } from "@aws-sdk/client-athena";
import type { KeptSourceName } from "../../catalog/index.ts";
import { type AwsPlace, athenaClient } from "../../engine/aws.ts";
import { rawPlace, rawSourceOf } from "./athena-raw.ts";
import { OwnTables } from "./athena-store.ts";
import { type Draft, draftOf } from "./draft.ts";

const catalog = "AwsDataCatalog";

/**
 * Tables of the Glue Data Catalog that look like Trailkeep's own, or like CloudTrail or S3 access logs as AWS delivers them.
 * The two shapes are stores of their own: a source can be in both.
 */
export async function discoverAthena(place: AwsPlace): Promise<Draft> {
  const client = await athenaClient(place);
  const raw: Partial<Record<KeptSourceName, Readonly<Record<string, unknown>>>> = {};
  const own = new OwnTables();
  const notes: string[] = [];
  const note = (table: TableMetadata, database: string): void => {
    if (own.take(table, database)) return;
    const source = rawSourceOf(table);
    if (source === undefined) return;
    const name = `${database}.${table.Name}`;
    if (raw[source] !== undefined)
      return void notes.push(`table ${name}: left out, because another holds ${source} already`);
    const { place: found, open } = rawPlace(table, database);
    if (open.length > 0) notes.push(`table ${name}: say the values of ${open.join(", ")} under \`pinned\``);
    raw[source] = found;
  };
  try {
    for await (const { DatabaseList = [] } of paginateListDatabases({ client }, { CatalogName: catalog })) {
      for (const { Name: database = "" } of DatabaseList) {
        const input = { CatalogName: catalog, DatabaseName: database };
        for await (const { TableMetadataList = [] } of paginateListTableMetadata({ client }, input)) {
          for (const table of TableMetadataList) note(table, database);
        }
      }
    }
  } finally {
    client.destroy();
  }
  const { region } = place;
  const kept = own.found();
  const drafts = [
    draftOf("athena-store", { engine: "athena", region, sources: kept.sources }, kept.notes),
    draftOf("athena", { engine: "athena", region, sources: raw }, notes),
  ];
  return {
    stores: Object.assign({}, ...drafts.map(({ stores }) => stores)),
    notes: drafts.flatMap(({ notes: said }) => said),
  };
}

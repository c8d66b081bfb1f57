import { join } from "node:path";
import { AthenaClient, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import type { Store } from "@trailkeep/core/store";
import { columnOf } from "@trailkeep/core/store/row";
import type { AthenaService } from "../aws/athena/service.ts";
import type { Records } from "../oracle/index.ts";
import {
  lakeAccessRow,
  lakeActivity,
  lakeEventRow,
  lakeEvents,
  lakeInsights,
  lakeInsightsRow,
  type Provenance,
} from "../rigs/tables/lake.ts";
import { parquetTable, type TablePlace } from "../rigs/tables/place.ts";
import { rawAccess, rawTrail } from "../rigs/tables/raw.ts";
import { type StoreTablesMade, storeTables } from "../rigs/tables/store.ts";
import type { Texts } from "./reread.ts";

/** Sources that the stores on Trino hold. */
export const tableSources = ["cloudtrail", "cloudtrail_insights", "s3_access"] as const satisfies readonly SourceName[];
type TableSource = (typeof tableSources)[number];

/** Event data stores, each a table of its source's name. */
export async function lakeTables(place: TablePlace, texts: Texts, records: Records): Promise<void> {
  const found = provenanceOf(records.get("s3_access") ?? []);
  const access = (line: string) => lakeAccessRow(line, found.get(line) ?? nowhere);
  const rowsOf = (source: SourceName, row: (text: string) => string) => (texts.get(source) ?? []).map(row);
  await parquetTable(place, "cloudtrail", lakeEvents, rowsOf("cloudtrail", lakeEventRow));
  await parquetTable(place, "cloudtrail_insights", lakeInsights, rowsOf("cloudtrail_insights", lakeInsightsRow));
  await parquetTable(place, "s3_access", lakeActivity, rowsOf("s3_access", access));
}

const nowhere: Provenance = { recordId: "", inputObject: "", inputPosition: "" };

/** What the integration sends along, by the line. */
function provenanceOf(records: NonNullable<ReturnType<Records["get"]>>): ReadonlyMap<string, Provenance> {
  return new Map(
    records.map((record) => [
      String(record.get("raw")),
      {
        recordId: String(record.get("recordId")),
        inputObject: String(record.get("inputObject")),
        inputPosition: String(record.get("inputPosition")),
      },
    ]),
  );
}

export type StoreMade = Readonly<Partial<Record<TableSource, StoreTablesMade>>>;

/** The store's tables, of the very files that the product wrote. */
export async function athenaTables(place: TablePlace, store: Store): Promise<StoreMade> {
  const made: Partial<Record<TableSource, StoreTablesMade>> = {};
  for (const source of tableSources) {
    const paths = store.files(source).map(({ path }) => path);
    const time = columnOf(sourceOf(source).time).join("_");
    if (paths.length > 0) made[source] = await storeTables(place, { source, paths, time });
  }
  return made;
}

/** Tables over the logs themselves, created through Athena: `trail_logs` and `access_logs`. */
export async function rawTables(
  { files, schema }: TablePlace,
  texts: Texts,
  athena: AthenaService,
  endpoint: string,
): Promise<void> {
  const bucket = `${schema.replaceAll("_", "-")}-logs`;
  const place = { folder: join(files, "s3", bucket), uri: `s3://${bucket}` };
  const logs = [
    rawTrail(place, "trail_logs", texts.get("cloudtrail") ?? []),
    rawAccess(place, "access_logs", texts.get("s3_access") ?? []),
  ];
  const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
  const client = new AthenaClient({ endpoint, region: "eu-west-1", credentials });
  for (const { statement } of logs) {
    const QueryExecutionContext = { Database: schema };
    const started = await client.send(
      new StartQueryExecutionCommand({ QueryString: statement, QueryExecutionContext }),
    );
    const run = athena.runs.get(started.QueryExecutionId ?? "");
    await run?.ended;
    if (run?.state !== "succeeded") throw new Error(`a table of raw logs: ${run?.failure?.message}`);
  }
  client.destroy();
}

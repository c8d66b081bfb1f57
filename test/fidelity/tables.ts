import { join } from "node:path";
import { AthenaClient, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { tableDdl } from "@trailkeep/core/ddl";
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
import { type RawPlace, rawAccess, rawTrail } from "../rigs/tables/raw.ts";
import { madeString } from "../rigs/tables/shape.ts";
import { ingestHours, spreadByHour } from "../rigs/tables/store.ts";
import { placement, provenanceCells, storeAccessRow, storeEventRow, storeShapes } from "../rigs/tables/store-made.ts";
import type { Texts } from "./reread.ts";

/** Sources that the stores on Trino hold. */
export const tableSources = ["cloudtrail", "cloudtrail_insights", "s3_access"] as const satisfies readonly SourceName[];
type TableSource = (typeof tableSources)[number];

/** Event data stores, each a table: `events_of_` and the name of its source. */
export async function lakeTables(place: TablePlace, texts: Texts, records: Records): Promise<void> {
  const found = provenanceOf(records.get("s3_access") ?? []);
  const access = (line: string) => lakeAccessRow(line, found.get(line) ?? nowhere);
  const rowsOf = (source: SourceName, row: (text: string) => string) => (texts.get(source) ?? []).map(row);
  await parquetTable(place, "events_of_cloudtrail", lakeEvents, rowsOf("cloudtrail", lakeEventRow));
  await parquetTable(
    place,
    "events_of_cloudtrail_insights",
    lakeInsights,
    rowsOf("cloudtrail_insights", lakeInsightsRow),
  );
  await parquetTable(place, "events_of_s3_access", lakeActivity, rowsOf("s3_access", access));
}

/**
 * The store's tables again, made by the rig from the delivered records: every other record in the archive, the rest fresh.
 */
export async function madeTables(place: TablePlace, texts: Texts, records: Records): Promise<StoreMade> {
  const made: Partial<Record<TableSource, StoreTablesMade>> = {};
  for (const source of tableSources) {
    const found = provenanceOf(records.get(source) ?? []);
    const days = new Map(
      (records.get(source) ?? []).map((record) => [
        String(record.get("raw")),
        new Date(Number(record.get(sourceOf(source).time))).toISOString(),
      ]),
    );
    const rows = (texts.get(source) ?? []).map((text, index) => {
      const own = {
        ...provenanceCells(found.get(text) ?? nowhere),
        ingest_hour: madeString(madeHours[index % 2]),
        day: madeString(days.get(text)),
      };
      return source === "s3_access" ? storeAccessRow(text, own) : storeEventRow(text, storeShapes[source], own);
    });
    const shapes = { ...storeShapes[source], ...placement };
    const [archive, fresh] = [`made_${source}`, `made_${source}_fresh`];
    await parquetTable(
      place,
      archive,
      shapes,
      rows.filter((_, index) => index % 2 === 0),
    );
    await parquetTable(
      place,
      fresh,
      shapes,
      rows.filter((_, index) => index % 2 === 1),
    );
    made[source] = { fresh, archive, archivedThrough: madeHours[0] };
  }
  return made;
}

const madeHours = ["2026-03-01T00", "2026-03-01T01"] as const;

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

/** The store's tables of a source, and the last hour that the archive holds whole. */
export interface StoreTablesMade {
  readonly fresh: string;
  readonly archive: string;
  readonly archivedThrough: string;
}

export type StoreMade = Readonly<Partial<Record<TableSource, StoreTablesMade>>>;

/**
 * The store's tables by the product's own DDL, over the very files that the product wrote, spread over four ingest hours.
 * The archive has what was taken up to the second, and the hour after it in part, as while a move runs; the fresh files
 * outlive their move. Repeated, each record is in two hours: on both sides of the archive's end, or on one.
 */
export async function athenaTables(
  athena: Athena,
  place: TablePlace,
  store: Store,
  repeated: boolean,
): Promise<StoreMade> {
  const made: Partial<Record<TableSource, StoreTablesMade>> = {};
  const hours = ingestHours(4);
  const [first = "", archivedThrough = "", third = ""] = hours;
  for (const source of tableSources) {
    const paths = store.files(source).map(({ path }) => path);
    if (paths.length === 0) continue;
    const bucket = bucketOf(place, "store");
    const time = columnOf(sourceOf(source).time).join("_");
    await spreadByHour(join(bucket.folder, source), { paths, time, repeated }, hours);
    const options = { database: place.schema, location: `${bucket.uri}/`, from: first.slice(0, 10) };
    for (const statement of tableDdl(source, "store", { ...options, accounts: [], regions: [] })) {
      await athena.run(statement);
    }
    const [fresh, archive] = [`${source}_fresh`, source];
    await athena.run(
      `INSERT INTO ${archive} SELECT *, CAST("${time}" AS date) FROM ${fresh} WHERE ingest_hour <= '${archivedThrough}'
        OR (ingest_hour = '${third}' AND "${time}" > TIMESTAMP '2026-03-01 09:00:00')`,
    );
    made[source] = { fresh, archive, archivedThrough };
  }
  return made;
}

function bucketOf({ files, schema }: TablePlace, name: string): RawPlace {
  const bucket = `${schema.replaceAll("_", "-")}-${name}`;
  return { folder: join(files, "s3", bucket), uri: `s3://${bucket}` };
}

/** Tables over the logs themselves, as AWS's guides create them: `trail_logs` and `access_logs`. */
export async function rawTables(athena: Athena, place: TablePlace, texts: Texts): Promise<void> {
  const bucket = bucketOf(place, "logs");
  await athena.run(rawTrail(bucket, "trail_logs", texts.get("cloudtrail") ?? []).statement);
  await athena.run(rawAccess(bucket, "access_logs", texts.get("s3_access") ?? []).statement);
}

/** Runs statements through Athena's own client, one after the other. */
export class Athena {
  readonly #service: AthenaService;
  readonly #client: AthenaClient;
  readonly #database: string;
  readonly #workGroup: string;

  constructor(service: AthenaService, endpoint: string, database: string, workGroup = "primary") {
    this.#service = service;
    this.#database = database;
    this.#workGroup = workGroup;
    const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
    this.#client = new AthenaClient({ endpoint, region: "eu-west-1", credentials });
  }

  /** Throws where the statement does not succeed. */
  async run(QueryString: string): Promise<void> {
    const input = { QueryString, QueryExecutionContext: { Database: this.#database }, WorkGroup: this.#workGroup };
    const { QueryExecutionId = "" } = await this.#client.send(new StartQueryExecutionCommand(input));
    const run = this.#service.runs.get(QueryExecutionId);
    await run?.ended;
    if (run?.state !== "succeeded") throw new Error(`${run?.failure?.message}: ${QueryString}`);
  }
}

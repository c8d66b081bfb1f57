import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store, type StoreRow } from "@trailkeep/core/store";
import { columnOf } from "@trailkeep/core/store/row";
import { openStores } from "@trailkeep/core/stores";
import { inject } from "vitest";
import { type AthenaService, athenaService } from "../aws/athena/service.ts";
import { type LakeService, lakeService } from "../aws/cloudtrail/service.ts";
import type { LakeSwitches } from "../aws/cloudtrail/switches.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import type { Records } from "../oracle/index.ts";
import { storeOf } from "../query/fill.ts";
import {
  lakeAccessRow,
  lakeActivity,
  lakeEventRow,
  lakeEvents,
  lakeInsights,
  lakeInsightsRow,
} from "../rigs/tables/lake.ts";
import { parquetTable, type TablePlace } from "../rigs/tables/place.ts";
import { type StoreTablesMade, storeTables } from "../rigs/tables/store.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema } from "../rigs/trino/schema.ts";
import { deliveredText } from "./delivered.ts";
import { reread, type Texts } from "./reread.ts";

/** The same records in every store: embedded, event data stores, tables of the store on S3; and as the oracle has them. */
export interface World {
  readonly service: QueryService;
  readonly records: Records;
  readonly endpoint: AwsEndpoint;
  readonly lake: LakeService;
  readonly athena: AthenaService;
  close(): Promise<void>;
}

/** The stores beside the embedded one, by their names in the stores file. */
export const remoteStores = ["lake", "athena"] as const;

export const eventDataStores: Readonly<Record<SourceName, string>> = {
  cloudtrail: "1f2e3d4c-aaaa-4bbb-8ccc-000000000001",
  cloudtrail_insights: "9f2e3d4c-aaaa-4bbb-8ccc-000000000002",
  s3_access: "abcdef01-aaaa-4bbb-8ccc-000000000003",
};

/** Delivers the rows once each, takes them in everywhere, and opens a service over all stores. */
export async function openWorld(
  rows: readonly StoreRow[],
  nowMs: number,
  switches: Partial<LakeSwitches> = {},
): Promise<World> {
  const texts = textsOf(rows);
  const embedded = await storeOf(reread(texts), nowMs);
  const { url, files } = inject("trino");
  const trino = new TrinoClient(url);
  const schema = await freshSchema(trino, "fidelity");
  const place: TablePlace = { trino, files, schema: schema.name };
  await lakeTables(place, texts);
  const store = Store.open(embedded.root);
  const tables = await athenaTables(place, store);
  const stores = Object.entries(eventDataStores).map(([table, id]) => ({ id, name: table, table }));
  const lake = lakeService({ trino, schema: schema.name, eventDataStores: stores, switches });
  const athena = athenaService({ trino, files, workGroups: [{ name: "primary", outputLocation: "s3://results" }] });
  const endpoint = await startAwsEndpoint({ services: [lake.service, athena.service] });
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-fidelity-"));
  const file = join(folder, "stores.json");
  writeFileSync(file, JSON.stringify(storesFile(endpoint.url, schema.name, tables)));
  const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
  const others = await openStores(file, { credentials });
  const service = openQueryService({ store, now: () => nowMs, others });
  return {
    service,
    records: embedded.records,
    endpoint,
    lake,
    athena,
    async close() {
      await service.close();
      await endpoint.close();
      store.close();
      await embedded.close();
      await schema.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function textsOf(rows: readonly StoreRow[]): Texts {
  const texts = new Map<SourceName, Set<string>>();
  for (const row of rows) {
    const known = texts.get(row.source) ?? new Set();
    texts.set(row.source, known.add(deliveredText(row)));
  }
  return new Map([...texts].map(([source, set]) => [source, [...set]]));
}

async function lakeTables(place: TablePlace, texts: Texts): Promise<void> {
  const rowsOf = (source: SourceName, row: (text: string) => string) => (texts.get(source) ?? []).map(row);
  await parquetTable(place, "cloudtrail", lakeEvents, rowsOf("cloudtrail", lakeEventRow));
  await parquetTable(place, "cloudtrail_insights", lakeInsights, rowsOf("cloudtrail_insights", lakeInsightsRow));
  await parquetTable(place, "s3_access", lakeActivity, rowsOf("s3_access", lakeAccessRow));
}

type Made = Partial<Record<SourceName, StoreTablesMade>>;

/** From the very files that the product wrote. */
async function athenaTables(place: TablePlace, store: Store): Promise<Made> {
  const made: Made = {};
  for (const source of ["cloudtrail", "cloudtrail_insights", "s3_access"] as const) {
    const paths = store.files(source).map(({ path }) => path);
    if (paths.length === 0) continue;
    const time = columnOf(sourceOf(source).time).join("_");
    made[source] = await storeTables(place, { source, paths, time });
  }
  return made;
}

function storesFile(endpoint: string, database: string, tables: Made): unknown {
  const aws = { region: "eu-west-1", endpoint, mayRepeat: false };
  const lake = Object.entries(eventDataStores).map(([source, id]) => [source, { eventDataStores: [id] }]);
  const athena = Object.entries(tables).map(([source, { fresh, archive, archivedThrough }]) => [
    source,
    { shape: "store", fresh: { database, table: fresh }, archive: { database, table: archive }, archivedThrough },
  ]);
  return {
    stores: {
      lake: { engine: "lake", ...aws, sources: Object.fromEntries(lake) },
      athena: { engine: "athena", ...aws, sources: Object.fromEntries(athena) },
    },
  };
}

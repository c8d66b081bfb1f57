import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store, type StoreRow } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { inject } from "vitest";
import { type AthenaService, athenaService } from "../aws/athena/service.ts";
import { type LakeService, lakeService } from "../aws/cloudtrail/service.ts";
import type { LakeSwitches } from "../aws/cloudtrail/switches.ts";
import { type LogsService, logsService } from "../aws/logs/service.ts";
import type { LogsSwitches } from "../aws/logs/switches.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { messageOf } from "../insights/log-events.ts";
import type { Records } from "../oracle/index.ts";
import { storeOf } from "../query/fill.ts";
import type { TablePlace } from "../rigs/tables/place.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema } from "../rigs/trino/schema.ts";
import { deliveredText } from "./delivered.ts";
import { reread, type Texts } from "./reread.ts";
import { storesFile } from "./stores-file.ts";
import { Athena, athenaTables, lakeTables, madeTables, rawTables, tableSources } from "./tables.ts";

/** The same records in every store; and as the oracle has them. */
export interface World {
  readonly service: QueryService;
  /** What a store holds. CloudWatch Logs takes no event from before 1970. */
  recordsOf(store: string): Records;
  readonly endpoint: AwsEndpoint;
  readonly lake: LakeService;
  readonly athena: AthenaService;
  readonly logs: LogsService;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly lake?: Partial<LakeSwitches>;
  readonly logs?: Partial<LogsSwitches>;
  /** Each record is delivered twice to every store but the embedded one, and their declarations say so. */
  readonly repeated?: boolean;
}

/** The embedded store, and the others by their names in the stores file. */
export const stores = ["local", "lake", "athena", "athena-raw", "insights"] as const;
/** And the store's tables on S3 once more, of which no code of the product made anything. */
export const allStores = ["local", "lake", "athena", "athena-made", "athena-raw", "insights"] as const;

/** Ids of event data stores by the table behind them. */
const eventDataStores: Readonly<Record<(typeof tableSources)[number], string>> = {
  cloudtrail: "1f2e3d4c-aaaa-4bbb-8ccc-000000000001",
  cloudtrail_insights: "9f2e3d4c-aaaa-4bbb-8ccc-000000000002",
  s3_access: "abcdef01-aaaa-4bbb-8ccc-000000000003",
};

/** Delivers the rows once each, takes them in everywhere, and opens a service over all stores. */
export async function openWorld(rows: readonly StoreRow[], nowMs: number, options: WorldOptions = {}): Promise<World> {
  const texts = textsOf(rows);
  const read = reread(texts);
  const embedded = await storeOf(read, nowMs);
  const { url, files } = inject("trino");
  const trino = new TrinoClient(url);
  const schema = await freshSchema(trino, "fidelity");
  const place: TablePlace = { trino, files, schema: schema.name };
  const store = Store.open(embedded.root);
  const repeated = options.repeated === true;
  const delivered = repeated ? twice(texts) : texts;
  await lakeTables(place, delivered, embedded.records);
  const known = tableSources.map((source) => ({
    id: eventDataStores[source],
    name: source,
    table: `events_of_${source}`,
  }));
  const lake = lakeService({ trino, schema: schema.name, eventDataStores: known, switches: options.lake ?? {} });
  const athena = athenaService({ trino, files, workGroups: [{ name: "primary", outputLocation: "s3://results" }] });
  const logs = logsService({ switches: options.logs ?? {} });
  const logged = read.filter(({ timeMs }) => timeMs >= 0);
  for (const row of repeated ? [...logged, ...logged] : logged)
    logs.load({ name: row.source }, [{ timestamp: row.timeMs, message: messageOf(row) }]);
  const endpoint = await startAwsEndpoint({ services: [lake.service, athena.service, logs.service] });
  const client = new Athena(athena, endpoint.url, schema.name);
  const tables = await athenaTables(client, place, store, repeated);
  const made = await madeTables(place, delivered, embedded.records);
  await rawTables(client, place, delivered);
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-fidelity-"));
  const file = join(folder, "stores.json");
  writeFileSync(
    file,
    JSON.stringify(
      storesFile({ endpoint: endpoint.url, database: schema.name, tables, made, eventDataStores, mayRepeat: repeated }),
    ),
  );
  const others = await openStores(file, { credentials: { accessKeyId: "AKID", secretAccessKey: "secret" } });
  const service = openQueryService({ store, now: () => nowMs, others });
  return {
    service,
    recordsOf: (store) => (store === "insights" ? since1970(embedded.records) : embedded.records),
    endpoint,
    lake,
    athena,
    logs,
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

/** How many queries the stores in AWS were told to run. */
export function startsOf({ endpoint: { calls } }: World): number {
  const operations = [
    ["CloudTrail_20131101", "StartQuery"],
    ["AmazonAthena", "StartQueryExecution"],
    ["Logs_20140328", "StartQuery"],
  ] as const;
  return operations.reduce((sum, [target, operation]) => sum + calls.count(target, operation), 0);
}

function since1970(records: Records): Records {
  return new Map(
    tableSources.map((source) => {
      const { time } = sourceOf(source);
      return [source, (records.get(source) ?? []).filter((record) => Number(record.get(time)) >= 0)];
    }),
  );
}

/** A record that comes twice is delivered once: stores that may hold repeats are asked about those elsewhere. */
function textsOf(rows: readonly StoreRow[]): Texts {
  const texts = new Map<SourceName, Set<string>>();
  for (const row of rows) {
    const known = texts.get(row.source) ?? new Set();
    texts.set(row.source, known.add(deliveredText(row)));
  }
  return new Map([...texts].map(([source, set]) => [source, [...set]]));
}

function twice(texts: Texts): Texts {
  return new Map([...texts].map(([source, records]) => [source, [...records, ...records]]));
}

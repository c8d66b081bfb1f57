import type { StoreMade } from "./tables.ts";

export interface StoresInput {
  readonly endpoint: string;
  readonly database: string;
  readonly tables: StoreMade;
  /** The same tables, made by the rig. */
  readonly made: StoreMade;
  readonly eventDataStores: Readonly<Record<string, string>>;
  readonly mayRepeat: boolean;
}

/** The stores file over the endpoint: the same records in each store, and whether some may be there twice. */
export function storesFile({ endpoint, database, tables, made, eventDataStores, mayRepeat }: StoresInput): unknown {
  const aws = { region: "eu-west-1", endpoint, mayRepeat };
  const lake = Object.entries(eventDataStores).map(([source, id]) => [source, { eventDataStores: [id] }]);
  const stored = (of: StoreMade) => ({
    engine: "athena",
    ...aws,
    sources: Object.fromEntries(
      Object.entries(of).map(([source, { fresh, archive, archivedThrough }]) => [
        source,
        { shape: "store", fresh: { database, table: fresh }, archive: { database, table: archive }, archivedThrough },
      ]),
    ),
  });
  const raw = (table: string) => ({ shape: "raw", table: { database, table }, datePartition: "timestamp" });
  const logs = Object.keys(eventDataStores).map((source) => [source, { logGroups: [source] }]);
  return {
    stores: {
      lake: { engine: "lake", ...aws, sources: Object.fromEntries(lake) },
      athena: stored(tables),
      "athena-made": stored(made),
      "athena-raw": {
        engine: "athena",
        ...aws,
        sources: { cloudtrail: raw("trail_logs"), s3_access: raw("access_logs") },
      },
      insights: { engine: "insights", ...aws, sources: Object.fromEntries(logs) },
    },
  };
}

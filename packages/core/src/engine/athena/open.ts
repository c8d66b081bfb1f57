import { type KeptSourceName, keptSourceNames } from "../../catalog/index.ts";
import type { AthenaTable, AthenaTarget } from "../../dialect/target.ts";
import { scansOf } from "../../query/plan.ts";
import type { AthenaConfig } from "../../stores/schema.ts";
import { athenaClient } from "../aws.ts";
import { RemoteEngine } from "../remote/engine.ts";
import { type RemoteOptions, unknownEstimate } from "../remote/open.ts";
import type { Engine, Estimate } from "../types.ts";
import { AthenaDriver } from "./driver.ts";
import { ArchiveMarks } from "./marks.ts";
import { athenaParts } from "./parts.ts";

/** The least of the default quotas of active DML queries: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const maxRunning = 20;

/** What Athena charges for at least: https://aws.amazon.com/athena/pricing/ */
const leastBytes = 10_000_000;

/** An Athena store: tables in the Glue Data Catalog. */
export async function openAthena(
  name: string,
  config: AthenaConfig,
  { compile, credentials, now }: RemoteOptions<AthenaTarget>,
): Promise<Engine> {
  const target = athenaTarget(config);
  const marks = new ArchiveMarks(config, credentials);
  const usd = (scannedBytes: number) =>
    scannedBytes === 0 ? 0 : (Math.max(scannedBytes, leastBytes) / 1e12) * config.usdPerTb;
  return new RemoteEngine(name, config, {
    distinctRecords: true,
    delivers: false,
    resumes: true,
    now,
    maxRunning,
    prepare: async (plan, { distinctRecords }) => {
      const marked = await marks.tables(scansOf(plan).map(({ source }) => source));
      return compile(plan, { tables: { ...target.tables, ...marked }, distinctRecords });
    },
    estimate: () => estimate(config.bytesScannedCutoff, usd),
    parts: async (source) => {
      const client = await athenaClient({ ...config, credentials });
      try {
        return await athenaParts(tablesOf(config.sources[source]), client);
      } finally {
        client.destroy();
      }
    },
    deleted: (scan) => marks.deleted(scan),
    arrivals: (source, inputObjects) => marks.arrivals(source, inputObjects),
    usd,
    close: () => marks.close(),
    driver: async () => new AthenaDriver(await athenaClient({ ...config, credentials }), config),
  });
}

/** A query is stopped when it has scanned as much as it may: that bounds it. */
function estimate(cutoff: number | undefined, usd: (scannedBytes: number) => number): Estimate {
  if (cutoff === undefined) return unknownEstimate;
  return { scannedBytes: cutoff, files: null, usd: usd(cutoff), basis: "bound" };
}

/** Every table that a source's records are in. */
function tablesOf(place: AthenaConfig["sources"][KeptSourceName]): readonly AthenaTable[] {
  if (place === undefined) return [];
  if (place.shape === "raw") return [place.table];
  return place.archive === null ? [place.fresh] : [place.fresh, place.archive];
}

function athenaTarget({ sources }: AthenaConfig): AthenaTarget {
  const tables: Partial<Record<KeptSourceName, NonNullable<AthenaTarget["tables"][KeptSourceName]>>> = {};
  for (const name of keptSourceNames) {
    const place = sources[name];
    if (place === undefined) continue;
    if (place.shape === "raw") {
      const { holds, ...table } = place;
      tables[name] = table;
    } else {
      const { shape, fresh, archive, archivedThrough } = place;
      tables[name] = { shape, fresh, archive, archivedThrough };
    }
  }
  return { tables };
}

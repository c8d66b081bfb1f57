import { type KeptSourceName, keptSourceNames, sourceOf } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import { formatInstant } from "../../query/instant.ts";
import { didYouMean } from "../../query/near.ts";
import { storeFailure } from "../remote/failure.ts";
import type { Coverage, Engine, EngineKind } from "../types.ts";
import type { Ingestion, Retention, StorePart } from "./part.ts";

/** What a store holds of a source, as far as it can be known without scanning anything. Null is "not known". */
export interface CoverageEntry {
  readonly store: string;
  readonly engine: EngineKind;
  readonly source: KeptSourceName;
  /** RFC 3339, inclusive; `basis` says whether it was counted, or is what the stores file declares. */
  readonly held: {
    readonly start: string | null;
    readonly end: string | null;
    readonly basis: "counted" | "declared" | "unknown";
  };
  /** How old the newest record is; null where it is not counted. */
  readonly lagMs: number | null;
  readonly records: number | null;
  /** Days with records. */
  readonly days: number | null;
  readonly sizeBytes: number | null;
  /** Records in quarantine that may belong to the source; null for a store that has no quarantine. */
  readonly quarantined: number | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
  readonly parts: readonly CoveragePart[];
  /** What could not be asked, and why. */
  readonly problems: readonly string[];
}

export interface CoveragePart extends Omit<StorePart, "createdAtMs" | "ingestion"> {
  readonly createdAt: string | null;
  readonly retention: Retention;
  readonly ingestion: (Omit<Ingestion, "measuredAtMs"> & { readonly measuredAt: string | null }) | null;
}

export interface CoverageQuestion {
  /** A store's name; every store if left out. */
  readonly store?: string | undefined;
  readonly source?: KeptSourceName | undefined;
}

/**
 * What each store holds of each source that it is declared to hold, in the order of the configuration. A store that does not
 * let itself be asked is told in its `problems`.
 * @throws TrailkeepError not-found (a store that is not there)
 */
export async function coverageReport(
  engines: readonly Engine[],
  { store, source }: CoverageQuestion,
  nowMs: number,
): Promise<readonly CoverageEntry[]> {
  const asked = store === undefined ? engines : [named(engines, store)];
  const pairs = asked.flatMap((engine) =>
    keptSourceNames
      .filter((name) => (source === undefined || name === source) && isHeld(engine, name))
      .map((name) => ({ engine, source: name })),
  );
  return Promise.all(pairs.map((pair) => entryOf(pair.engine, pair.source, nowMs)));
}

function named(engines: readonly Engine[], name: string): Engine {
  const found = engines.find((engine) => engine.name === name);
  if (found !== undefined) return found;
  const known = engines.map((engine) => engine.name);
  throw new TrailkeepError("not-found", {
    message: `there is no store \`${name}\``,
    hint: didYouMean(name, known) ?? `there are ${known.join(", ")}`,
  });
}

/** The embedded store has a place for every source, and the catalog says which ones are ever in it. */
function isHeld(engine: Engine, source: KeptSourceName): boolean {
  return engine.holds(source) && sourceOf(source).stores.includes(engine.kind);
}

async function entryOf(engine: Engine, source: KeptSourceName, nowMs: number): Promise<CoverageEntry> {
  const coverage = await engine.coverage(source);
  const { records = null, earliestMs = null, latestMs = null, accounts = null, regions = null } = coverage ?? {};
  const { days, sizeBytes, quarantined, parts, problems } = await inspected(engine, source);
  return {
    store: engine.name,
    engine: engine.kind,
    source,
    held: { start: formatInstant(earliestMs), end: formatInstant(latestMs), basis: basisOf(coverage) },
    lagMs: records === null || latestMs === null ? null : Math.max(0, nowMs - latestMs),
    records,
    days,
    sizeBytes,
    quarantined,
    accounts,
    regions,
    parts: parts.map(wirePart),
    problems: [...problems, ...parts.flatMap((part) => part.problems.map((problem) => `${part.name}: ${problem}`))],
  };
}

/** What the engine cannot find out is not known, and the rest of the report is none the worse for it. */
async function inspected(engine: Engine, source: KeptSourceName) {
  try {
    return { ...(await engine.inspect(source)), problems: [] };
  } catch (error) {
    const { message } = storeFailure(error, engine.name);
    return { days: null, sizeBytes: null, quarantined: null, parts: [], problems: [message] };
  }
}

function basisOf(coverage: Coverage | null): CoverageEntry["held"]["basis"] {
  if (coverage === null) return "unknown";
  if (coverage.records !== null) return "counted";
  return coverage.earliestMs === null && coverage.latestMs === null ? "unknown" : "declared";
}

function wirePart({ createdAtMs, ingestion, ...part }: StorePart): CoveragePart {
  return { ...part, createdAt: formatInstant(createdAtMs), ingestion: ingestion === null ? null : wire(ingestion) };
}

function wire({ measuredAtMs, ...bytes }: Ingestion): NonNullable<CoveragePart["ingestion"]> {
  return { ...bytes, measuredAt: formatInstant(measuredAtMs) };
}

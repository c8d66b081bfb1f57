import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate, type Query, type Records } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { type Ask, nowMs, queries, storeRows } from "../query/arbitraries.ts";
import { ask } from "./ask.ts";
import { tableSources } from "./tables.ts";
import { openWorld, type World } from "./world.ts";

/** `TRAILKEEP_SEED=n` repeats a run. */
const seed = Number(process.env["TRAILKEEP_SEED"] ?? Date.now() % 2 ** 31);
const asked = Number(process.env["TRAILKEEP_RANDOM_QUERIES"] ?? 501);

/** What is asked about: what the stores on Trino hold, and what is made of it. */
const askedSources = [...tableSources, "object_access"] as const;
type AskedSource = (typeof askedSources)[number];

/** A source's share of the queries, and how many are drawn for one that is kept: most about Insights name what only the store has. */
const shares = {
  cloudtrail: { share: 0.42, draws: 3 },
  s3_access: { share: 0.42, draws: 3 },
  cloudtrail_insights: { share: 0.08, draws: 20 },
  object_access: { share: 0.08, draws: 3 },
} as const satisfies Record<AskedSource, { readonly share: number; readonly draws: number }>;

/** Stores with the least share of queries that they must accept. */
const engines = { lake: 0.8, athena: 0.8, "athena-raw": 0, insights: 0 } as const;
type Engine = keyof typeof engines;

/** Queries at work at once: Lake takes ten. */
const lanes = 4;

/**
 * What only Trailkeep's own store has. Generated queries name every field alike, people hardly ever these: one query in
 * sixteen names one, so that refusals of them don't hide all others.
 */
const ownFields = [
  ...["otherFields", "raw", "recordId", "inputObject", "inputPosition"],
  "insightDetails.insightContext.attributions",
];
const oneIn = 16;

function sampled(source: AskedSource, records: Records): readonly Ask<Query>[] {
  const { share, draws } = shares[source];
  const count = Math.ceil(asked * share);
  const asks = fc.sample(queries(source, records), { seed, numRuns: count * draws });
  const names = [...ownFields, ...ownFields.flatMap((field) => [`log.${field}`, `event.${field}`])];
  const isOwn = ({ query }: Ask<Query>) => names.some((field) => JSON.stringify(query).includes(`"${field}`));
  const [own, common] = [asks.filter(isOwn), asks.filter((one) => !isOwn(one))];
  const rare = own.slice(0, Math.ceil(count / oneIn));
  return [...rare, ...common].slice(0, count);
}

interface Tally {
  accepted: number;
  withRows: number;
}
const tallies = new Map<Engine, Tally>();

describe(`any query (seed ${seed})`, () => {
  let world: World;
  let asks: readonly Ask<Query>[];
  beforeAll(async () => {
    const rows = tableSources.flatMap((source) => fc.sample(storeRows(source, 60), { seed, numRuns: 1 }));
    world = await openWorld(rows.flat(), nowMs);
    asks = askedSources.flatMap((source) => sampled(source, world.recordsOf("local")));
  });
  afterAll(() => world?.close());

  test.each(Object.keys(engines) as Engine[])("%s answers as the oracle does", { timeout: 900_000 }, async (engine) => {
    const tally: Tally = { accepted: 0, withRows: 0 };
    const differences: string[] = [];
    const waiting = [...asks.entries()];
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const difference = await differenceOf(engine, next[1], tally);
        if (difference !== null) differences.push(`#${next[0]} ${difference}`);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    tallies.set(engine, tally);
    const share = ((100 * tally.accepted) / asks.length).toFixed(1);
    console.info(`${engine}: ${tally.accepted} of ${asks.length} accepted (${share} %), ${tally.withRows} with rows`);
    expect(differences.slice(0, 5)).toEqual([]);
  });

  test("enough of them are accepted, and most of those have rows", () => {
    for (const [engine, least] of Object.entries(engines)) {
      const { accepted, withRows } = tallies.get(engine as Engine) ?? { accepted: 0, withRows: 0 };
      expect(accepted / asks.length, `accepted on ${engine}`).toBeGreaterThanOrEqual(least);
      if (least > 0) expect(withRows / accepted, `with rows on ${engine}`).toBeGreaterThanOrEqual(0.7);
    }
  });

  async function differenceOf(engine: Engine, { query, parameters }: Ask<Query>, tally: Tally): Promise<string | null> {
    try {
      const answer = await ask(world.service, engine, query, parameters);
      if (answer.kind !== "rows") return null;
      tally.accepted += 1;
      if (answer.rows.length > 0) tally.withRows += 1;
      expectAgreement(query, answer, evaluate(query, world.recordsOf(engine), nowMs, parameters));
      return null;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return `${JSON.stringify({ query, parameters })}: ${said.split("\n", 1)[0]}`;
    }
  }
});

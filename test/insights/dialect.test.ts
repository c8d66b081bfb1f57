import { localSourceNames, sourceNames } from "@trailkeep/core/catalog";
import { compileInsights } from "@trailkeep/core/dialect";
import { finishRows } from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import { planQuery } from "@trailkeep/core/query";
import type { StoreRow } from "@trailkeep/core/store/row";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultReadings,
  evaluate,
  type LogEvent,
  otherReadings,
  parseQuery,
  type Readings,
} from "../aws/insights/index.ts";
import { evaluate as meaning, oracleRecord, type Records } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { nowMs as generatedNowMs, queries, storeRows } from "../query/arbitraries.ts";
import { corpora, nowMs } from "../query/corpus/index.ts";
import { messageOf } from "./log-events.ts";

/** Plans as Logs Insights QL, run by the reference evaluator under every reading of what AWS leaves open. */

const skewMs = 900_000;
const readings: Readonly<Record<string, Readings>> = {
  "the likeliest readings": defaultReadings,
  ...Object.fromEntries(Object.entries(otherReadings).map(([name, other]) => [name, { ...defaultReadings, ...other }])),
};

interface Deliveries {
  readonly events: readonly (LogEvent & { readonly source: string })[];
  readonly records: Records;
}

/** Log groups hold no time before 1970, and here each record once. */
function deliveries(rows: readonly StoreRow[]): Deliveries {
  const kept = [
    ...new Map(rows.filter(({ timeMs }) => timeMs >= 0).map((row) => [`${row.source} ${row.recordId}`, row])).values(),
  ];
  const sources = [...new Set(kept.map(({ source }) => source))];
  return {
    events: kept.map((row) => ({
      source: row.source,
      timestamp: row.timeMs,
      ingestionTime: row.timeMs,
      message: messageOf(row),
      logStream: "stream",
      log: "111122223333:group",
      discovered: true,
    })),
    records: new Map(
      sources.map((source) => [
        source,
        kept
          .filter((row) => row.source === source)
          .map(
            (row) => new Map([...oracleRecord(row, { inputObject: "", inputPosition: 0 }), ["raw", messageOf(row)]]),
          ),
      ]),
    ),
  };
}

type Rows = readonly (readonly (string | number | boolean | null)[])[];
type Outcome = { readonly rows: Rows; readonly approximate: readonly string[] } | { readonly refused: string };

/** Whether approximate columns may be off; else the evaluator has them exactly. */
function isRough({ approximate }: Extract<Outcome, { rows: Rows }>, reading: Readings): boolean {
  return approximate.length > 0 && reading.exactDistinctUpTo < defaultReadings.exactDistinctUpTo;
}

function ask(
  query: Parameters<typeof meaning>[0],
  given: Parameters<typeof meaning>[3],
  { events }: Deliveries,
  reading: Readings,
  askedAtMs = nowMs,
): Outcome {
  try {
    const target = {
      logGroups: Object.fromEntries(sourceNames.map((source) => [source, [source]])),
      skewMs,
      jsonNull: reading.jsonNull,
      logGroupClass: "STANDARD",
    } as const;
    const statement = compileInsights(planQuery(query, askedAtMs, given), target);
    const source = "from" in query ? query.from : "";
    const window = { startMs: statement.startSeconds * 1000, endMs: statement.endSeconds * 1000 + 999 };
    const found = events.filter(
      (event) => event.source === source && event.timestamp >= window.startMs && event.timestamp <= window.endMs,
    );
    const answer = evaluate(parseQuery(statement.text, reading), {
      readings: reading,
      clock: { nowMs: askedAtMs, ...window },
      events: () => found,
      limit: null,
    });
    const cells = answer.rows.map((row) => Object.fromEntries(row.cells.map(({ field, value }) => [field, value])));
    return { rows: finishRows(statement.finish, cells), approximate: statement.approximate };
  } catch (error) {
    if (error instanceof TrailkeepError && error.code === "capability") return { refused: error.message };
    throw error;
  }
}

describe.each(Object.entries(readings))("%s", (_, reading) => {
  test.each(corpora)("answers or refuses the $kind", ({ kind, rows, entries }) => {
    const delivered = deliveries(rows);
    let answered = 0;
    for (const { name, query, parameters } of entries) {
      const outcome = ask(query, parameters, delivered, reading);
      if ("refused" in outcome) continue;
      answered++;
      if (isRough(outcome, reading)) continue;
      expect({ name, rows: outcome.rows }).toEqual({
        name,
        rows: meaning(query, delivered.records, nowMs, parameters).rows,
      });
    }
    if (reading === defaultReadings) console.info(`${kind}: ${answered} of ${entries.length} answered`);
    if (kind === "tiles" || kind === "intents") expect(answered / entries.length).toBeGreaterThanOrEqual(0.75);
  });
});

/** Each is true of an empty text. */
const ofEmptyText = [
  { field: "awsRegion", op: "matches", value: "x*$" },
  { field: "awsRegion", op: "eq", value: "" },
  { field: "awsRegion", op: "in", value: ["", "x"] },
  { field: "awsRegion", op: "like", value: "%" },
  { field: "awsRegion", op: "startsWith", value: "" },
] as const;

test.each(ofEmptyText)("a key that is nothing is no empty text: $op $value", (having) => {
  const delivered = deliveries(corpora[0]?.rows ?? []);
  const query = { from: "cloudtrail", groupBy: ["awsRegion"], aggregate: { n: { fn: "count" } } } as const;
  const groups = (asked: Parameters<typeof meaning>[0]) => meaning(asked, delivered.records, nowMs).rows;
  expect(groups(query).map(([region]) => region)).toContain(null);
  const outcome = ask({ ...query, having }, undefined, delivered, defaultReadings);
  expect(outcome).toMatchObject({ rows: groups({ ...query, having }) });
});

/** `TRAILKEEP_SEED=n` repeats a run. */
const seed = Number(process.env["TRAILKEEP_SEED"] ?? Date.now() % 2 ** 31);

test(`any query that is not refused has the oracle's rows (seed ${seed})`, () => {
  const tally = { asked: 0, answered: 0, withRows: 0 };
  const perSource = Math.ceil(Number(process.env["TRAILKEEP_RANDOM_QUERIES"] ?? 600) / localSourceNames.length);
  const rows = localSourceNames.flatMap((source) => fc.sample(storeRows(source, 60), { seed, numRuns: 1 }).flat());
  const delivered = deliveries(rows);
  const all = delivered.records;
  for (const source of localSourceNames) {
    const property = fc.property(
      queries(source, all),
      fc.constantFrom(...Object.values(readings)),
      ({ query, parameters }, reading) => {
        tally.asked++;
        const outcome = ask(query, parameters, delivered, reading, generatedNowMs);
        if ("refused" in outcome) return;
        tally.answered++;
        if (outcome.rows.length > 0) tally.withRows++;
        if (isRough(outcome, reading)) return;
        const { columns, rows: expected } = meaning(query, all, generatedNowMs, parameters);
        expectAgreement(query, { columns, rows: outcome.rows }, { columns, rows: expected });
      },
    );
    fc.assert(property, { seed, numRuns: perSource });
  }
  console.info(`seed ${seed}: ${tally.asked} asked, ${tally.answered} answered, ${tally.withRows} with rows`);
  expect(tally.answered).toBeGreaterThan(perSource / 20);
});

import { localSourceNames } from "@trailkeep/core/catalog";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../oracle/index.ts";
import { askByPages, expectAgreement } from "./agreement.ts";
import { nowMs, queries, storeRows } from "./arbitraries.ts";
import { type Asked, storeOf } from "./fill.ts";

/** `TRAILKEEP_SEED=n` repeats a run. */
const seed = Number(process.env["TRAILKEEP_SEED"] ?? Date.now() % 2 ** 31);
const storesPerRun = 2;
const queriesPerSource = 170;

/** Over all of the run: how many queries were asked, and how many had rows. */
const tally = { asked: 0, withRows: 0, words: new Set<string>() };

/** Every key, operator, function, direction and type that a query can hold, as they stand in its JSON text. */
const language = [
  ..."time last start end where and or not select cast as groupBy bucket aggregate having orderBy dir limit ignoreCase p other part distinct fill of to parameters param default union join with kind on left right"
    .split(" ")
    .map((key) => `"${key}":`),
  ..."eq neq lt lte gt gte in notIn between contains startsWith endsWith like matches exists missing inCidr any"
    .split(" ")
    .map((op) => `"op":"${op}"`),
  ..."count countIf countDistinct min max sum avg percentile first last ratio".split(" ").map((fn) => `"fn":"${fn}"`),
  ..."string integer double boolean timestamp json".split(" ").map((type) => `"cast":"${type}"`),
  ..."hourOfDay dayOfWeek".split(" ").map((part) => `"part":"${part}"`),
  ..."asc desc".split(" ").map((dir) => `"dir":"${dir}"`),
];

describe(`any query over any data (seed ${seed})`, () => {
  for (let round = 0; round < storesPerRun; round++) {
    describe(`store ${round}`, () => {
      let asked: Asked;
      beforeAll(async () => {
        const rows = localSourceNames.flatMap((source) =>
          fc.sample(storeRows(source, 60), { seed: seed + round, numRuns: 1 }),
        );
        asked = await storeOf(rows.flat(), nowMs);
      });
      afterAll(() => asked.close());

      test.each([...localSourceNames, "object_access"] as const)(
        "%s: the embedded engine answers as the oracle does",
        async (source) => {
          const { records } = asked;
          const cases = fc.record({ ask: queries(source, records), pageSize: fc.constantFrom(1, 3, 7, 1_000) });
          await fc.assert(
            fc.asyncProperty(cases, async ({ ask: { query, parameters }, pageSize }) => {
              const oracle = evaluate(query, records, nowMs, parameters);
              tally.asked += 1;
              for (const word of language) if (JSON.stringify(query).includes(word)) tally.words.add(word);
              if (oracle.rows.length > 0) tally.withRows += 1;
              expectAgreement(query, await askByPages(asked.service, query, pageSize, parameters), oracle);
            }),
            { seed: seed + round, numRuns: queriesPerSource },
          );
        },
      );
    });
  }

  test("enough queries were asked, of every word of the language, and most had rows", () => {
    const share = tally.withRows / tally.asked;
    console.info(`seed ${seed}: ${tally.asked} generated queries, ${(share * 100).toFixed(1)} % with rows`);
    expect(tally.asked).toBeGreaterThanOrEqual(1_000);
    expect(share).toBeGreaterThanOrEqual(0.7);
    expect(language.filter((word) => !tally.words.has(word))).toEqual([]);
  });
});

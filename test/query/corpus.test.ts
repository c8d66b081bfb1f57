import { operatorsOf } from "@trailkeep/core/query";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../oracle/index.ts";
import { askByPages, expectAgreement } from "./agreement.ts";
import { corpora, nowMs } from "./corpus/index.ts";
import { type Asked, storeOf } from "./fill.ts";

test("names are unique", () => {
  const names = corpora.flatMap(({ entries }) => entries.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});

test("the dashboards have 25 tiles, and the auditors 20 questions", () => {
  const sizes = Object.fromEntries(corpora.map(({ kind, entries }) => [kind, entries.length]));
  expect(sizes).toMatchObject({ tiles: 25, intents: 20 });
});

test("every operator is asked of every type that has it, over values and nulls, as it is and negated", () => {
  const entries = corpora.flatMap(({ kind, entries: own }) => (kind === "operators" ? own : []));
  expect(entries.length).toBeGreaterThanOrEqual(100);
  for (const [type, operators] of Object.entries(operatorsOf)) {
    const names = operators.flatMap((operator) => [`${type}.${operator}`, `${type}.not-${operator}`]);
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  }
});

const stores = [
  { of: "one run", merged: false },
  { of: "merged files beside others", merged: true },
];
const held = corpora.filter(({ kind }) => kind !== "discovered");
const cases = held.flatMap((corpus) => stores.map((store) => ({ ...corpus, ...store })));

for (const { kind, rows: records, entries, of, merged } of cases) {
  describe(`the embedded engine answers the ${kind} over a store of ${of}`, () => {
    let asked: Asked;
    beforeAll(async () => {
      asked = await storeOf(records, nowMs, { merged });
    });
    afterAll(() => asked.close());

    for (const { name, query, parameters, rows } of entries) {
      test(name, async () => {
        const answer = await askByPages(asked.service, query, 2, parameters);
        if (rows !== undefined) expect(answer.rows).toEqual(rows);
        expectAgreement(query, answer, evaluate(query, asked.records, nowMs, parameters));
      });
    }
  });
}

describe("the embedded engine refuses what it can't hold", () => {
  let asked: Asked;
  beforeAll(async () => {
    asked = await storeOf([], nowMs);
  });
  afterAll(() => asked.close());

  for (const { name, query } of corpora.flatMap(({ kind, entries }) => (kind === "discovered" ? entries : []))) {
    test(name, async () => {
      const hint = "ask one of the kind insights";
      await expect(asked.service.start(query)).rejects.toMatchObject({ code: "capability", problems: [{ hint }] });
    });
  }
});

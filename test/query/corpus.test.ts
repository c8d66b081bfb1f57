import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../oracle/index.ts";
import { askByPages, expectAgreement } from "./agreement.ts";
import { corpus, corpusRows, nowMs } from "./corpus/index.ts";
import { type Asked, storeOf } from "./fill.ts";

let asked: Asked;
beforeAll(async () => {
  asked = await storeOf(corpusRows, nowMs);
});
afterAll(() => asked.close());

test("names are unique", () => {
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

describe("the embedded engine answers the corpus", () => {
  for (const { name, query, parameters, rows } of corpus) {
    test(name, async () => {
      const answer = await askByPages(asked.service, query, 2, parameters);
      if (rows !== undefined) expect(answer.rows).toEqual(rows);
      expectAgreement(query, answer, evaluate(query, asked.records, nowMs, parameters));
    });
  }
});

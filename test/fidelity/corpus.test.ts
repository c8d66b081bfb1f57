import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { corpora, nowMs } from "../query/corpus/index.ts";
import { ask } from "./ask.ts";
import { fidelityPage, type Outcome, shareOf } from "./report.ts";
import { tableSources } from "./tables.ts";
import { allStores, openWorld, startsOf, type World } from "./world.ts";

/** Records that only log groups hold are asked about in test/insights. */
const asked = corpora.filter(({ rows }) => rows.every(({ source }) => tableSources.some((held) => held === source)));

const outcomes: Outcome[] = [];

describe.each(asked)("$kind", ({ kind, rows, entries }) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(rows, nowMs);
  });
  afterAll(() => world?.close());

  describe.each(allStores)("%s", (store) => {
    test.each(entries)("$name", async ({ name, query, parameters }) => {
      const before = startsOf(world);
      const answer = await ask(world.service, store, query, parameters);
      outcomes.push({ kind, query: name, store, answer });
      if (answer.kind === "refused") expect(startsOf(world)).toBe(before);
      if (answer.kind !== "rows") return expect(answer.reason).not.toBe("");
      expectAgreement(query, answer, evaluate(query, world.recordsOf(store), nowMs, parameters));
    });
  });
});

const all = asked.reduce((sum, { entries }) => sum + entries.length, 0) * allStores.length;

describe("all of it", () => {
  test("docs/fidelity.md says what passes and what is refused", async (context) => {
    if (outcomes.length < all) context.skip("not all queries were asked");
    await expect(fidelityPage(outcomes)).toMatchFileSnapshot("../../docs/fidelity.md");
  });

  const least: Readonly<Record<string, number>> = {
    local: 1,
    lake: 0.9,
    athena: 0.9,
    "athena-made": 0.9,
    insights: 0.75,
  };
  test.each(["tiles", "intents"])("most %s pass on each engine", (kind) => {
    for (const [store, share] of Object.entries(least)) {
      const passed = shareOf(outcomes, kind, store);
      console.info(`${kind} on ${store}: ${(passed * 100).toFixed(1)} %`);
      expect(passed, `${kind} on ${store}`).toBeGreaterThanOrEqual(share);
    }
  });
});

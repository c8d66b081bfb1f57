import { afterEach, describe, expect, test } from "vitest";
import { carefulLake, type LakeSwitches, otherLake } from "../aws/cloudtrail/switches.ts";
import { evaluate } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { corpora, corpusRows, nowMs } from "../query/corpus/index.ts";
import { ask } from "./ask.ts";
import { openWorld, type World } from "./world.ts";

/** What AWS's pages leave open, one switch at a time: answers may not depend on how it is in truth. */

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Queries whose statements use what a switch is about, and every type of cell. */
const telling = [
  ...["every-field-of-s3-access", "union-of-two-sources", "join-inner", "fill", "bucket", "paths-are-text"],
  ...["first-and-last-seen-by-address", "nulls-last-ascending", "min-and-max", "distinct-then-limit"],
];

const readings: readonly (readonly [string, Partial<LakeSwitches>])[] = [
  ...(["quotedIds", "withClause", "offset", "fullAndCrossJoin", "interval", "nulls"] as const).map(
    (name) => [name, { [name]: otherLake[name] }] as const,
  ),
  ["timestamps: rfc3339", { timestamps: "rfc3339" }],
  ["timestamps: zoned", { timestamps: "zoned" }],
];

describe("CloudTrail Lake", () => {
  test.each(readings)("%s", async (_, switches) => {
    const opened = await openWorld(corpusRows, nowMs, { lake: { ...carefulLake, ...switches } });
    world = opened;
    const entries = corpora.flatMap(({ entries: all }) => all.filter(({ name }) => telling.includes(name)));
    expect(entries).toHaveLength(telling.length);
    for (const { query, parameters } of entries) {
      const answer = await ask(opened.service, "lake", query, parameters);
      if (answer.kind !== "rows") throw new Error(answer.reason);
      expectAgreement(query, answer, evaluate(query, opened.recordsOf("lake"), nowMs, parameters));
    }
  });
});

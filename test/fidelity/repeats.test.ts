import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate, type Query } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { corpora, nowMs } from "../query/corpus/index.ts";
import { untilEnded } from "../until-ended.ts";
import { ask } from "./ask.ts";
import { openWorld, startsOf, type World } from "./world.ts";

/** Every record is in the stores twice (law 9): counted twice, ruled out by `exact`, or left out where that is asked for. */

const asked = corpora.find(({ kind }) => kind === "tiles") ?? { rows: [], entries: [] };
const accessed = corpora.find(({ kind }) => kind === "laws") ?? { rows: [], entries: [] };
const matched = corpora.find(({ kind }) => kind === "access") ?? { rows: [], entries: [] };
const remote = ["lake", "athena", "athena-raw", "insights"] as const;

const howMany: Query = { from: "cloudtrail", aggregate: { n: { fn: "count" } } };
const requests: Query = { from: "s3_access", select: ["time", "requestId", "key", "bytesSent"] };
const partners: Query = {
  from: "cloudtrail",
  join: { with: "s3_access", as: "log", kind: "inner", on: [{ left: "sourceIPAddress", right: "remoteIp" }] },
  aggregate: { n: { fn: "count" } },
};

const access: Query = { from: "object_access", groupBy: ["bucket", "seenBy"], aggregate: { n: { fn: "count" } } };

let world: World;
beforeAll(async () => {
  world = await openWorld([...asked.rows, ...accessed.rows, ...matched.rows], nowMs, { repeated: true });
});
afterAll(() => world?.close());

describe.each(remote)("%s", (store) => {
  test("counts a repeat as often as it is there", async () => {
    const answer = await ask(world.service, store, howMany);
    const { rows } = evaluate(howMany, world.recordsOf(store), nowMs);
    expect(answer).toMatchObject({ kind: "rows", rows: [[2 * Number(rows[0]?.[0])]] });
  });

  test("is no candidate under `exact`", async () => {
    const before = startsOf(world);
    const answer = await ask(world.service, store, howMany, {}, { exact: true });
    expect(answer).toMatchObject({ kind: "refused" });
    expect("reason" in answer ? answer.reason : "").toContain("may hold repeats of a record, which `exact` rules out");
    expect(startsOf(world)).toBe(before);
  });
});

describe.each(["lake", "athena"])("%s, asked to leave repeats out", (store) => {
  const entries = [
    ...asked.entries.filter(({ query }) => "from" in query),
    { name: "access logs", query: requests, parameters: {} },
    { name: "both sides of a join", query: partners, parameters: {} },
    { name: "both parts of object access", query: access, parameters: {} },
  ];
  test.each(entries)("$name", async ({ query, parameters }) => {
    const answer = await ask(world.service, store, query, parameters, { exact: true, distinctRecords: true });
    if (answer.kind !== "rows") throw new Error(answer.reason);
    expectAgreement(query, answer, evaluate(query, world.recordsOf(store), nowMs, parameters));
  });
});

describe.each([
  ["athena-raw", "a raw table does not have the record whole"],
  ["insights", "may hold repeats of a record and cannot leave them out"],
])("%s", (store, reason) => {
  test("says why it cannot leave repeats out", async () => {
    const before = startsOf(world);
    const answer = await ask(world.service, store, howMany, {}, { distinctRecords: true });
    expect(answer).toMatchObject({ kind: "refused" });
    expect("reason" in answer ? answer.reason : "").toContain(reason);
    expect(startsOf(world)).toBe(before);
  });
});

test("the router passes over stores that may hold repeats where the answer must be exact", async () => {
  const { id } = await world.service.start(howMany, { exact: true });
  const reply = await untilEnded(world.service, id);
  expect(reply.engine).toBe("local");
  expectAgreement(howMany, reply, evaluate(howMany, world.recordsOf("local"), nowMs));
});

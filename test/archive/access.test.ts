import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { deliveredText } from "../fidelity/delivered.ts";
import { accessRows } from "../query/corpus/access/data.ts";
import { startMinistack } from "../rigs/ministack/server.ts";
import { trailFile, trailKey } from "./logs.ts";
import { openWorld, type World } from "./world.ts";

/** Object access of the store on S3, in fresh files and in the archive; the ledger says how late it came. */

let ministack: Awaited<ReturnType<typeof startMinistack>>;
let world: World;
const accessKey = "access/2026-03-02-01-00-00-0123456789ABCDEF";

beforeAll(async () => {
  ministack = await startMinistack();
  world = await openWorld({ ministack, trino: inject("trino") });
});
afterAll(async () => {
  await world?.close();
  await ministack?.close();
});

function delivered(source: string): readonly string[] {
  return accessRows.filter((row) => row.source === source).map(deliveredText);
}

/** When S3 had the objects, as its notifications say here. */
const storedMs = Date.parse("2026-11-02T10:05:00.000Z");

test("is matched before and after it moves to the archive, and counted by bucket and day", async () => {
  const trail = trailKey();
  await world.take(trail, trailFile(delivered("cloudtrail")));
  await world.take(accessKey, `${delivered("s3_access").join("\n")}\n`);
  const seen = { from: "object_access", groupBy: ["seenBy"], aggregate: { n: { fn: "count" } } };
  const known = [
    ["access_logs", 2],
    ["both", 7],
    ["cloudtrail", 2],
  ];
  expect(await world.ask(seen)).toEqual(known);
  world.clock(2);
  await world.move();
  expect(await world.ask(seen)).toEqual(known);
  const { days, total, notes } = await world.access({ time: { start: "2026-03-01", end: "2026-03-03" } });
  expect(notes).toEqual([]);
  expect(total).toMatchObject({ requests: 7, both: 4, accessLogs: { missing: 2 }, cloudtrail: { missing: 1 } });
  const first = days.find(({ day }) => day === "2026-03-01");
  expect(first).toEqual({
    bucket: "payroll",
    day: "2026-03-01",
    requests: 5,
    both: 4,
    accessLogs: { requests: 5, missing: 0, latestMs: storedMs - Date.parse("2026-03-01T09:00:00Z") },
    cloudtrail: { requests: 4, missing: 1, latestMs: storedMs - Date.parse("2026-03-01T09:00:01Z") },
    ownOperations: 1,
  });
});

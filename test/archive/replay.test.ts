import { openService, readSettings } from "@trailkeep/ingest/service";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { mended } from "../ingest/support/mended.ts";
import { startMinistack } from "../rigs/ministack/server.ts";
import { event, trailFile, trailKey } from "./logs.ts";
import { openWorld, type World } from "./world.ts";

/** What is replayed of the quarantine is asked of Athena, and moves to the archive like anything else. */

let ministack: Awaited<ReturnType<typeof startMinistack>>;
let world: World;

beforeAll(async () => {
  ministack = await startMinistack();
  world = await openWorld({ ministack, trino: inject("trino") });
});
afterAll(async () => {
  await world?.close();
  await ministack?.close();
});

const time = "2026-03-01T10:00:00Z";
const torn = (n: number) => event(n, time).replace(/\}$/, ',"x": nul}');
const known = { from: "cloudtrail", select: ["eventID", "inputPosition"] };

test("rows of replayed records are there once, before and after they move", async () => {
  await world.take(trailKey(), trailFile([event(1, time), torn(2), event(3, time)]));
  expect(await world.ask(known)).toHaveLength(2);
  const service = openService(readSettings(process.env), { reading: mended });
  expect(await service.replayer.all()).toMatchObject({ entries: { tried: 1, released: 1, kept: 0 } });
  await service.close();
  const all = [1, 2, 3].map((n) => [expect.stringMatching(new RegExp(`0${n}$`)), n - 1]);
  expect(await world.ask(known)).toEqual(all);
  world.clock(2);
  const { moved } = await world.move();
  expect(moved.map((hour) => hour.moved)).toEqual([3]);
  expect(await world.ask(known)).toEqual(all);
});

import { beforeAll, expect, test } from "vitest";
import { event, folderForFile, trail, writeFiles } from "./support/logs.ts";
import { trailkeep } from "./support/trailkeep.ts";

/** Two folders, the second declared in a stores file. */

const cwd = folderForFile();
const old = { eventTime: "2020-01-01T00:00:00Z", eventName: "Old" };

beforeAll(async () => {
  writeFiles(cwd, {
    "logs/new.json": trail([event(1, { eventName: "New" })]),
    "old/old.json": trail([event(2, old)]),
    "stores.yaml": "stores:\n  attic: { engine: local, folder: attic }\n",
    "wrong.yaml": "stores:\n  attic: { engine: local, foldr: attic }\n",
    "old.json": JSON.stringify({
      from: "cloudtrail",
      time: { start: "2020-01-01", end: "2020-01-01T00:00:00.001Z" },
      select: ["eventName"],
    }),
  });
  for (const args of [["logs"], ["old", "--data", "attic"]]) {
    expect(await trailkeep(["ingest", ...args], { cwd })).toMatchObject({ code: 0 });
  }
});

test("the store that holds the range answers", async () => {
  const { code, out, err } = await trailkeep(["query", "old.json", "--stores", "stores.yaml"], { cwd });
  expect({ code, out }).toEqual({ code: 0, out: "eventName\n---------\nOld\n" });
  expect(err).toMatch(/^1 row in .* scanned \(attic\)$/m);
});

test("explain shows each store and the reason", async () => {
  const { out } = await trailkeep(["explain", "old.json"], { cwd, env: { TRAILKEEP_STORES: "stores.yaml" } });
  expect(out).toMatch(/^engine local\n[\s\S]*^ {2}lacks 1 millisecond of the range$/m);
  expect(out).toMatch(/^engine attic \(chosen\)\n[\s\S]*^ {2}holds the whole range; costs nothing$/m);
});

test("a mistake in the file is one line with its place", async () => {
  const { code, err } = await trailkeep(["query", "old.json", "--stores", "wrong.yaml"], { cwd });
  expect(code).toBe(2);
  expect(err).toContain("unknown key `foldr` in `stores.attic` at wrong.yaml:2:27; did you mean `folder`?");
});

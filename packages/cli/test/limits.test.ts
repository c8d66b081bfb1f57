import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { event, folderForTest, trail, writeFiles } from "./support/logs.ts";
import { trailkeep } from "./support/trailkeep.ts";

const long = event(2, { userAgent: "x".repeat(2_000) });

describe("limits", () => {
  test("by option and by variable; the option takes the place of the variable; a replay reads under a larger one", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/a.json": trail([event(1), long]) });
    const env = { TRAILKEEP_LIMITS: "maxRecordBytes=1KiB,maxDays=3" };
    const first = await trailkeep(["ingest", "logs", "--json"], { cwd, env });
    expect(first.code).toBe(3);
    expect(JSON.parse(first.out).records).toMatchObject({ read: 2, written: 1, quarantined: 1 });
    const limit = ["--limit", "maxRecordBytes=2kB", "--limit", "maxRatio=7"];
    const still = await trailkeep(["quarantine", "replay", "--json", ...limit], { cwd });
    expect(JSON.parse(still.out).entries).toEqual({ tried: 1, released: 0, kept: 1 });
    const other = ["ingest", "logs", "--json", "--data", "other", "--limit", "maxRecordBytes=1MiB"];
    expect((await trailkeep(other, { cwd, env })).code).toBe(0);
  });

  test("a file beyond a limit is read by a replay under a larger one", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/a.json": trail([event(1), event(2)]) });
    expect((await trailkeep(["ingest", "logs", "--limit", "maxRecords=1"], { cwd })).code).toBe(3);
    const replayed = await trailkeep(["quarantine", "replay", "--json"], { cwd });
    expect(replayed.code).toBe(0);
    expect(JSON.parse(replayed.out).records).toMatchObject({ read: 2, written: 2 });
  });

  test.each([
    ["maxRecordBytes", /"maxRecordBytes" is not name=value/],
    ["maxRecordBytes=1=2", /is not name=value/],
    ["maxRows=1", /There is no limit "maxRows"; there are maxObjectBytes, /],
    ["toString=1", /There is no limit "toString"/],
    ["maxRecordBytes=1kB", /maxRecordBytes is 1000; it must be a whole number from 1024 to 67108864/],
    ["maxRatio=3x", /maxRatio is "3x"; it must be a whole number/],
    ["maxRatio=3MB", /maxRatio is "3MB"; it must be a whole number/],
    ["maxJsonDepth=1e3", /maxJsonDepth is "1e3"/],
    ["maxDays=-1", /maxDays is "-1"/],
    ["maxObjectBytes=4MX", /maxObjectBytes is "4MX"; it must be a whole number of bytes, as in 4194304 or 4MiB/],
  ])("%s is wrong use: it says why, and nothing is written", async (value, message) => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/a.json": trail([event(1)]) });
    const byOption = await trailkeep(["ingest", "logs", "--limit", value], { cwd });
    expect(byOption).toMatchObject({ code: 2, out: "", err: expect.stringMatching(message) });
    expect(byOption.err.trimEnd().split("\n")).toHaveLength(1);
    const env = { TRAILKEEP_LIMITS: value };
    expect(await trailkeep(["ingest", "logs"], { cwd, env })).toMatchObject({
      code: 2,
      err: expect.stringMatching(message),
    });
    expect(existsSync(join(cwd, ".trailkeep"))).toBe(false);
  });
});

import { join } from "node:path";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import { expect, test } from "vitest";
import { event, folderForTest, trail, writeFiles } from "./support/logs.ts";
import { trailkeep } from "./support/trailkeep.ts";

/** A store of as many runs, each of one file with one event of the same day, nothing merged. */
async function storeOf(runs: number): Promise<{ cwd: string }> {
  const cwd = folderForTest();
  for (let n = 0; n < runs; n++) {
    writeFiles(cwd, { [`logs/${n}.json`]: trail([event(n)]) });
    await ingest([join(cwd, "logs")], { root: join(cwd, ".trailkeep"), compact: false });
  }
  return { cwd };
}

test("merges small files, says what became of them, and finds nothing to do the second time", async () => {
  const { cwd } = await storeOf(3);
  const { code, out, err } = await trailkeep(["compact"], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("3 of 1 day became 1\n");
  expect(out).toContain("3 read = 3 written + 0 repeated\n");
  const again = await trailkeep(["compact"], { cwd });
  expect(again.out).toBe("Nothing to merge: no day has files that are worth it.\n");
  expect((await trailkeep(["status"], { cwd })).out).toMatch(
    /compaction +at 20.*: 3 records in merged files, 0 repeated/,
  );
});

test("--json prints one line with the counts", async () => {
  const { cwd } = await storeOf(2);
  const { code, out } = await trailkeep(["compact", "--json", "--source", "cloudtrail"], { cwd });
  expect(code).toBe(0);
  expect(out.split("\n")).toHaveLength(2);
  expect(JSON.parse(out)).toEqual({
    days: 1,
    files: { before: 2, after: 1 },
    records: { read: 2, written: 2, repeated: 0 },
    bytes: { read: expect.any(Number), written: expect.any(Number) },
    seconds: expect.any(Number),
  });
  const { lastCompaction, removedFiles } = JSON.parse((await trailkeep(["status", "--json"], { cwd })).out);
  expect(lastCompaction).toMatchObject({ records: { read: 2, written: 2, repeated: 0 } });
  expect(removedFiles.count).toBe(2);
});

test("an unknown source is wrong use, and says which there are", async () => {
  const { code, err } = await trailkeep(["compact", "--source", "trail"]);
  expect(code).toBe(2);
  expect(err).toContain("cloudtrail, cloudtrail_insights, s3_access");
});

test("an ingest merges by itself what 16 runs have left, unless told not to", async () => {
  const { cwd } = await storeOf(15);
  writeFiles(cwd, { "logs/15.json": trail([event(15)]) });
  const told = await trailkeep(["ingest", "logs", "--no-compact"], { cwd });
  expect(told.out).not.toContain("compaction");
  writeFiles(cwd, { "logs/16.json": trail([event(16)]), "logs/17.json": trail([event(17)]) });
  const off = await trailkeep(["ingest", "logs/16.json"], { cwd, env: { TRAILKEEP_COMPACT: "off" } });
  expect(off.out).not.toContain("compaction");
  const { out } = await trailkeep(["ingest", "logs/17.json"], { cwd });
  expect(out).toContain("18 small files of 1 day merged into 1");
  const store = Store.open(`${cwd}/.trailkeep`);
  expect(store.files("cloudtrail").map(({ rows }) => rows)).toEqual([18]);
  store.close();
});

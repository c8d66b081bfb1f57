import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Store } from "@trailkeep/core/store";
import { ingest, replayQuarantine } from "@trailkeep/ingest";
import { generateSample } from "@trailkeep/sample";
import { expect, test } from "vitest";
import { ask, put, scratch } from "./help.ts";

const data = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));

test("the sample loads with the counts that its generator gives", async () => {
  const folder = scratch();
  const summary = await generateSample(`${folder}/in`, { records: 3_000, days: 3, seed: 5, damaged: true });
  const root = `${folder}/store`;
  const report = await ingest([`${folder}/in`], { root });
  expect(report.files).toEqual({
    taken: summary.files - summary.digests,
    skipped: 0,
    quarantined: 0,
    ignored: summary.digests,
  });
  expect(report.records).toEqual({
    read: summary.records + summary.damaged,
    written: summary.records - summary.repeats,
    repeated: summary.repeats,
    quarantined: summary.damaged,
    expired: 0,
  });
  expect(report.bytes.read).toBeLessThanOrEqual(summary.bytes);
  expect(report.conflicts.count).toBe(0);
  const store = Store.open(root);
  for (const source of ["cloudtrail", "cloudtrail_insights", "s3_access"] as const) {
    const { records, repeats } = summary.sources[source];
    expect(store.summary(source).rows, source).toBe(records - repeats);
  }
  expect((await replayQuarantine(root)).entries).toMatchObject({ released: 0, kept: summary.damaged });
  const again = await ingest([`${folder}/in`], { root });
  expect(again.files).toEqual({ taken: 0, skipped: summary.files, quarantined: 0, ignored: 0 });
});

test("a record that was cut off is read once the whole file is there, and a torn line is kept apart from its neighbours", async () => {
  const folder = scratch();
  const root = `${folder}/store`;
  const records = ["A", "B", "C"].map((eventName) => ({
    eventVersion: "1.08",
    eventTime: "2026-01-01T00:00:00Z",
    eventName,
    eventID: eventName,
  }));
  const text = JSON.stringify({ Records: records });
  put(folder, "in/trail.json", text.slice(0, -60));
  const torn = await ingest([`${folder}/in`], { root });
  expect(torn.records).toMatchObject({ read: 3, written: 2, quarantined: 1 });
  put(folder, "in/trail.json", text);
  const whole = await ingest([`${folder}/in`], { root });
  expect(whole.changed).toHaveLength(1);
  expect(whole.records).toMatchObject({ read: 3, written: 1, repeated: 2, quarantined: 0 });
  const rows = await ask(root, "cloudtrail", "SELECT event_name AS name FROM t ORDER BY name");
  expect(rows).toEqual(["A", "B", "C"].map((name) => ({ name })));
});

test("names do not decide: gzip without its suffix, plain text with it", async () => {
  const folder = scratch();
  const record = (eventID: string) =>
    JSON.stringify({ Records: [{ eventTime: "2026-01-01T00:00:00Z", eventName: "X", eventID }] });
  put(folder, "in/zipped.json", gzipSync(record("1")));
  put(folder, "in/plain.json.gz", record("2"));
  expect((await ingest([`${folder}/in`], { root: `${folder}/store` })).records.written).toBe(2);
});

/** Records of a TrailDiscover file, counted by another reader than ours. */
function countOf(path: string): readonly string[] {
  const text = readFileSync(path, "utf8").trim();
  if (text === "") return [];
  const value: unknown = JSON.parse(text);
  return (Array.isArray(value) ? value : [value]).map((record) => JSON.stringify(sorted(record)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

test("published log files: every record is a row, a repeat or in quarantine", async (context) => {
  if (!existsSync(data)) context.skip("../shared/data is not there");
  const root = `${scratch()}/store`;
  const discover = `${data}cloudtrail/adanalvarez__TrailDiscover/logExamples`;
  const records = readdirSync(discover).flatMap((name) => countOf(`${discover}/${name}`));
  const report = await ingest([discover], { root });
  expect(report.records).toEqual({
    read: records.length,
    written: new Set(records).size,
    repeated: records.length - new Set(records).size,
    quarantined: 0,
    expired: 0,
  });
  const counts: Record<string, number> = {};
  for (const folder of ["invictus-ir__aws_dataset", "OTRF__Security-Datasets"]) {
    counts[folder] = (await ingest([`${data}cloudtrail/${folder}`], { root })).records.written;
  }
  expect(counts).toEqual({ "invictus-ir__aws_dataset": 2_900, "OTRF__Security-Datasets": 103 });
  const access = await ingest([`${data}s3-access`], { root });
  expect(access.records.read).toBe(27);
  expect(access.records.quarantined).toBeLessThanOrEqual(2);
});

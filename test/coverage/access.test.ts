import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingest } from "@trailkeep/ingest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Service } from "../../packages/api/test/support/service.ts";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { deliveredText } from "../fidelity/delivered.ts";
import { accessRows } from "../query/corpus/access/data.ts";

/** How completely access logs and CloudTrail tell of object access: over HTTP and by the command, of the folder. */

const folder = mkdtempSync(join(tmpdir(), "trailkeep-access-"));
const root = join(folder, "store");
let service: Service;

/** The corpus's records as files, which the disk has since then. */
async function fill(): Promise<void> {
  const files = [
    { name: "logs", source: "s3_access", since: "2026-03-02T01:00:00Z" },
    { name: "trail.json", source: "cloudtrail", since: "2026-03-02T12:10:00Z" },
  ] as const;
  mkdirSync(join(folder, "in"));
  for (const { name, source, since } of files) {
    const texts = accessRows.filter((row) => row.source === source).map(deliveredText);
    const path = join(folder, "in", name);
    writeFileSync(path, source === "s3_access" ? `${texts.join("\n")}\n` : `{"Records":[${texts.join(",")}]}`);
    utimesSync(path, new Date(since), new Date(since));
  }
  await ingest([join(folder, "in")], { root });
}

beforeAll(async () => {
  await fill();
  service = await Service.start({ root, filled: false });
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const hour = 3_600_000;
const minute = 60_000;
const firstOfMarch = {
  bucket: "payroll",
  day: "2026-03-01",
  requests: 5,
  both: 4,
  // From nine o'clock, when the first record is from, to one o'clock in the night.
  accessLogs: { requests: 5, missing: 0, latestMs: 16 * hour },
  // Q2 is known to the access log alone; the first event is of a second after nine.
  cloudtrail: { requests: 4, missing: 1, latestMs: 27 * hour + 10 * minute - 1_000 },
  ownOperations: 1,
};
const secondOfMarch = {
  bucket: "payroll",
  day: "2026-03-02",
  requests: 1,
  both: 0,
  accessLogs: { requests: 0, missing: 1, latestMs: null },
  cloudtrail: { requests: 1, missing: 0, latestMs: 70 * minute },
  ownOperations: 0,
};
/** An event without a request id is a request of its own. */
const archive = {
  bucket: "archive",
  day: "2026-03-02",
  requests: 1,
  both: 0,
  accessLogs: { requests: 0, missing: 1, latestMs: null },
  cloudtrail: { requests: 1, missing: 0, latestMs: 10 * minute },
  ownOperations: 0,
};

test("by bucket and day, who knows what, and how late it came", async () => {
  const { status, text } = await service.send("/v1/coverage/access?start=2026-03-01&end=2026-03-03");
  expect(status).toBe(200);
  const report = JSON.parse(text);
  const byDay = (a: { bucket: string; day: string }, b: { bucket: string; day: string }) =>
    `${a.bucket} ${a.day}` < `${b.bucket} ${b.day}` ? -1 : 1;
  expect(report.days.toSorted(byDay)).toEqual([archive, firstOfMarch, secondOfMarch]);
  expect(report).toMatchObject({
    store: "local",
    total: {
      requests: 7,
      both: 4,
      accessLogs: { requests: 5, missing: 2, latestMs: 16 * hour },
      cloudtrail: { requests: 6, missing: 1 },
      ownOperations: 1,
    },
    completeness: { asked: { start: "2026-03-01T00:00:00.000Z", end: "2026-03-03T00:00:00.000Z" } },
    notes: [],
  });
});

test("one bucket, from a moment to another: the partner beyond the end is found", async () => {
  const { text } = await service.send("/v1/coverage/access?start=2026-03-01T23:00:00Z&end=2026-03-02&bucket=payroll");
  const { days } = JSON.parse(text);
  expect(days).toEqual([expect.objectContaining({ requests: 1, both: 1, day: "2026-03-01" })]);
});

test.each([
  ["last=7x", 400, /duration/],
  ["last=7d&start=2026-03-01", 400, /time/],
  ["start=yesterday", 400, /start/],
  ["bucket=payroll&when=now", 400, /when/],
  ["store=nowhere", 400, /nowhere/],
])("refuses %s", async (question, status, said) => {
  const reply = await service.send(`/v1/coverage/access?${question}`);
  expect(reply.status).toBe(status);
  expect(reply.text).toMatch(said);
});

test("the command shows the same, for people and as JSON", async () => {
  const range = ["--start", "2026-03-01", "--end", "2026-03-03", "--data", root];
  const shown = await trailkeep(["coverage", "--access", ...range], { cwd: folder });
  expect({ code: shown.code, err: shown.err }).toEqual({ code: 0, err: "" });
  expect(shown.out).toMatch(/payroll +2026-03-01 +5 +4 +0 +1 \(20\.0 %\) +16h +1d 3h 9m 59s +1\n/);
  expect(shown.out).toMatch(/all +3 lines +7 +4 +2 \(28\.6 %\) +1 \(14\.3 %\)/);
  const { out } = await trailkeep(["coverage", "--access", "--json", "--bucket", "archive", ...range], { cwd: folder });
  expect(JSON.parse(out).days).toEqual([archive]);
});

test("the command refuses flags that are of the other report", async () => {
  const alone = await trailkeep(["coverage", "--last", "7d", "--data", root], { cwd: folder });
  expect(alone).toMatchObject({ code: 2, err: expect.stringContaining("`--last` needs `--access`") });
  const both = await trailkeep(["coverage", "--access", "--source", "s3_access", "--data", root], { cwd: folder });
  expect(both).toMatchObject({ code: 2, err: expect.stringContaining("leave `--source` out") });
});

import { beforeAll, describe, expect, test } from "vitest";
import { event, folderForFile, trail, writeFiles } from "./support/logs.ts";
import { bash, trailkeep } from "./support/trailkeep.ts";

const cwd = folderForFile();
const broken = '{"eventTime": "\u001b[31mnever", "eventName": "Broken"}';

beforeAll(async () => {
  const good = [event(1), event(2), event(86_400)].map((one) => JSON.stringify(one));
  writeFiles(cwd, {
    "logs/a.json": `{"Records":[${[...good, broken].join(",")}]}`,
    "query.json":
      '{"from":"cloudtrail","where":{"field":"eventName","op":"eq","value":"GetObject"},"select":["eventID"],"time":{"start":"2026-10-01"}}',
    "bad.json": '{"from":"cloudtrial"}',
  });
  const { code } = await trailkeep(["ingest", "logs"], { cwd });
  expect(code).toBe(3);
});

describe("status", () => {
  test("records, days, range, totals, quarantine and the last run", async () => {
    const { code, out, err } = await trailkeep(["status"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/cloudtrail +3 +2 +2 +[\d.]+ k?B +2026-10-01T00:00:01\.000Z +2026-10-02T00:00:00\.000Z/);
    expect(out).toMatch(/s3_access +0 +0 +0 +0 B +- +-/);
    expect(out).toContain("4 read = 3 written + 0 repeated + 1 quarantined + 0 expired");
    expect(out).toContain("1 entry; `trailkeep quarantine list` shows them");
    expect(out).toMatch(/last run +ingest at 20.*Z, took .*: 1 file and 3 new records/);
  });

  test("--json says the same", async () => {
    const { code, out } = await trailkeep(["status", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      sources: [
        {
          source: "cloudtrail",
          records: 3,
          days: 2,
          earliest: "2026-10-01T00:00:01.000Z",
          latest: "2026-10-02T00:00:00.000Z",
        },
        { source: "cloudtrail_insights", records: 0, days: 0, earliest: null, latest: null },
        { source: "s3_access", records: 0, days: 0 },
      ],
      objects: { done: 1, quarantined: 0, ignored: 0, unreadable: 0 },
      records: { read: 4, written: 3, repeated: 0, quarantined: 1, expired: 0 },
      quarantined: 1,
      lastRun: { kind: "ingest", files: { taken: 1 }, records: { written: 3 } },
      running: null,
    });
  });

  test("an empty store says so and how to fill it, and stays away from the disk", async () => {
    const { code, out } = await trailkeep(["status", "--data", "nothing"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("The store is empty; `trailkeep ingest PATH` fills it.");
    expect((await bash("test -e nothing", { cwd })).code).toBe(1);
  });
});

describe("quarantine", () => {
  test("list shows id, place and reason", async () => {
    const { code, out, err } = await trailkeep(["quarantine", "list"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "1 entry of 1 in quarantine\n" });
    const [head, entry] = out.split("\n");
    expect(head).toMatch(/^id +source +bytes +where +reason$/);
    expect(entry).toMatch(/^ *1 +- +\d+ B +\/.*\/logs\/a\.json record 3 +\S/);
  });

  test("list --json, and pages of it", async () => {
    const { out } = await trailkeep(["quarantine", "list", "--json", "--limit", "1"], { cwd });
    expect(JSON.parse(out)).toMatchObject({
      entries: [{ id: "1", source: null, position: 3 }],
      next: null,
      total: 1,
    });
    const after = await trailkeep(["quarantine", "list", "--json", "--after", "1"], { cwd });
    expect(JSON.parse(after.out)).toEqual({ entries: [], next: null, total: 1 });
  });

  test("list of a source", async () => {
    expect((await trailkeep(["quarantine", "list", "--source", "s3_access"], { cwd })).out).toBe("");
    const unknown = await trailkeep(["quarantine", "list", "--source", "s3"], { cwd });
    expect(unknown).toMatchObject({ code: 2, out: "" });
    expect(unknown.err).toContain("there are cloudtrail, cloudtrail_insights, s3_access");
  });

  test("show has the facts and the bytes, harmless", async () => {
    const { code, out } = await trailkeep(["quarantine", "show", "1"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^place +record 3/m);
    expect(out).toContain('"eventName": "Broken"');
    expect(out).toContain("\\x1b[31mnever");
    expect(out).not.toContain("\u001b");
  });

  test("show --json has the bytes as text, show --raw the bytes as they came", async () => {
    const json = await trailkeep(["quarantine", "show", "1", "--json"], { cwd });
    expect(JSON.parse(json.out)).toMatchObject({ id: "1", raw: { encoding: "utf-8", data: broken, truncated: false } });
    expect((await trailkeep(["quarantine", "show", "1", "--raw"], { cwd })).out).toBe(broken);
  });

  test.each(["99", "x", "\u001b[2J"])("show %j: there is no such entry", async (id) => {
    const { code, out, err } = await trailkeep(["quarantine", "show", id], { cwd });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(
      /^trailkeep: there is no quarantine entry .*`trailkeep quarantine list` shows those there are\n$/,
    );
    expect(err).not.toContain("\u001b");
  });

  test("replay reads again; what stays is exit code 3", async () => {
    const { code, out } = await trailkeep(["quarantine", "replay"], { cwd });
    expect(code).toBe(3);
    expect(out).toContain("1 entry read again: 0 released, 1 kept");
    const json = await trailkeep(["quarantine", "replay", "--json"], { cwd });
    expect(json.code).toBe(3);
    expect(JSON.parse(json.out)).toMatchObject({ entries: { tried: 1, released: 0, kept: 1 } });
  });

  test("replay of an empty quarantine is done at once", async () => {
    writeFiles(cwd, { "good/a.json": trail([event(1)]) });
    await trailkeep(["ingest", "good", "--data", "good-store"], { cwd });
    const { code, out } = await trailkeep(["quarantine", "replay", "--data", "good-store"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("0 entries read again");
  });
});

describe("explain", () => {
  test("plan, statement, parameters and what it would scan", async () => {
    const { code, out, err } = await trailkeep(["explain", "query.json"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("source: 'cloudtrail'");
    expect(out).toContain("engine local (chosen)");
    expect(out).toMatch(/^ {2}SELECT .*"event_id"/m);
    expect(out).toMatch(/^ {2}\$\d = "GetObject"$/m);
    expect(out).toMatch(/scans at most [\d.]+ k?B in 2 files/);
    expect(out).toContain("range asked: 2026-10-01T00:00:00.000Z to the end");
    expect(out).toContain("warning: ");
  });

  test("--json is what the service answers", async () => {
    const { code, out } = await trailkeep(["explain", "query.json", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      chosen: "local",
      plan: { source: "cloudtrail", time: { startMs: Date.UTC(2026, 9, 1), endMs: null } },
      engines: [{ engine: "local", refusal: null, estimate: { files: 2, usd: 0 } }],
      columns: [{ name: "eventID", type: "string" }],
    });
  });

  test("it refuses what query refuses", async () => {
    const { code, out, err } = await trailkeep(["explain", "bad.json"], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("did you mean `cloudtrail`?");
  });
});

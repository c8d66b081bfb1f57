import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { Store, StoreWriter } from "@trailkeep/core/store";
import { describe, expect, test } from "vitest";
import { event, folderForTest, trail, writeFiles } from "./support/logs.ts";
import { outcome, start, trailkeep } from "./support/trailkeep.ts";

const twoEvents = trail([event(1), event(2)]);

describe("the counts", () => {
  test("--json prints one line of the documented shape and nothing else on standard output", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, {
      "logs/a.json": twoEvents,
      "logs/b.json": trail([event(2), event(3)]),
      "logs/notes.txt": "milk, bread\n",
    });
    const { code, out } = await trailkeep(["ingest", "logs", "--json"], { cwd });
    expect(code).toBe(0);
    expect(out.endsWith("}\n")).toBe(true);
    expect(out.split("\n")).toHaveLength(2);
    const read = Buffer.byteLength(twoEvents) * 2;
    expect(JSON.parse(out)).toEqual({
      files: { taken: 2, skipped: 0, quarantined: 0, ignored: 1 },
      records: { read: 4, written: 3, repeated: 1, quarantined: 0, expired: 0 },
      bytes: { read: expect.any(Number), written: expect.any(Number) },
      seconds: expect.any(Number),
    });
    expect(JSON.parse(out).bytes.read).toBeGreaterThanOrEqual(read);
  });

  test("the summary for people adds up and lists what was ignored, with the reason", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/a.json": twoEvents, "logs/notes.txt": "milk, bread\n" });
    const { code, out, err } = await trailkeep(["ingest", "logs"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("1 taken, 0 known already, 1 ignored, 0 quarantined");
    expect(out).toContain("2 read = 2 written + 0 repeated + 0 quarantined + 0 expired");
    expect(out).toMatch(/1 file ignored: .+:\n {2}\/.*\/logs\/notes\.txt\n/);
  });

  test("a second run takes only what is new or changed, and names what changed", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/a.json": twoEvents, "logs/b.json": trail([event(3)]) });
    await trailkeep(["ingest", "logs"], { cwd });
    expect((await trailkeep(["ingest", "logs"], { cwd })).out).toContain("0 taken, 2 known already, 0 ignored");
    writeFiles(cwd, { "logs/b.json": trail([event(3), event(4)]) });
    const { code, out } = await trailkeep(["ingest", "logs"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("2 read = 1 written + 1 repeated + 0 quarantined + 0 expired");
    expect(out).toMatch(/1 file changed since the last time, taken as new versions:\n {2}\/.*\/logs\/b\.json\n/);
  });
});

describe("exit code 3", () => {
  test("a record that cannot be read", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/a.json": trail([event(1), 42]) });
    const { code, out } = await trailkeep(["ingest", "logs"], { cwd });
    expect(code).toBe(3);
    expect(out).toContain("2 read = 1 written + 0 repeated + 1 quarantined + 0 expired");
    expect(out).toContain("`trailkeep quarantine list`");
  });

  test("a file that cannot be read, named with the reason; a hostile name is written out", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/good.json": twoEvents });
    writeFileSync(join(cwd, "logs/\u001b[2Jtorn.json.gz"), gzipSync(twoEvents).subarray(0, 60));
    const { code, out, err } = await trailkeep(["ingest", "logs"], { cwd });
    expect(code).toBe(3);
    expect(out).toMatch(/1 file quarantined: .+:\n {2}\/.*\/logs\/\\x1b\[2Jtorn\.json\.gz\n/);
    expect(out + err).not.toContain("\u001b");
  });
});

describe("exit code 1", () => {
  test("a path that is not there, and nothing is written", async () => {
    const cwd = folderForTest();
    const { code, out, err } = await trailkeep(["ingest", "nowhere", "--json"], { cwd });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^trailkeep: .*nowhere/);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("a store that another ingest writes to: it refuses at once, and with --wait it waits", async () => {
    const cwd = folderForTest();
    writeFiles(cwd, { "logs/a.json": twoEvents });
    const other = await StoreWriter.open(join(cwd, ".trailkeep"), { kind: "ingest", wait: false, signal: undefined });
    const refused = await trailkeep(["ingest", "logs"], { cwd });
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: "" });
    expect(refused.err).toContain(`process ${process.pid}`);
    const waiting = start(["ingest", "logs", "--wait", "--json"], { cwd });
    const done = outcome(waiting);
    await sleep(700);
    expect(waiting.exitCode).toBeNull();
    other.close();
    const { code, out } = await done;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ records: { written: 2 } });
  });
});

describe("stopped by a signal", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s: it says so, and the next run completes the work", async (signal, code) => {
    const cwd = folderForTest();
    const files = 40;
    const eventsPerFile = 500;
    for (let file = 0; file < files; file++) {
      const events = Array.from({ length: eventsPerFile }, (_, id) => event(file * eventsPerFile + id));
      writeFiles(cwd, { [`logs/${file}.json`]: trail(events) });
    }
    const child = start(["ingest", "logs"], { cwd });
    const done = outcome(child);
    await ingestBegins(join(cwd, ".trailkeep"));
    child.kill(signal);
    const stopped = await done;
    expect({ code: stopped.code, out: stopped.out }).toEqual({ code, out: "" });
    expect(stopped.err).toMatch(/^trailkeep: .*stopped/m);
    expect((await trailkeep(["ingest", "logs"], { cwd })).code).toBe(0);
    const status = await trailkeep(["status", "--json"], { cwd });
    const written = files * eventsPerFile;
    expect(JSON.parse(status.out)).toMatchObject({
      sources: [{ source: "cloudtrail", records: written }, {}, {}],
      records: { read: written, written, repeated: 0, quarantined: 0, expired: 0 },
      running: null,
    });
  });
});

async function ingestBegins(root: string): Promise<void> {
  const store = Store.open(root);
  const deadline = performance.now() + 300_000;
  try {
    while (performance.now() < deadline) {
      if (store.ingestStatus().running !== null) return;
      await sleep(5);
    }
    throw new Error("no ingest began");
  } finally {
    store.close();
  }
}

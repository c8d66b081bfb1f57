import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ingest } from "@trailkeep/ingest";
import { describe, expect, onTestFinished, test } from "vitest";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { event, line, trail } from "./content.ts";
import { expectSafe, put, scratch, takeIn } from "./take.ts";

const none = { read: 0, written: 0, repeated: 0, quarantined: 0, expired: 0 };

describe("names", () => {
  const names = [
    "new\nline.json",
    "\u001b[2J\u001b]0;title\u0007.json",
    "right\u202eto left.json",
    "-rf.json",
    "--json",
    "100%25 & ? # ;.json",
    "' OR 1=1 --.json",
    "a,b\\c\td.json",
    "*.json",
    "\u00e9 and e\u0301.json",
    `${"n".repeat(250)}.json`,
  ];

  test("no name stops a run, is obeyed by the terminal, or is mistaken for another", async () => {
    const folder = scratch();
    for (const [id, name] of names.entries()) put(folder, `in/${name}`, trail(event(id), "7"));
    const { files, records, reasons } = await takeIn(folder);
    expect(files).toEqual({ taken: names.length, skipped: 0, quarantined: 0, ignored: 0 });
    expect(records).toEqual({ ...none, read: 2 * names.length, written: names.length, quarantined: names.length });
    const uris = reasons.map(({ uri }) => decodeURIComponent(uri));
    expect(uris.sort()).toEqual(names.map((name) => `file://${join(folder, "in", name)}`).sort());
    for (const command of [["quarantine", "list"], ["quarantine", "list", "--json"], ["status"]]) {
      const { code, out, err } = await trailkeep([...command, "--data", "store"], { cwd: folder });
      expect(code).toBe(0);
      expectSafe(out + err);
    }
  });

  test.skipIf(process.platform !== "linux")(
    "names that are not UTF-8: each is reported, the others are taken",
    async () => {
      const folder = scratch();
      put(folder, "in/good.json", trail(event(1)));
      put(folder, "in/\ufffd.json", trail(event(2)));
      for (const byte of [0xff, 0xfe]) {
        writeFileSync(
          Buffer.concat([Buffer.from(`${folder}/in/`), Buffer.from([0x61, byte]), Buffer.from(".json")]),
          "x",
        );
      }
      const { files, records, reasons } = await takeIn(folder);
      expect(files).toEqual({ taken: 2, skipped: 0, quarantined: 2, ignored: 0 });
      expect(records).toEqual({ ...none, read: 2, written: 2 });
      expect(reasons.map(({ reason }) => reason)).toEqual(Array(2).fill("its name is not valid UTF-8; rename it"));
      expect(reasons.map(({ uri }) => decodeURIComponent(uri)).sort()).toEqual(
        ["a\\xfe.json", "a\\xff.json"].map((name) => `file://${folder}/in/${name}`),
      );
      expect((await takeIn(folder)).files).toEqual({ taken: 0, skipped: 2, quarantined: 2, ignored: 0 });
    },
  );
});

test("links in circles, pipes, sockets and devices: nothing waits, nothing is read twice", async () => {
  const folder = scratch();
  put(folder, "in/deep/good.json", trail(event(1)));
  symlinkSync("..", join(folder, "in/deep/up"));
  symlinkSync("self", join(folder, "in/self"));
  symlinkSync("there", join(folder, "in/here"));
  symlinkSync("here", join(folder, "in/there"));
  symlinkSync("nowhere", join(folder, "in/gone"));
  symlinkSync("deep/good.json", join(folder, "in/again.json"));
  symlinkSync("/dev/zero", join(folder, "in/zero.json"));
  execFileSync("mkfifo", [join(folder, "in/pipe.json")]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, "in/socket.json"), resolve));
  onTestFinished(() => void server.close());
  const { files, records, reasons } = await takeIn(folder);
  expect(files).toEqual({ taken: 1, skipped: 0, quarantined: 4, ignored: 3 });
  expect(records).toEqual({ ...none, read: 1, written: 1 });
  expect(new Set(reasons.map(({ uri, reason }) => `${uri.split("/").at(-1)}: ${reason}`))).toEqual(
    new Set([
      ...["self", "here", "there"].map((name) => `${name}: the link leads back to itself`),
      "gone: the link leads nowhere, or the file was removed",
    ]),
  );
});

describe("files that change while a run is at work", () => {
  const lines = (from: number, count: number): string =>
    Array.from({ length: count }, (_, place) => line(from + place)).join("");

  test("between being listed and being opened: gone, shrunk, grown, a folder, a pipe", async () => {
    const folder = scratch();
    const root = join(folder, "store");
    const path = (name: string): string => join(folder, "in", name);
    for (const name of ["a-gone", "b-shrunk", "c-grown", "d-folder", "e-pipe"]) {
      put(folder, `in/${name}`, lines(name.charCodeAt(0) * 100, 10));
    }
    put(folder, "in/f-good", lines(1, 10));
    const report = await ingest([join(folder, "in")], {
      root,
      onBoundary: (name) => {
        if (name !== "run-started") return;
        rmSync(path("a-gone"));
        truncateSync(path("b-shrunk"), line(1000).length * 4);
        appendFileSync(path("c-grown"), lines(5_000, 5));
        for (const replaced of ["d-folder", "e-pipe"]) rmSync(path(replaced));
        mkdirSync(path("d-folder"));
        execFileSync("mkfifo", [path("e-pipe")]);
      },
    });
    expect(report.files).toEqual({ taken: 3, skipped: 0, quarantined: 3, ignored: 0 });
    const { read, written, repeated, quarantined } = report.records;
    expect(read).toBe(written + repeated + quarantined);
    expect(written).toBeGreaterThanOrEqual(10 + 15 + 3);
    expect(report.quarantined.map(({ reason }) => reason)).toEqual([
      "it cannot be read (ENOENT)",
      "it cannot be read (it is no regular file any more)",
      "it cannot be read (it is no regular file any more)",
    ]);
    rmSync(path("e-pipe"));
    const next = await ingest([join(folder, "in")], { root });
    expect(next.files.quarantined).toBe(0);
    expect(next.changed.map((uri) => uri.split("/").at(-1))).toEqual(["b-shrunk", "c-grown"]);
    expect(next.records.written).toBe(0);
  });

  test("while being read: what grows is read to where it ended, what shrinks is noticed", async () => {
    const folder = scratch();
    const root = join(folder, "store");
    const grows = put(folder, "in/a-grows.log", lines(100_000, 40_000));
    const noise = Array.from({ length: 60_000 }, (_, place) =>
      line(place, { userAgent: `${Math.sin(place)}${Math.cos(place)}` }),
    );
    const shrinks = put(folder, "in/b-shrinks.log.gz", gzipSync(noise.join(""), { level: 0 }));
    put(folder, "in/c-good.json", trail(event(1)));
    let grown = 0;
    let shrunk = false;
    const report = await ingest([join(folder, "in")], {
      root,
      onProgress: ({ files, bytes }) => {
        if (files.done === 0 && bytes.read > 0 && grown < 20)
          appendFileSync(grows, lines(200_000 + 1000 * grown++, 1000));
        if (files.done !== 1 || shrunk) return;
        shrunk = true;
        truncateSync(shrinks, 5_000_000);
      },
    });
    expect(grown).toBeGreaterThan(0);
    expect(shrunk).toBe(true);
    expect(report.files).toEqual({ taken: 2, skipped: 0, quarantined: 1, ignored: 0 });
    expect(report.quarantined[0]?.reason).toBe("the compressed data is cut short");
    expect(report.records.written).toBeGreaterThanOrEqual(40_001);
    utimesSync(grows, 1, 1);
    const next = await ingest([join(folder, "in")], { root });
    expect(next.changed).toContain(`file://${grows}`);
    expect(report.records.written + next.records.written).toBe(40_001 + grown * 1000);
  });
});

test("a folder of many small files", async () => {
  const folder = scratch();
  const count = 3_000;
  for (let id = 0; id < count; id++) put(folder, `in/${id % 30}/${id}.json`, trail(event(id)));
  const { files, records } = await takeIn(folder);
  expect(files).toEqual({ taken: count, skipped: 0, quarantined: 0, ignored: 0 });
  expect(records).toEqual({ ...none, read: count, written: count });
  expect((await takeIn(folder)).files).toEqual({ taken: 0, skipped: count, quarantined: 0, ignored: 0 });
});

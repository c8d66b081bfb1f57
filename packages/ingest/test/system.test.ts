import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Store } from "@trailkeep/core/store";
import { describe, expect, onTestFinished, test } from "vitest";
import { runIngest } from "../src/ingest.ts";
import { ask, put, scratch } from "./help.ts";
import { lineOf, reading, rowOf } from "./row-lines.ts";

const child = fileURLToPath(new URL("./child.ts", import.meta.url));
const node = ["--import", "tsx", "--conditions", "@trailkeep/source", child];
const time = Date.UTC(2026, 0, 1);
const event = (name: string, raw = "") => `${lineOf(rowOf("cloudtrail", time, { eventName: name, raw }))}\n`;

/** Runs the child to its end, behind a command such as `prlimit` where given. */
function runChild(options: object, before: readonly string[] = []) {
  const [command = process.execPath, ...rest] = [...before, process.execPath];
  const result = spawnSync(command, [...rest, ...node, JSON.stringify(options)], { encoding: "utf8" });
  const line = result.stdout.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) throw new Error(`${result.stdout}\n${result.stderr}\n${result.error}`);
  return { status: result.status, answer: JSON.parse(line) };
}

/** Starts the child and resolves when it stands at its boundary. */
async function holding(options: object): Promise<ChildProcess> {
  const started = spawn(process.execPath, [...node, JSON.stringify({ ...options, hold: true })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void started.kill("SIGKILL"));
  for await (const text of started.stdout.setEncoding("utf8")) if (String(text).includes("at ")) break;
  return started;
}

describe("a second ingest at the same time", () => {
  test("is refused at once, saying who holds the store; readers go on; the lock dies with its holder", async () => {
    const folder = scratch();
    const root = `${folder}/store`;
    put(folder, "in/a", event("A"));
    await runIngest([`${folder}/in`], { root }, reading);
    put(folder, "in/b", event("B"));
    const holder = await holding({ paths: [`${folder}/in`], root, stopAt: "before-commit" });
    const refused = runIngest([`${folder}/in`], { root }, reading);
    await expect(refused).rejects.toMatchObject({
      code: "store-busy",
      message: expect.stringMatching(new RegExp(`process ${holder.pid}, since 20.*wait`)),
    });
    const store = Store.open(root);
    expect(store.ingestStatus().running?.pid).toBe(holder.pid);
    expect(store.ingestStatus().lastRun?.finishedAtMs).toBeNull();
    expect(store.summary("cloudtrail").rows).toBe(1);
    const waiting = runIngest([`${folder}/in`], { root, wait: true }, reading);
    await new Promise((resolve) => setTimeout(resolve, 400));
    holder.kill("SIGKILL");
    expect((await waiting).records.written).toBe(1);
    expect(store.summary("cloudtrail").rows).toBe(2);
    expect(store.ingestStatus().running).toBeNull();
  });

  test("in the same process is refused too", async () => {
    const folder = scratch();
    const root = `${folder}/store`;
    put(folder, "in/a", event("A"));
    const both = await Promise.allSettled([1, 2].map(() => runIngest([`${folder}/in`], { root }, reading)));
    const failures = both.filter((one) => one.status === "rejected");
    expect(failures).toHaveLength(1);
    expect(failures[0]?.reason).toMatchObject({ code: "store-busy" });
    expect(Store.open(root).summary("cloudtrail").rows).toBe(1);
  });
});

const uid = 65_534;

/** Whether a child can become that user, and can then still read what it runs. */
function canBecomeAnother(): boolean {
  if (process.getuid?.() !== 0) return false;
  return spawnSync(process.execPath, ["-e", "fs.accessSync(process.argv[1])", child], { uid }).status === 0;
}

describe.runIf(canBecomeAnother())(
  "as a user without the right to read (needs root, and a checkout open to all)",
  () => {
    function prepare(): string {
      const folder = scratch();
      chmodSync(folder, 0o777);
      put(folder, "in/a", event("A"));
      put(folder, "in/secret/b", event("B"));
      put(folder, "in/c", event("C"));
      return folder;
    }

    test("a named folder or file: an error that names it, and nothing is written", () => {
      const folder = prepare();
      chmodSync(`${folder}/in/secret`, 0o000);
      chmodSync(`${folder}/in/a`, 0o000);
      for (const path of [`${folder}/in/secret`, `${folder}/in/a`, `${folder}/in/secret/b`]) {
        const { status, answer } = runChild({ paths: [`${folder}/in/c`, path], root: `${folder}/store`, uid });
        expect(status).toBe(1);
        expect(answer).toMatchObject({ code: "unreadable-input", message: expect.stringContaining(path) });
      }
      expect(readdirSync(folder)).toEqual(["in"]);
    });

    test("among others: reported, the run goes on, and it is taken in once it can be read", async () => {
      const folder = prepare();
      chmodSync(`${folder}/in/secret`, 0o000);
      chmodSync(`${folder}/in/a`, 0o000);
      const options = { paths: [`${folder}/in`], root: `${folder}/store`, uid };
      const { answer } = runChild(options);
      expect(answer.files).toEqual({ taken: 1, skipped: 0, quarantined: 2, ignored: 0 });
      expect(answer.quarantined).toEqual([
        { uri: `file://${folder}/in/secret/`, reason: "it cannot be read (EACCES)" },
        { uri: `file://${folder}/in/a`, reason: "it cannot be read (EACCES)" },
      ]);
      const store = Store.open(`${folder}/store`);
      expect(store.quarantined("s3_access").timeUnknown).toBe(2);
      expect(runChild({ ...options, paths: [`${folder}/in/c*`] }).answer.files).toEqual({
        taken: 0,
        skipped: 1,
        quarantined: 0,
        ignored: 0,
      });
      expect(runChild({ ...options, paths: [`${folder}/in/*/b`] }).answer.files).toEqual({
        taken: 0,
        skipped: 0,
        quarantined: 1,
        ignored: 0,
      });
      expect(runChild({ ...options, paths: [`${folder}/in/*`] }).answer.files).toEqual({
        taken: 0,
        skipped: 1,
        quarantined: 2,
        ignored: 0,
      });
      expect(store.quarantineCount()).toBe(2);
      chmodSync(`${folder}/in/secret`, 0o755);
      chmodSync(`${folder}/in/a`, 0o644);
      expect(runChild(options).answer.files).toEqual({ taken: 2, skipped: 1, quarantined: 0, ignored: 0 });
      expect(store.quarantineCount()).toBe(0);
      expect(store.ingestStatus().objects).toEqual({ done: 3, quarantined: 0, ignored: 0, unreadable: 0 });
    });

    test("a store that cannot be written: says so", () => {
      const folder = prepare();
      chmodSync(folder, 0o755);
      const { answer } = runChild({ paths: [`${folder}/in/a`], root: `${folder}/store`, uid });
      expect(answer).toMatchObject({ code: "storage-failed", message: expect.stringMatching(/EACCES.*store/) });
    });
  },
);

describe("a disk that refuses", () => {
  /** About 3 MB of staging text and as much Parquet: random text does not compress. */
  function fill(folder: string): void {
    for (let file = 0; file < 6; file++) {
      const noise = Array.from({ length: 40 }, (_, place) =>
        event(`${file}-${place}`, Buffer.from(crypto.getRandomValues(new Uint8Array(12_000))).toString("base64")),
      );
      put(folder, `in/${file}`, noise.join(""));
    }
  }

  test("a file size limit: an error with path and errno, nothing visible, and the next run completes", async () => {
    const folder = scratch();
    fill(folder);
    const options = { paths: [`${folder}/in`], root: `${folder}/store`, batchBytes: 1_000_000 };
    for (const bytes of [100_000, 600_000, 900_000]) {
      const { answer } = runChild(options, ["prlimit", `--fsize=${bytes}`]);
      // The smallest limit meets the manifest, of which SQLite says EIO alone.
      expect(answer).toMatchObject({ code: "storage-failed", message: expect.stringMatching(/(EFBIG|EIO).*\/store/) });
      const store = Store.open(options.root);
      const rows = await ask(options.root, "cloudtrail", "SELECT count(*)::INT AS rows FROM t");
      expect(store.summary("cloudtrail").rows).toBe(rows[0]?.rows ?? 0);
      expect(store.ingestStatus().records.written).toBe(rows[0]?.rows ?? 0);
    }
    expect((await runIngest([`${folder}/in`], options, reading)).files.quarantined).toBe(0);
    expect(Store.open(options.root).summary("cloudtrail").rows).toBe(240);
  });

  test("during a compaction: an error, and the store is as it was; with room it succeeds", async (context) => {
    const folder = scratch();
    fill(folder);
    const root = `${folder}/store`;
    for (let file = 0; file < 6; file++) await runIngest([`${folder}/in/${file}`], { root }, reading);
    const state = async () => ({
      rows: await ask(
        root,
        "cloudtrail",
        "SELECT count(*)::INT AS rows, md5(string_agg(raw ORDER BY raw)) AS raw FROM t",
      ),
      files: Store.open(root).files("cloudtrail"),
      onDisk: readdirSync(`${root}/cloudtrail/day=2026-01-01`).sort(),
      staging: readdirSync(root).filter((name) => name === "staging"),
    });
    const before = await state();
    expect(before.files).toHaveLength(6);
    const compact = { paths: [], root, compact: true };
    const { answer } = runChild(compact, ["prlimit", "--fsize=1500000"]);
    expect(answer).toMatchObject({ code: "storage-failed", message: expect.stringMatching(/EFBIG.*\/store/) });
    expect(await state()).toEqual(before);
    const small = join(folder, "small");
    mkdirSync(small);
    if (!canMount(small)) context.skip("this system does not allow a mount in a namespace of its own");
    const inSmall = (size: string) => {
      const copy = `mount -t tmpfs -o size=${size} none '${small}' && cp -r '${root}/.' '${small}' && exec "$@"`;
      return runChild({ ...compact, root: small }, ["unshare", "--map-root-user", "--mount", "sh", "-c", copy, "sh"]);
    };
    expect(inSmall("6m").answer).toMatchObject({ code: "storage-failed", message: expect.stringContaining("ENOSPC") });
    expect(inSmall("64m").answer.files).toEqual({ before: 6, after: 1 });
    expect(runChild(compact).answer.files).toEqual({ before: 6, after: 1 });
    expect((await state()).rows).toEqual(before.rows);
  });

  test("a full file system: the same", async (context) => {
    const folder = scratch();
    fill(folder);
    const root = join(folder, "store");
    mkdirSync(root);
    if (!canMount(root)) context.skip("this system does not allow a mount in a namespace of its own");
    const options = { paths: [`${folder}/in`], root, batchBytes: 1_000_000 };
    const mounted = (size: string) => [
      "unshare",
      "--map-root-user",
      "--mount",
      "sh",
      "-c",
      `mount -t tmpfs -o size=${size} none '${root}' && exec "$@"`,
      "sh",
    ];
    for (const size of ["16k", "300k", "1500k"]) {
      const { answer } = runChild(options, mounted(size));
      expect(answer).toMatchObject({
        code: "storage-failed",
        message: expect.stringMatching(/ENOSPC.*\/store.*make room/),
      });
    }
    expect(runChild(options, mounted("64m")).answer.records.written).toBe(240);
  });
});

function canMount(at: string): boolean {
  try {
    execFileSync("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", at], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

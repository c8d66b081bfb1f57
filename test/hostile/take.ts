import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Store } from "@trailkeep/core/store";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { type Outcome, trailkeep } from "../../packages/cli/test/support/trailkeep.ts";

/** What `docs/limits.md` promises: the process stays below this at default limits, whatever it is fed. Bytes. */
const memoryBoundBytes = 1024 ** 3;

const counts = z.object({
  read: z.number(),
  written: z.number(),
  repeated: z.number(),
  quarantined: z.number(),
  expired: z.number(),
});
const fileCounts = z.object({ taken: z.number(), skipped: z.number(), quarantined: z.number(), ignored: z.number() });
const reportOf = z.object({ files: fileCounts, records: counts });
const used = z.object({ maxRssKib: z.number(), cpuMs: z.number() });

/** Preloaded by the child: writes how much memory it took at most, and how much time of the processors, when it ends. */
const measuring = `
  import { writeFileSync } from "node:fs";
  process.on("exit", () => {
    const { maxRSS: maxRssKib, userCPUTime, systemCPUTime } = process.resourceUsage();
    const text = JSON.stringify({ maxRssKib, cpuMs: (userCPUTime + systemCPUTime) / 1000 });
    writeFileSync(process.env.MEASURED, text);
  });`;

export interface Reason {
  readonly reason: string;
  readonly position: number | null;
  readonly uri: string;
}

export interface TakenIn {
  readonly files: z.infer<typeof fileCounts>;
  readonly records: z.infer<typeof counts>;
  readonly code: number | null;
  readonly reasons: readonly Reason[];
  readonly rssBytes: number;
  /** Of all its threads: the time that passes says more about what else the machine does. */
  readonly cpuMs: number;
  readonly output: string;
}

/** A folder that is gone when the test has finished. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-hostile-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function put(folder: string, path: string, content: string | Uint8Array): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

/**
 * Runs `trailkeep ingest` on `in` of a folder, as a process, and holds it to what every run promises: it comes to its end,
 * its counts add up, its memory is bounded, nothing on the terminal is obeyed, and the exit code says what happened.
 */
export async function takeIn(folder: string, args: readonly string[] = [], path = "in"): Promise<TakenIn> {
  const ended = await measured(folder, ["ingest", path, "--data", "store", "--json", ...args]);
  const { code, out, err } = ended.outcome;
  expect({ code, err: code === 1 ? err : "" }).toEqual({ code: expect.toBeOneOf([0, 3]), err: "" });
  const { files, records } = reportOf.parse(JSON.parse(out));
  const { read, written, repeated, quarantined, expired } = records;
  expect(read).toBe(written + repeated + quarantined + expired);
  expect(code).toBe(quarantined + files.quarantined > 0 ? 3 : 0);
  expectSafe(out + err);
  expect(ended.rssBytes).toBeLessThan(memoryBoundBytes);
  return {
    files,
    records,
    code,
    output: out + err,
    rssBytes: ended.rssBytes,
    cpuMs: ended.cpuMs,
    ...held(folder),
  };
}

/** No control but the line feed, nothing that turns the direction of text: a terminal shows it and obeys none of it. */
export function expectSafe(text: string): void {
  expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
}

/** Runs a command of `trailkeep` in a folder, and measures it. */
async function measured(cwd: string, args: readonly string[]) {
  const to = join(cwd, "measured.json");
  const preload = `--import=data:text/javascript,${encodeURIComponent(measuring)}`;
  const outcome: Outcome = await trailkeep(args, { cwd, env: { NODE_OPTIONS: preload, MEASURED: to } });
  const { maxRssKib, cpuMs } = used.parse(JSON.parse(readFileSync(to, "utf8")));
  return { outcome, rssBytes: maxRssKib * 1024, cpuMs };
}

/** What the store has in quarantine, and that its rows are as many as its counts say. */
function held(folder: string): { reasons: readonly Reason[] } {
  const store = Store.open(join(folder, "store"));
  try {
    const { records } = store.ingestStatus();
    const sources = ["cloudtrail", "cloudtrail_insights", "s3_access"] as const;
    expect(sources.reduce((sum, source) => sum + store.summary(source).rows, 0)).toBe(records.written);
    const entries = store.quarantine({ limit: 1000 });
    return { reasons: entries.map(({ reason, position, inputObject: uri }) => ({ reason, position, uri })) };
  } finally {
    store.close();
  }
}

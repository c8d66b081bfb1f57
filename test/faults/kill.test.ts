import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { ingest, writeBoundaries } from "@trailkeep/ingest";
import { generateSample } from "@trailkeep/sample";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, runChild } from "./kill.ts";
import { agreement, contents, filesListed, filesOnDisk } from "./observe.ts";

const seed = Number(process.env.TRAILKEEP_SEED ?? 20261121);
const randomKills = 24;
const batchBytes = 1_500_000;

const folder = mkdtempSync(join(tmpdir(), "trailkeep-faults-"));
const input = join(folder, "in");
const kills = new Map<string, number>();
let undisturbed: Record<string, unknown>;
let whole: Awaited<ReturnType<typeof agreement>>;
let usualMs = 0;

beforeAll(async () => {
  await generateSample(input, { records: 4_000, seed: 3, days: 7, damaged: true });
  const root = join(folder, "undisturbed");
  const ended = await runChild({ paths: [input], root, batchBytes });
  expect(ended).toMatchObject({ signal: null, code: 0, phase: "run-finished" });
  usualMs = ended.ranMs;
  undisturbed = await contents(root);
  whole = await agreement(root);
  expect(whole.rows).toBeGreaterThan(3_500);
});

afterAll(() => {
  const phases = ["start", ...writeBoundaries].map((name) => `${name} ${kills.get(name) ?? 0}`);
  console.log(`seed ${seed}; kills by phase: ${phases.join(", ")}`);
  rmSync(folder, { recursive: true, force: true });
});

function count({ phase }: Ended): void {
  kills.set(phase, (kills.get(phase) ?? 0) + 1);
}

/** Readers after a kill see whole objects only; the next run ends with what an undisturbed one would have stored. */
async function recovers(root: string, ended: Ended): Promise<void> {
  expect(ended.signal).toBe("SIGKILL");
  count(ended);
  const seen = await agreement(root);
  for (const [uri, rows] of seen.objects) expect(rows, uri).toBe(whole.objects.get(uri));
  await ingest([input], { root, batchBytes });
  expect(await contents(root)).toEqual(undisturbed);
  const listed = filesListed(root);
  expect(filesOnDisk(root).filter((path) => path.endsWith(".parquet"))).toEqual(listed);
  expect(filesOnDisk(root).filter((path) => path.startsWith("staging"))).toEqual([]);
}

/** Every boundary, and the second time it is met where a run meets it more than once. */
const places = writeBoundaries.flatMap((killAt) => {
  const times = killAt === "run-started" || killAt === "run-finished" ? [1] : [1, 2];
  return times.map((nth) => ({ killAt, nth }));
});

test.concurrent.each(places)("killed at $killAt, time $nth", async ({ killAt, nth }) => {
  const root = join(folder, `${killAt}-${nth}`);
  const ended = await runChild({ paths: [input], root, batchBytes, killAt, nth });
  expect(ended.phase).toBe(killAt);
  await recovers(root, ended);
  rmSync(root, { recursive: true });
});

test("killed at random moments, some of them again and again", async () => {
  const moments = fc.sample(fc.noBias(fc.integer({ min: 0, max: Math.ceil(usualMs * 0.95) })), {
    numRuns: randomKills,
    seed,
  });
  const one = async (afterMs: number, place: number): Promise<number> => {
    const root = join(folder, `random-${place}`);
    // Every third store is killed twice before it may finish.
    if (place % 3 === 0) count(await killed(root, afterMs));
    await recovers(root, await killed(root, place % 3 === 0 ? afterMs / 2 : afterMs));
    rmSync(root, { recursive: true });
    return place % 3 === 0 ? 2 : 1;
  };
  const total = await inTurns(moments, one);
  expect(total).toBeGreaterThanOrEqual(20);
});

/** A run killed after so long; one that was faster than that is done again and killed earlier. */
async function killed(root: string, afterMs: number): Promise<Ended> {
  const ended = await runChild({ paths: [input], root, batchBytes }, afterMs);
  if (ended.signal !== null) return ended;
  rmSync(root, { recursive: true });
  return killed(root, afterMs / 2);
}

test("a reader beside a running ingest sees committed states only, and ever more of them", async () => {
  const root = join(folder, "beside");
  let running = true;
  const ended = runChild({ paths: [input], root, batchBytes: 200_000 }).finally(() => {
    running = false;
  });
  const seen = new Set<number>();
  let last = 0;
  while (running) {
    const { rows, objects } = await agreement(root);
    for (const [uri, count] of objects) expect(count, uri).toBe(whole.objects.get(uri));
    expect(rows).toBeGreaterThanOrEqual(last);
    last = rows;
    seen.add(rows);
  }
  expect((await ended).code).toBe(0);
  console.log(`a reader saw ${seen.size} states`);
  expect(seen.size).toBeGreaterThan(2);
  expect(await contents(root)).toEqual(undisturbed);
});

/** Works on all items, as many at once as there are processors. */
async function inTurns<T>(items: readonly T[], work: (item: T, place: number) => Promise<number>): Promise<number> {
  const queue = [...items.entries()];
  let sum = 0;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const done = await work(next[1], next[0]);
      sum += done;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return sum;
}

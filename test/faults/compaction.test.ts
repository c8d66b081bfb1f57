import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactBoundaries, writeBoundaries } from "@trailkeep/ingest";
import { generateSample } from "@trailkeep/sample";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, inTurns, type Moment, runChild } from "./kill.ts";
import { contents, filesListed, filesOnDisk } from "./observe.ts";
import { type ByObject, beside, Reader } from "./readers.ts";

/** Ingests with a compaction after each, killed anywhere, while a service answers queries over the same store. */

const seed = Number(process.env.TRAILKEEP_SEED ?? 20261121);
const randomKills = 50;

const folder = mkdtempSync(join(tmpdir(), "trailkeep-compact-"));
const input = join(folder, "in");
const kills = new Map<string, number>();
const tally = { answers: 0, states: 0 };
let work: { groups: string[][]; batchBytes: number; targetBytes: number };
let undisturbed: Record<string, unknown>;
let whole: ByObject;
let boundaries = 0;

beforeAll(async () => {
  await generateSample(input, { records: 1_500, seed: 5, days: 3, damaged: true });
  const files = readdirSync(input, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const groups = [0, 1, 2].map((group) => files.filter((_, place) => place % 3 === group));
  work = { groups, batchBytes: 400_000, targetBytes: 30_000 };
  const root = join(folder, "undisturbed");
  const ended = await runChild({ ...work, root });
  expect(ended).toMatchObject({ signal: null, code: 0, phase: "compact-finished" });
  boundaries = ended.met;
  undisturbed = await contents(root);
  const reader = new Reader(root, null);
  whole = await reader.ask();
  await reader.close();
  expect(whole.size).toBeGreaterThan(20);
  const merged = filesListed(root).filter((path) => path.includes("/c"));
  expect(merged.length).toBeGreaterThan(5);
});

afterAll(() => {
  const phases = ["start", ...writeBoundaries, ...compactBoundaries].map((name) => `${name} ${kills.get(name) ?? 0}`);
  console.log(`seed ${seed}; kills by phase: ${phases.join(", ")}`);
  console.log(`readers got ${tally.answers} answers over ${tally.states} states, all of them right`);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the work beside a reader. */
function watched(root: string, options: { killAt?: string; nth?: number }, moment?: Moment): Promise<Ended> {
  return beside({ root, whole, tally }, () => runChild({ ...work, root, ...options }, moment));
}

/** The work is done again, and ends with what it would have been undisturbed. */
async function recovers(root: string, ended: Ended): Promise<void> {
  expect(ended.signal).toBe("SIGKILL");
  kills.set(ended.phase, (kills.get(ended.phase) ?? 0) + 1);
  expect(await watched(root, {})).toMatchObject({ signal: null, code: 0, phase: "compact-finished" });
  expect(await contents(root)).toEqual(undisturbed);
  const onDisk = filesOnDisk(root);
  expect(onDisk).toEqual(expect.arrayContaining([...filesListed(root)]));
  expect(onDisk.filter((path) => path.startsWith("staging"))).toEqual([]);
}

const places = compactBoundaries.flatMap((killAt) => [1, 2].map((nth) => ({ killAt, nth })));

test.concurrent.each(places)("killed at $killAt, time $nth", async ({ killAt, nth }) => {
  const root = join(folder, `${killAt}-${nth}`);
  const ended = await watched(root, { killAt, nth });
  expect(ended.phase).toBe(killAt);
  await recovers(root, ended);
  rmSync(root, { recursive: true });
});

test(`killed at ${randomKills} random moments of ingest and compaction`, async () => {
  const moment = fc.record({
    met: fc.noBias(fc.integer({ min: 1, max: boundaries - 1 })),
    delayMs: fc.noBias(fc.integer({ min: 0, max: 25 })),
  });
  const moments = fc.sample(moment, { numRuns: randomKills, seed });
  const total = await inTurns(moments, async (when, place) => {
    const root = join(folder, `random-${place}`);
    await recovers(root, await killed(root, when));
    rmSync(root, { recursive: true });
    return 1;
  });
  expect(total).toBeGreaterThanOrEqual(randomKills);
});

/** Work killed at a moment; if it was faster than that, it is done again and killed earlier. */
async function killed(root: string, { met, delayMs }: Moment): Promise<Ended> {
  const ended = await watched(root, {}, { met, delayMs });
  if (ended.signal !== null) return ended;
  rmSync(root, { recursive: true });
  return killed(root, { met: Math.floor(met / 2), delayMs: 0 });
}

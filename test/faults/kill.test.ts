import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingest, writeBoundaries } from "@trailkeep/ingest";
import { generateSample } from "@trailkeep/sample";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, runChild } from "./kill.ts";
import { agreement, contents, filesListed, filesOnDisk } from "./observe.ts";
import { type ByObject, beside, Reader } from "./readers.ts";

const batchBytes = 1_500_000;

const folder = mkdtempSync(join(tmpdir(), "trailkeep-faults-"));
const input = join(folder, "in");
const kills = new Map<string, number>();
let undisturbed: Record<string, unknown>;
let whole: Awaited<ReturnType<typeof agreement>>;
let told: ByObject;
const tally = { answers: 0, states: 0 };

beforeAll(async () => {
  await generateSample(input, { records: 4_000, seed: 3, days: 7, damaged: true });
  const root = join(folder, "undisturbed");
  const ended = await runChild({ groups: [[input]], root, batchBytes });
  expect(ended).toMatchObject({ signal: null, code: 0, phase: "run-finished" });
  undisturbed = await contents(root);
  whole = await agreement(root);
  const reader = new Reader(root, null);
  told = await reader.ask();
  await reader.close();
  expect(whole.rows).toBeGreaterThan(3_500);
});

afterAll(() => {
  const phases = writeBoundaries.map((name) => `${name} ${kills.get(name) ?? 0}`);
  console.log(`kills by phase: ${phases.join(", ")}`);
  console.log(`readers got ${tally.answers} answers over ${tally.states} states, all of them right`);
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
  await beside({ root, whole: told, tally }, () => ingest([input], { root, batchBytes, compact: false }));
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
  const killed = () => runChild({ groups: [[input]], root, batchBytes, killAt, nth });
  const ended = await beside({ root, whole: told, tally }, killed);
  expect(ended.phase).toBe(killAt);
  await recovers(root, ended);
  rmSync(root, { recursive: true });
});

test("a reader beside a running ingest sees committed states only, and ever more of them", async () => {
  const root = join(folder, "beside");
  let running = true;
  const ended = runChild({ groups: [[input]], root, batchBytes: 200_000 }).finally(() => {
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

import fc from "fast-check";
import { expect, it } from "vitest";
import { verifyCopy } from "./world/ask.ts";
import { edit, remove, resign } from "./world/damage.ts";
import { signingKey } from "./world/key.ts";
import { type Bucket, type Hour, hourMs, logFile, Trail } from "./world/trail.ts";

const key = signingKey();
const wrong = { ...signingKey(), fingerprint: key.fingerprint };
const startMs = Date.parse("2026-12-31T20:05:00Z");

/** What becomes of one hour: its digest, its log files, and whether somebody puts a file beside them. */
interface Fate {
  /** Whether logging was off before it, for an hour. */
  readonly afterSilence: boolean;
  readonly digest: "kept" | "edited" | "forged" | "removed";
  readonly logs: readonly ("kept" | "edited" | "removed")[];
  readonly planted: boolean;
}

const fate: fc.Arbitrary<Fate> = fc.record({
  afterSilence: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  digest: fc.oneof(
    { weight: 5, arbitrary: fc.constant("kept" as const) },
    { weight: 2, arbitrary: fc.constantFrom("edited" as const, "forged" as const, "removed" as const) },
  ),
  logs: fc.array(fc.constantFrom("kept", "kept", "kept", "edited", "removed"), { maxLength: 3 }),
  planted: fc.boolean(),
});

interface Delivered {
  readonly hour: Hour;
  readonly fate: Fate;
  readonly starting: boolean;
  readonly plantedKey: string;
}

function deliver(trail: Trail, fates: readonly Fate[]): readonly Delivered[] {
  let atMs = startMs;
  return fates.map((one, index) => {
    const starting = index === 0 || one.afterSilence;
    if (index > 0 && one.afterSilence) atMs += hourMs;
    const hour = trail.deliver(atMs, { logs: one.logs.length, starting });
    atMs += hourMs;
    return { hour, fate: one, starting, plantedKey: trail.logKey(hour.startMs + hourMs / 2, `planted${index}`) };
  });
}

function suffer(bucket: Bucket, trail: Trail, { hour, fate, plantedKey }: Delivered): void {
  fate.logs.forEach((what, index) => {
    const log = hour.logKeys[index] ?? "";
    if (what === "edited") edit(bucket, log);
    if (what === "removed") remove(bucket, log);
  });
  if (fate.digest === "edited") edit(bucket, hour.digestKey);
  if (fate.digest === "forged") resign(bucket, hour.digestKey, trail, wrong);
  if (fate.digest === "removed") remove(bucket, hour.digestKey);
  if (fate.planted) bucket.set(plantedKey, logFile("planted", hour.startMs));
}

/** What must be found, said from what was done. */
function expectedOf(all: readonly Delivered[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  all.forEach(({ hour, fate, plantedKey }, index) => {
    const isGood = fate.digest === "kept";
    const newer = all[index + 1];
    const isNamed = newer !== undefined && !newer.starting && newer.fate.digest === "kept";
    if (fate.digest === "edited" || fate.digest === "forged") found[hour.digestKey] = "tampered";
    if (fate.digest === "removed" && isNamed) found[hour.digestKey] = "missing";
    fate.logs.forEach((what, log) => {
      const at = hour.logKeys[log] ?? "";
      if (isGood && what !== "kept") found[at] = what === "edited" ? "tampered" : "missing";
      if (!isGood && what !== "removed") found[at] = "unverified";
    });
    if (fate.planted) found[plantedKey] = isGood ? "extra" : "unverified";
  });
  return found;
}

/** Hours without a good digest, one after the other as one; before the first digest of all there was nothing to cover. */
function gapsOf(all: readonly Delivered[], endMs: number): readonly { startMs: number; endMs: number }[] {
  const good = all.filter(({ fate }) => fate.digest === "kept");
  const gaps: { startMs: number; endMs: number }[] = [];
  let coveredMs = beginsWell(all) ? (good[0]?.hour.startMs ?? startMs) : startMs;
  for (const { hour } of good) {
    if (hour.startMs > coveredMs) gaps.push({ startMs: coveredMs, endMs: hour.startMs });
    coveredMs = hour.endMs;
  }
  if (coveredMs < endMs) gaps.push({ startMs: coveredMs, endMs });
  return gaps;
}

/** Whether the oldest digest that can be known of is there, good, and the first of its chain. */
function beginsWell(all: readonly Delivered[]): boolean {
  const oldest = all.findIndex(({ fate }) => fate.digest !== "removed");
  const one = all[oldest];
  return one !== undefined && one.fate.digest === "kept" && one.starting;
}

it("finds exactly what was done to a trail, whatever it was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 6 }), async (fates) => {
      const bucket: Bucket = new Map();
      const trail = new Trail(bucket, key);
      const all = deliver(trail, fates);
      for (const one of all) suffer(bucket, trail, one);
      const range = { startMs, endMs: all.at(-1)?.hour.endMs ?? startMs };
      if (all.every(({ fate }) => fate.digest === "removed")) {
        await expect(verifyCopy(bucket, [key], { range })).rejects.toMatchObject({ code: "not-found" });
        return;
      }
      const { report, findings } = await verifyCopy(bucket, [key], { range });
      const expected = expectedOf(all);
      expect(findings).toEqual(expected);
      expect(report.trails[0]?.gaps).toEqual(gapsOf(all, range.endMs));
      const faults = Object.values(expected).filter((verdict) => verdict !== "unverified");
      expect(report.intact).toBe(faults.length === 0 && gapsOf(all, range.endMs).length === 0);
    }),
    { numRuns: 60 },
  );
});

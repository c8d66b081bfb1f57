import { activeHold, type Observed, policiesOf, policyFileSchema, requirements } from "@trailkeep/core/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPast } from "../../src/retention/arrival.ts";
import { dayMs, later } from "./calendar.ts";
import { filesArbitrary, governing, heldBy, holdArbitrary, identity, names, nowMs, written } from "./world.ts";

/** What arrives too late: by policies, holds and times of all kinds. */

const worlds = fc.record({
  policies: filesArbitrary,
  holds: fc.array(holdArbitrary, { maxLength: 3 }),
  name: names,
  ages: fc.array(fc.nat(5_000 * 24), { minLength: 1, maxLength: 20 }),
});

describe("whatever the policies, the holds and a record's time", () => {
  it("a record that must be kept, or that is held, never counts as expired; one that is past its end always does", () => {
    const seen = { expired: 0, kept: 0, held: 0, contradictory: 0 };
    fc.assert(
      fc.property(worlds, ({ policies, holds, name, ages }) => {
        const store: Observed = {
          ...{ kind: "local_store", id: name, days: [] },
          ...identity(name),
        };
        const requirementOf = requirements(policiesOf(policyFileSchema.parse(written(policies))));
        const past = isPast(
          { requirementOf, holds: holds.map(activeHold) },
          { ...identity(name), kind: "s3_store" },
          nowMs,
        );
        const own = governing(policies, store);
        const found = requirementOf({ ...identity(name), kind: "s3_store" });
        const contradicts = found !== null && "keeps" in found;
        for (const timeMs of ages.map((hours) => nowMs - hours * 3_600_000)) {
          const expired = past(name, timeMs);
          const day = Math.floor(timeMs / dayMs) * dayMs;
          const held = heldBy(holds, store).some(
            ({ startMs, endMs }) => (startMs ?? 0) < day + dayMs && (endMs ?? 0) > day && startMs !== endMs,
          );
          if (contradicts || held) expect(expired).toBe(false);
          if (contradicts) seen.contradictory++;
          if (held) seen.held++;
          if (expired) {
            for (const { keep } of own) if (keep !== null) expect(later(timeMs, keep)).toBeLessThanOrEqual(nowMs);
            seen.expired++;
          } else {
            seen.kept++;
          }
          // The calendar's end is at most a day or two later than that of days that count short.
          const ends = own.flatMap(({ remove }) => (remove === null ? [] : [later(timeMs, remove)]));
          if (!contradicts && !held && Math.min(...ends) <= nowMs) expect(expired).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  }, 600_000);
});

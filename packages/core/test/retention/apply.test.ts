import { type Hold, type Observed, RetentionService } from "@trailkeep/core/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, later } from "./calendar.ts";
import { memoryEvidence, memoryState, memoryTargets } from "./memory.ts";
import { filesArbitrary, governing, identity, names, nowMs, written } from "./world.ts";

/**
 * Retention as its doors use it, over stores in memory that have clocks and lags of their own: each deletes a record at some
 * moment between the end of its retention and the most that AWS says it may be late.
 */

/** A record of a store: its event time, and how much of the worst lag its deletion will take. */
const recordArbitrary = fc.record({ age: fc.nat(3_000), late: fc.double({ min: 0, max: 1, noNaN: true }) });

const worldArbitrary = fc.record({
  policies: filesArbitrary,
  groups: fc.uniqueArray(fc.record({ name: names, days: fc.option(fc.constantFrom(1, 30, 365, 731, 1_827, 3_653)) }), {
    maxLength: 2,
    selector: ({ name }) => name,
  }),
  sources: fc.uniqueArray(fc.record({ name: names }), { maxLength: 2, selector: ({ name }) => name }),
  records: fc.array(recordArbitrary, { minLength: 1, maxLength: 4 }),
  hold: fc.option(fc.record({ name: names, from: fc.nat(3_000), length: fc.integer({ min: 1, max: 400 }) })),
  /** Between which days of the run the hold is placed. */
  heldFrom: fc.nat(3),
});

type World = typeof worldArbitrary extends fc.Arbitrary<infer T> ? T : never;

function open(world: World) {
  const clock = { nowMs };
  const stores = memoryTargets(clock);
  for (const { name, days } of world.groups) stores.addLogGroup(name, days, world.records);
  for (const { name } of world.sources) stores.addSource(name, world.records);
  const state = memoryState();
  const evidence = memoryEvidence(state);
  const needs = {
    state,
    evidence,
    targets: stores.open,
    principal: "anna",
    now: () => clock.nowMs,
    readBackEveryMs: 0,
  };
  return { clock, stores, retention: new RetentionService(needs) };
}

const fileOf = ({ policies }: World) => ({ name: "policies.json", text: JSON.stringify(written(policies)) });

const storeOf = (kind: "log_group" | "local_store", name: string): Observed =>
  kind === "log_group"
    ? {
        kind,
        id: "",
        ...identity(name),
        retentionDays: null,
        accountPolicy: null,
        logGroupClass: "STANDARD",
        storedBytes: 0,
        deletionProtected: false,
        kmsKeyId: null,
      }
    : { kind, id: "", ...identity(name), days: [] };

const isHeld = (hold: Hold | null, name: string, timeMs: number) =>
  hold !== null &&
  name.startsWith(String(hold.select.name).replace("*", "")) &&
  timeMs >= (hold.startMs ?? 0) &&
  timeMs < (hold.endMs ?? 0);

const runDays = 5;
/** Each of a world's days is a case: 10,000 of them. */
const worlds = 10_000 / runDays;

describe("whatever is planned, approved, held and enforced, day after day", () => {
  it("no record goes before it may, none that is held goes, none outlives its end, and nothing is done twice", async () => {
    const seen = { gone: 0, kept: 0, held: 0, conflicts: 0, late: 0 };
    await fc.assert(
      fc.asyncProperty(worldArbitrary, async (world) => {
        const { clock, stores, retention } = open(world);
        let hold: Hold | null = null;
        const plan = await retention.plan(fileOf(world));
        await retention.approve(plan.hash);
        await retention.apply(plan.hash);
        expect((await retention.plan()).actions).toEqual([]);
        expect((await retention.apply(plan.hash)).status).toBe("unchanged");
        for (const { code, message, policies } of plan.findings) {
          if (code !== "conflict") continue;
          seen.conflicts++;
          expect(policies).toHaveLength(2);
          for (const name of policies) expect(message).toContain(name);
        }
        const troubled = new Set(plan.findings.map(({ store }) => store));
        for (let day = 0; day < runDays; day++) {
          if (world.hold !== null && day === world.heldFrom) {
            const { name, from, length } = world.hold;
            const startMs = nowMs - from * dayMs;
            const input = {
              name: "h",
              select: { name: `${name}*` },
              startMs,
              endMs: startMs + length * dayMs,
              reason: "r",
            };
            hold = await retention.hold(input);
          }
          await retention.enforce();
          expect((await retention.enforce()).results).toEqual([]);
          clock.nowMs += dayMs;
          stores.pass(hold);
          for (const record of stores.records()) {
            const policies = governing(world.policies, storeOf(record.kind, record.store));
            if (record.goneMs !== null) {
              seen.gone++;
              for (const { keep } of policies) {
                if (keep !== null && record.planned && !(record.kind === "log_group" && troubled.has(record.id)))
                  expect(record.goneMs).toBeGreaterThanOrEqual(later(record.timeMs, keep));
              }
              if (record.planned) expect(record.heldAtEnd).toBe(false);
              continue;
            }
            if (isHeld(hold, record.store, record.timeMs)) seen.held++;
            const isFree = hold === null || !record.store.startsWith(String(hold.select.name).replace("*", ""));
            for (const { keep, remove } of policies) {
              if (keep !== null) seen.kept++;
              if (remove === null || troubled.has(record.id) || !isFree) continue;
              seen.late++;
              expect(later(record.timeMs, remove)).toBeGreaterThanOrEqual(clock.nowMs);
            }
          }
        }
        expect(await retention.verify()).toBeNull();
      }),
      { numRuns: worlds },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  }, 1_800_000);
});

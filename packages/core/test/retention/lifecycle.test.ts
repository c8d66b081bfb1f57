import { type Action, makePlan, type Observed, policiesOf, policyFileSchema } from "@trailkeep/core/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archivedMs, bucketArbitrary, goneMs, type Place, resultsArbitrary } from "./bucket-world.ts";
import { dayMs, later } from "./calendar.ts";
import { filesArbitrary, governing, heldBy, holdArbitrary, nowMs, written } from "./world.ts";

const classes = ["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"] as const;

const extraArbitrary = fc.record(
  {
    archive: fc.record({
      after: fc.integer({ min: 1, max: 400 }).map((days) => `${days}d`),
      storageClass: fc.constantFrom(...classes),
    }),
    immediatelyAvailable: fc.integer({ min: 1, max: 100 }).map((days) => `${days}d`),
  },
  { requiredKeys: [] },
);

const worlds = fc.record({
  policies: filesArbitrary,
  extras: fc.array(extraArbitrary, { minLength: 4, maxLength: 4 }),
  observed: fc.uniqueArray(fc.oneof(bucketArbitrary, resultsArbitrary), {
    minLength: 1,
    maxLength: 4,
    selector: ({ id }) => id,
  }),
  holds: fc.array(holdArbitrary, { maxLength: 1 }),
  recordMs: fc.integer({ min: Date.UTC(2016, 0, 1), max: Date.UTC(2104, 0, 1) }),
  lateMs: fc.integer({ min: 0, max: dayMs }),
  matchesNarrowed: fc.boolean(),
  key: fc.constantFrom("results/abc", "results/x", "results/"),
});

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

/** Extras that a policy can't have are left out. */
function fileOf({ policies, extras }: World) {
  const file = written(policies);
  const withExtra = file.policies.map((policy, index) => ({ ...policy, ...extras[index] }));
  return policyFileSchema.parse({
    ...file,
    policies: withExtra.map((policy, index) =>
      policyFileSchema.safeParse({ ...file, policies: [policy] }).success ? policy : file.policies[index],
    ),
  });
}

const planOf = (world: World, observed: readonly Observed[] = world.observed) =>
  makePlan({ policies: policiesOf(fileOf(world)), observed, holds: world.holds, nowMs });

function applied(observed: readonly Observed[], actions: readonly Action[]): readonly Observed[] {
  return observed.map((store) =>
    actions.filter((action) => action.store === store.id).reduce((now, action) => afterAction(now, action), store),
  );
}

function afterAction(store: Observed, action: Action): Observed {
  if (action.type === "place_legal_hold" && store.kind === "s3_bucket") return { ...store, unheld: false };
  if (action.type === "release_legal_holds" && store.kind === "s3_bucket") {
    const isKept = (madeMs: number) =>
      action.keep.some(
        ({ startMs, endMs }) => madeMs >= (startMs ?? -Infinity) - 1_000 && madeMs < (endMs ?? Infinity),
      );
    return { ...store, ownHolds: store.ownHolds.filter(isKept) };
  }
  if (action.type !== "set_lifecycle") throw new Error(`${action.type} on ${store.kind}`);
  const before = new Set(action.before.map(({ id }) => id));
  const merged = <Rule extends { readonly id: string }>(rules: readonly Rule[]) => [
    ...rules.filter(({ id }) => !before.has(id)),
    ...action.after,
  ];
  if (store.kind === "s3_bucket") return { ...store, rules: merged(store.rules) };
  if (store.kind !== "athena_results" || store.location === null) throw new Error(`rules for ${store.kind}`);
  return { ...store, location: { ...store.location, rules: merged(store.location.rules) } };
}

function placeOf(store: Observed): Place | null {
  const state = store.kind === "s3_bucket" ? store : store.kind === "athena_results" ? store.location : null;
  if (state === null) return null;
  const { rules, versioning, objectLock } = state;
  return { rules, versioned: versioning !== "unversioned", lockDays: objectLock?.defaultDays ?? 0 };
}

const runs = { numRuns: 10_000 };
const warned = new Set(["conflict", "impossible", "overridden", "at_risk"]);

describe("whatever rules, versions and locks a bucket has", () => {
  it("keeps every record as long as it must and lets it go in time, however quick or slow S3 is", () => {
    const seen = { kept: 0, gone: 0, versioned: 0, locked: 0, archived: 0, results: 0 };
    fc.assert(
      fc.property(worlds, (world) => {
        const plan = planOf(world);
        for (const store of applied(world.observed, plan.actions)) {
          const place = placeOf(store);
          const warnings = plan.findings.filter((finding) => finding.store === store.id && warned.has(finding.code));
          if (place === null || warnings.length > 0) continue;
          const late = store.kind === "s3_bucket" ? world.lateMs : 0;
          const { key, matchesNarrowed, recordMs } = world;
          const quick = { key, matchesNarrowed, createdMs: recordMs, slow: false };
          const [first, last] = [
            goneMs(place, quick),
            goneMs(place, { ...quick, createdMs: recordMs + late, slow: true }),
          ];
          const held = heldBy(world.holds, store).length > 0;
          if (held) expect(first).toBe(Number.POSITIVE_INFINITY);
          for (const [index, { keep, remove }] of world.policies.entries()) {
            if (!governing(world.policies, store).some((policy) => policy === world.policies[index])) continue;
            if (keep !== null) {
              expect(first).toBeGreaterThanOrEqual(later(recordMs, keep));
              seen.kept++;
            }
            const immediate = fileOf(world).policies[index]?.immediatelyAvailable;
            if (immediate !== undefined) {
              expect(archivedMs(place, quick)).toBeGreaterThanOrEqual(
                recordMs + Number.parseInt(immediate, 10) * dayMs,
              );
              if (archivedMs(place, quick) < Number.POSITIVE_INFINITY) seen.archived++;
            }
            if (remove === null || held) continue;
            expect(last).toBeLessThanOrEqual(later(recordMs, remove));
            seen.gone++;
            if (place.versioned) seen.versioned++;
            if (place.lockDays > 0) seen.locked++;
            if (store.kind === "athena_results") seen.results++;
          }
        }
      }),
      runs,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  }, 600_000);

  it("takes legal holds off versions that can hold no record of a hold that stands, and off no other", () => {
    const seen = { released: 0, kept: 0, partly: 0 };
    fc.assert(
      fc.property(worlds, (world) => {
        const plan = planOf(world);
        const after = new Map(applied(world.observed, plan.actions).map((store) => [store.id, store]));
        const conflicts = new Set(plan.findings.flatMap(({ code, store }) => (code === "conflict" ? [store] : [])));
        for (const store of world.observed) {
          const left = after.get(store.id);
          if (store.kind !== "s3_bucket" || left?.kind !== "s3_bucket" || conflicts.has(store.id)) continue;
          const holds = heldBy(world.holds, store);
          // A record arrives up to a day after its event; S3's clock has whole seconds.
          const canBeHeld = (madeMs: number) =>
            holds.some(({ startMs, endMs }) => {
              const [start, end] = [startMs ?? -Infinity, endMs ?? Infinity];
              return start < end && madeMs + 1_000 > start && madeMs < end + dayMs;
            });
          expect(left.ownHolds).toEqual(store.ownHolds.filter(canBeHeld));
          const released = store.ownHolds.length - left.ownHolds.length;
          if (released > 0) {
            const action = plan.actions.find(
              ({ type, store: id }) => type === "release_legal_holds" && id === store.id,
            );
            expect(action).toMatchObject({ destroys: true, versions: released });
            seen.released++;
          }
          if (left.ownHolds.length > 0) seen.kept++;
          if (released > 0 && left.ownHolds.length > 0) seen.partly++;
        }
      }),
      runs,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  }, 600_000);

  it("says so where a lock, to its last day and S3's, may last longer than a record may", () => {
    const codes = (deleteAfter: string) => {
      const rule = { framework: "test", clause: "1" };
      const policy = { name: "gone", select: { kind: ["s3_bucket"] }, deleteAfter, rule, owner: "test" };
      const observed: Observed = {
        ...{ kind: "s3_bucket", id: "bucket a", name: "a", arn: null, account: null, region: null, tags: {} },
        ...{ versioning: "enabled", mfaDelete: false, rules: [], unheld: false, ownHolds: [] },
        objectLock: { defaultDays: 400, mode: "GOVERNANCE" },
      };
      const policies = policiesOf(policyFileSchema.parse({ version: 1, policies: [policy] }));
      const { findings } = makePlan({ policies, observed: [observed], holds: [], nowMs });
      return findings.map(({ code }) => code);
    };
    // 400 days, one of delivery, one to midnight, and two in which S3 removes.
    expect(codes("403d")).toContain("overridden");
    expect(codes("404d")).not.toContain("overridden");
  });

  it("leaves rules that are not its own as they are, and writes none that S3 refuses", () => {
    const seen = { actions: 0, moves: 0 };
    fc.assert(
      fc.property(worlds, (world) => {
        const { actions } = planOf(world);
        const after = applied(world.observed, actions);
        for (const [index, store] of world.observed.entries()) {
          const theirs = (one: Observed | undefined) =>
            one === undefined ? [] : placeOf(one)?.rules.filter(({ id }) => id.startsWith("theirs"));
          expect(theirs(after[index])).toEqual(theirs(store));
        }
        for (const action of actions) {
          if (action.type !== "set_lifecycle") continue;
          seen.actions++;
          for (const { id, expiration, noncurrentExpiration, transitions, abortUploadsDays, filter } of action.after) {
            expect(id.length).toBeLessThanOrEqual(255);
            const endDays = expiration !== null && "days" in expiration ? expiration.days : Number.POSITIVE_INFINITY;
            expect(endDays).toBeGreaterThanOrEqual(1);
            if (noncurrentExpiration !== null) expect(noncurrentExpiration.days).toBeGreaterThanOrEqual(1);
            if (abortUploadsDays !== null) expect(abortUploadsDays).toBeGreaterThanOrEqual(1);
            for (const { days, storageClass } of transitions) {
              if (days === null) continue;
              seen.moves++;
              expect(days).toBeLessThan(endDays);
              if (storageClass === "STANDARD_IA" && !filter.narrowed) expect(days).toBeGreaterThanOrEqual(30);
            }
          }
        }
      }),
      runs,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
  }, 600_000);

  it("changes nothing the second time, and says that what is sooner gone destroys", () => {
    const seen = { destroying: 0, sparing: 0 };
    fc.assert(
      fc.property(worlds, (world) => {
        const first = planOf(world);
        const after = applied(world.observed, first.actions);
        expect(planOf(world, after).actions).toEqual([]);
        for (const action of first.actions) {
          const [before, now] = [world.observed, after].map((stores) => stores.find(({ id }) => id === action.store));
          const [was, is] = [before, now].map((store) => (store === undefined ? null : placeOf(store)));
          if (!was || !is) throw new Error("a store is gone");
          const { key, matchesNarrowed, recordMs } = world;
          const fate = { key, matchesNarrowed, createdMs: recordMs, slow: false };
          const shorter = goneMs(is, fate) < goneMs(was, fate);
          if (shorter) expect(action.destroys).toBe(true);
          seen[shorter ? "destroying" : "sparing"]++;
        }
      }),
      runs,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
  }, 600_000);
});

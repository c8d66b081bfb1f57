import { createHash } from "node:crypto";
import {
  type Action,
  makePlan,
  type Observed,
  policiesHash,
  policiesOf,
  policyFileSchema,
} from "@trailkeep/core/retention";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, later } from "./calendar.ts";
import { filesArbitrary, governing, heldBy, holdArbitrary, identity, names, nowMs, written } from "./world.ts";

/** The worst that each kind of store does: days after the end of its retention at which a record may still be there. */
const worstLagDays = { log_group: 3, event_data_store: 1 } as const;

const logGroup = fc
  .record({
    name: names,
    retentionDays: fc.option(fc.constantFrom(1, 30, 365, 400, 731, 1_827, 2_192, 3_653)),
    deletionProtected: fc.option(fc.boolean(), { nil: undefined }),
    account: fc.option(fc.option(fc.integer({ min: 30, max: 4_000 })), { freq: 4 }),
  })
  .map(
    ({ name, retentionDays, account, deletionProtected }): Observed => ({
      kind: "log_group",
      id: `log group ${name}`,
      ...identity(name),
      retentionDays,
      accountPolicy: account === undefined || account === null ? null : { name: "account", retentionDays: account },
      logGroupClass: "STANDARD",
      storedBytes: 1,
      deletionProtected,
    }),
  );

const eventDataStore = fc
  .record({
    name: names,
    fixed: fc.boolean(),
    retentionDays: fc.integer({ min: 7, max: 2_557 }),
    terminationProtected: fc.boolean(),
  })
  .map(
    ({ name, fixed, ...rest }): Observed => ({
      kind: "event_data_store",
      id: `event data store ${name}`,
      ...identity(name),
      ...rest,
      billingMode: fixed ? "FIXED_RETENTION_PRICING" : "EXTENDABLE_RETENTION_PRICING",
      status: "ENABLED",
    }),
  );

const localStore = fc.record({ name: names, ages: fc.uniqueArray(fc.nat(5_000), { maxLength: 40 }) }).map(
  ({ name, ages }): Observed => ({
    kind: "local_store",
    id: `local store ${name}`,
    ...identity(name),
    days: ages
      .toSorted((a, b) => b - a)
      .map((age) => ({ day: new Date(nowMs - age * dayMs).toISOString().slice(0, 10), rows: 10, sizeBytes: 100 })),
  }),
);

const noncurrentRule = (days: number) => ({
  id: "old versions",
  enabled: true,
  filter: { prefix: "store/", legacy: false, narrowed: false },
  expiration: null,
  noncurrentExpiration: { days, newerVersions: null },
  transitions: [],
  abortUploadsDays: null,
});

const s3Store = fc.tuple(localStore, fc.option(fc.integer({ min: 1, max: 60 }))).map(
  ([store, oldVersionDays]): Observed => ({
    kind: "s3_store",
    id: `s3 store ${store.name}`,
    ...identity(store.name),
    days: store.kind === "local_store" ? store.days : [],
    oldestFreshDay: null,
    replacedSnapshotMs: null,
    location: {
      bucket: "store",
      prefix: "store/",
      versioning: oldVersionDays === null ? "unversioned" : "enabled",
      mfaDelete: false,
      objectLock: null,
      rules: oldVersionDays === null ? [] : [noncurrentRule(oldVersionDays)],
    },
  }),
);

/** Days that what was deleted is there still: snapshots for five, let go of once a day; then old versions, as a bucket's. */
function remainsDays(store: Observed): number {
  if (store.kind !== "s3_store") return 0;
  const [rule] = store.location.rules;
  return 5 + 1 + (rule === undefined ? 0 : (rule.noncurrentExpiration?.days ?? 0) + 1 + 2);
}

const worlds = fc.record({
  policies: filesArbitrary,
  observed: fc.uniqueArray(fc.oneof(logGroup, eventDataStore, localStore, s3Store), {
    maxLength: 6,
    selector: ({ id }) => id,
  }),
  holds: fc.array(holdArbitrary, { maxLength: 2 }),
  recordMs: fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2104, 0, 1) }),
});

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

const planOf = ({ policies, observed, holds }: World, at = nowMs) =>
  makePlan({ policies: policiesOf(policyFileSchema.parse(written(policies))), observed, holds, nowMs: at });

/** The stores after every action has been carried out. */
function applied(observed: readonly Observed[], actions: readonly Action[]): readonly Observed[] {
  return observed.map((store) => {
    let now = store;
    for (const action of actions) if (action.store === store.id) now = afterAction(now, action);
    return now;
  });
}

function afterAction(store: Observed, action: Action): Observed {
  if (action.type === "set_retention" && store.kind === "log_group") return { ...store, retentionDays: action.after };
  if (action.type === "set_retention" && store.kind === "event_data_store" && action.after !== null) {
    return { ...store, retentionDays: action.after };
  }
  if (action.type === "protect" && store.kind === "event_data_store") return { ...store, terminationProtected: true };
  if (action.type === "protect" && store.kind === "log_group") return { ...store, deletionProtected: true };
  if (action.type === "delete_days" && hasDays(store)) {
    return { ...store, days: store.days.filter(({ day }) => !action.days.includes(day)) };
  }
  throw new Error(`${action.type} on ${store.kind}`);
}

function hasDays(store: Observed) {
  return store.kind === "local_store" || store.kind === "s3_store";
}

const runs = { numRuns: 10_000 };
const warned = new Set(["conflict", "impossible", "overridden", "at_risk"]);

describe("whatever the policies, holds, stores and times", () => {
  it("keeps every record as long as each policy's calendar says, and lets it go in time, in the worst case", () => {
    const seen = { kept: 0, gone: 0, warned: 0 };
    fc.assert(
      fc.property(worlds, (world) => {
        const plan = planOf(world);
        for (const store of applied(world.observed, plan.actions)) {
          if (store.kind !== "log_group" && store.kind !== "event_data_store") continue;
          if (plan.findings.some((finding) => finding.store === store.id && warned.has(finding.code))) {
            seen.warned++;
            continue;
          }
          const effective =
            store.kind === "log_group" && store.accountPolicy !== null
              ? store.accountPolicy.retentionDays
              : store.retentionDays;
          const held = heldBy(world.holds, store).length > 0;
          for (const { keep, remove } of governing(world.policies, store)) {
            const earliestGone = effective === null ? Number.POSITIVE_INFINITY : world.recordMs + effective * dayMs;
            if (keep !== null) {
              expect(earliestGone).toBeGreaterThanOrEqual(later(world.recordMs, keep));
              seen.kept++;
            }
            if (remove !== null && !held) {
              expect(earliestGone + worstLagDays[store.kind] * dayMs).toBeLessThanOrEqual(
                later(world.recordMs, remove),
              );
              seen.gone++;
            }
          }
        }
      }),
      runs,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500);
  });

  it.each(["local_store", "s3_store"] as const)(
    "deletes days of a %s neither early nor late, day after day",
    (of) => {
      const seen = { deleted: 0, held: 0 };
      fc.assert(
        fc.property(worlds, (world) => {
          let observed = world.observed.filter(({ kind }) => kind === of);
          // Enforcement runs once a day; what would fall due before the next run has to go now.
          for (const at of [nowMs, nowMs + dayMs, nowMs + 2 * dayMs]) {
            const plan = planOf({ ...world, observed }, at);
            const after = applied(observed, plan.actions);
            for (const store of observed) {
              if (!hasDays(store)) continue;
              const left = after.find(({ id }) => id === store.id);
              if (left === undefined || !hasDays(left)) throw new Error("a store is gone");
              const policies = governing(world.policies, store);
              const holds = heldBy(world.holds, store);
              for (const { day } of store.days) {
                const start = Date.parse(day);
                const isHeld = holds.some(
                  ({ startMs, endMs }) =>
                    (startMs ?? 0) < (endMs ?? 0) && (startMs ?? 0) < start + dayMs && (endMs ?? 0) > start,
                );
                const gone = !left.days.some((one) => one.day === day);
                if (gone) {
                  seen.deleted++;
                  expect(isHeld).toBe(false);
                  for (const { keep } of policies) {
                    if (keep !== null) expect(at).toBeGreaterThanOrEqual(later(start + dayMs - 1, keep));
                  }
                } else if (isHeld) seen.held++;
                else if (!plan.findings.some((finding) => finding.store === store.id && warned.has(finding.code))) {
                  for (const { remove } of policies) {
                    if (remove === null) continue;
                    expect(later(start, remove)).toBeGreaterThanOrEqual(at + (1 + remainsDays(store)) * dayMs);
                  }
                }
              }
            }
            observed = [...after];
          }
        }),
        runs,
      );
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(500);
    },
    120_000,
  );

  it("shortens nothing that is held, and keeps held log groups for ever", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { actions } = planOf(world);
        for (const action of actions) {
          const store = world.observed.find(({ id }) => id === action.store);
          if (store === undefined || hasDays(store) || heldBy(world.holds, store).length === 0) continue;
          expect(action.destroys).toBe(false);
        }
      }),
      runs,
    );
  });

  it("changes nothing the second time: the plan after its own application is empty", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const first = planOf(world);
        const second = planOf({ ...world, observed: [...applied(world.observed, first.actions)] });
        expect(second.actions).toEqual([]);
      }),
      runs,
    );
  });

  it("reports every contradiction, with both names", () => {
    const seen = { conflicts: 0 };
    fc.assert(
      fc.property(worlds, (world) => {
        const { findings } = planOf(world);
        for (const store of world.observed) {
          const own = governing(world.policies, store);
          // By the calendar of one record already: what is a contradiction there is one for certain.
          const clash = own.some(
            ({ keep }) =>
              keep !== null &&
              own.some(({ remove }) => remove !== null && later(world.recordMs, keep) > later(world.recordMs, remove)),
          );
          if (!clash) continue;
          seen.conflicts++;
          const conflict = findings.find((finding) => finding.store === store.id && finding.code === "conflict");
          expect(conflict?.policies).toHaveLength(2);
          for (const name of conflict?.policies ?? []) expect(conflict?.message).toContain(name);
        }
      }),
      runs,
    );
    expect(seen.conflicts).toBeGreaterThan(500);
  });

  it("has one hash for one set of actions, whenever it is made", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const noDays = { ...world, observed: world.observed.filter((store) => !hasDays(store)) };
        expect(planOf(noDays).hash).toBe(planOf(noDays, nowMs + 400 * dayMs).hash);
      }),
      { numRuns: 1_000 },
    );
  });

  it("has the hash that the documentation says: of the policies, and of what each action does", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const policies = policiesOf(policyFileSchema.parse(written(world.policies)));
        const { actions, hash } = planOf(world);
        const essential = actions.map((action) => ({ ...action, storedBytes: undefined, sizeBytes: undefined }));
        const lines = [policiesHash(policies, false), ...essential].map((said) => `${canonicalize(said)}\n`);
        expect(hash).toBe(createHash("sha256").update(lines.join("")).digest("hex"));
      }),
      { numRuns: 1_000 },
    );
  });
});

import { adopt, makePlan, type Observed, policiesOf, readPolicyFile } from "@trailkeep/core/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketArbitrary, resultsArbitrary } from "./bucket-world.ts";
import { names, nowMs } from "./world.ts";

const regions = fc.constantFrom("eu-west-1", "us-east-1");

const logGroup = fc
  .record({
    name: names,
    region: regions,
    retentionDays: fc.option(fc.constantFrom(1, 30, 365, 3_653)),
    governed: fc.option(fc.record({ days: fc.option(fc.constantFrom(30, 400)) }), { freq: 4 }),
    logGroupClass: fc.constantFrom("STANDARD" as const, "DELIVERY" as const),
  })
  .map(({ name, region, governed, ...rest }): Observed => {
    const arn = `arn:aws:logs:${region}:111122223333:log-group:${name}`;
    const identity = { id: arn, name, arn, account: "111122223333", region, tags: {} };
    const accountPolicy = governed === null ? null : { name: "account", retentionDays: governed.days };
    return { kind: "log_group", ...identity, accountPolicy, storedBytes: 1, deletionProtected: false, ...rest };
  });

const eventDataStore = fc
  .record({
    name: names,
    region: regions,
    retentionDays: fc.integer({ min: 7, max: 3_653 }),
    terminationProtected: fc.boolean(),
    status: fc.constantFrom("ENABLED" as const, "PENDING_DELETION" as const),
  })
  .map(({ name, region, ...rest }): Observed => {
    const arn = `arn:aws:cloudtrail:${region}:111122223333:eventdatastore/${name}`;
    const identity = { id: arn, name, arn, account: "111122223333", region, tags: {} };
    return { kind: "event_data_store", ...identity, billingMode: "EXTENDABLE_RETENTION_PRICING", ...rest };
  });

const localStore = names.map(
  (name): Observed => ({
    kind: "local_store",
    id: `local ${name}`,
    name,
    arn: null,
    account: null,
    region: null,
    tags: {},
    days: [{ day: "2020-01-01", rows: 1, sizeBytes: 1 }],
  }),
);

const worlds = fc.uniqueArray(fc.oneof(logGroup, eventDataStore, bucketArbitrary, resultsArbitrary, localStore), {
  minLength: 1,
  maxLength: 5,
  selector: ({ id }) => id,
});

const options = { nowMs, owner: 'people "in charge" #1' };

function adopted(observed: readonly Observed[]) {
  try {
    return adopt(observed, options);
  } catch (error) {
    // There has to be something to adopt.
    expect(error).toMatchObject({ code: "not-found" });
    return null;
  }
}

describe("adopting what is set", () => {
  it("makes a policy file under which no plan has anything to do, whatever there is", () => {
    const seen = { stores: 0, left: 0, compliant: 0 };
    fc.assert(
      fc.property(worlds, (all) => {
        // What a released hold left behind waits for consent, whatever policies say.
        const observed = all.map((store) => (store.kind === "s3_bucket" ? { ...store, ownHolds: [] } : store));
        const made = adopted(observed);
        if (made === null) return;
        const policies = policiesOf(readPolicyFile(made.text, "adopted.yaml"));
        const plan = makePlan({ policies, observed, holds: [], nowMs });
        expect(plan.actions).toEqual([]);
        expect(plan.findings).toEqual([]);
        expect([policies.length, made.stores + made.left.length]).toEqual([made.policies, observed.length]);
        const left = new Set(made.left.map(({ store }) => store));
        for (const { store, policies: own, verdict } of plan.assessments) {
          expect(own).toHaveLength(left.has(store) ? 0 : 1);
          if (left.has(store)) continue;
          expect(verdict).toBe("compliant");
          seen.compliant++;
        }
        seen.stores += made.stores;
        seen.left += made.left.length;
      }),
      { numRuns: 10_000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(1_000);
  }, 600_000);

  it("shows drift from then on", () => {
    const [group] = fc.sample(logGroup, { seed: 7, numRuns: 1 });
    if (group?.kind !== "log_group") throw new Error("no group");
    const settings = { retentionDays: null, accountPolicy: null, logGroupClass: "STANDARD" } as const;
    const policies = policiesOf(readPolicyFile(adopt([{ ...group, ...settings }], options).text, "adopted.yaml"));
    const drifted = [{ ...group, ...settings, retentionDays: 3_653 }];
    expect(makePlan({ policies, observed: drifted, holds: [], nowMs }).actions).toMatchObject([
      { type: "set_retention", before: 3_653, after: null },
    ]);
  });

  it("is a text for people", () => {
    const observed = fc.sample(logGroup, { seed: 1, numRuns: 1 }).map((store) => ({
      ...store,
      name: "/app/orders",
      retentionDays: 30,
      accountPolicy: null,
      logGroupClass: "STANDARD" as const,
    }));
    expect(adopt(observed, { nowMs, owner: "platform" }).text).toBe(
      `# The settings that \`trailkeep retention adopt\` found on 2026-11-21, as policies: under them nothing changes.
# Give each the rule that it comes from and an owner; then change what is asked, and plan again.
version: 1
policies:
  # Nothing goes before 30 days, and all is gone after 33, as late as the store may be.
  - name: log-groups-30d-to-33d
    select:
      kind: log_group
      name:
        - "/app/orders"
    keepAtLeast: 30d
    deleteAfter: 33d
    rule: { framework: "as found", clause: "settings of 2026-11-21" }
    owner: "platform"
`,
    );
  });
});

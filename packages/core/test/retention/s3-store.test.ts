import { makePlan, type Observed, policiesOf, policyFileSchema } from "@trailkeep/core/retention";
import { describe, expect, it } from "vitest";
import { dayMs } from "./calendar.ts";

type S3Store = Extract<Observed, { readonly kind: "s3_store" }>;
type Rule = S3Store["location"]["rules"][number];

const nowMs = Date.UTC(2026, 10, 27);
const dayBefore = (days: number) => new Date(nowMs - days * dayMs).toISOString().slice(0, 10);

const rule = (change: Partial<Rule>): Rule => ({
  id: "rule",
  enabled: true,
  filter: { prefix: "", legacy: false, narrowed: false },
  expiration: null,
  noncurrentExpiration: null,
  transitions: [],
  abortUploadsDays: null,
  ...change,
});

const weekOfVersions = rule({ id: "versions", noncurrentExpiration: { days: 7, newerVersions: null } });

function storeOf(change: Partial<S3Store> = {}, location: Partial<S3Store["location"]> = {}): S3Store {
  return {
    kind: "s3_store",
    id: "s3://store/trails/#cloudtrail",
    name: "cloudtrail",
    arn: null,
    account: "111122223333",
    region: "eu-west-1",
    tags: {},
    days: [],
    oldestFreshDay: null,
    replacedSnapshotMs: null,
    location: {
      bucket: "store",
      prefix: "trails/",
      versioning: "enabled",
      mfaDelete: false,
      objectLock: null,
      rules: [weekOfVersions],
      ...location,
    },
    ...change,
  };
}

/** The plan under a policy: 30 days kept, gone after so many. */
function planOf(store: S3Store, deleteAfter: string | null = "100d") {
  const policies = policiesOf(
    policyFileSchema.parse({
      version: 1,
      policies: [
        {
          name: "trails",
          select: { kind: "s3_store" },
          keepAtLeast: "30d",
          ...(deleteAfter === null ? {} : { deleteAfter }),
          rule: { framework: "test", clause: "1" },
          owner: "test",
        },
      ],
    }),
  );
  const { actions, findings, assessments } = makePlan({ policies, observed: [store], holds: [], nowMs });
  return { actions, findings: findings.map(({ code, message }) => [code, message]), assessment: assessments[0] };
}

const days = (...ages: readonly number[]) => ages.map((age) => ({ day: dayBefore(age), rows: 10, sizeBytes: 100 }));

describe("a store on S3", () => {
  it("lets days go so early that snapshots and old versions are gone in time", () => {
    // A day until the next run, six for snapshots, seven for old versions, and three until S3 has removed them.
    const { actions, assessment } = planOf(storeOf({ days: days(84, 83, 82) }));
    expect(actions).toMatchObject([{ type: "delete_days", days: [dayBefore(84), dayBefore(83)], rows: 20 }]);
    expect(assessment).toMatchObject({ verdict: "compliant" });
    expect(planOf(storeOf({ days: days(101) })).assessment).toMatchObject({ verdict: "too_long" });
  });

  it("lets days go later without versions, and sooner under Object Lock", () => {
    const plain = storeOf({ days: days(93, 92) }, { versioning: "unversioned", rules: [] });
    expect(planOf(plain).actions).toMatchObject([{ days: [dayBefore(93)] }]);
    const objectLock = { defaultDays: 20, mode: "GOVERNANCE" } as const;
    const locked = storeOf({ days: days(70, 69) }, { objectLock });
    expect(planOf(locked).actions).toMatchObject([{ days: [dayBefore(70)] }]);
  });

  it("says where the two ends of a policy leave no room", () => {
    expect(planOf(storeOf({ days: days(60) }), "48d")).toMatchObject({
      findings: [],
      assessment: { verdict: "too_long" },
    });
    const { actions, findings, assessment } = planOf(storeOf({ days: days(60) }), "47d");
    expect(actions).toEqual([]);
    expect(findings).toEqual([["impossible", expect.stringContaining("at least 18 days longer than `keepAtLeast`")]]);
    expect(assessment).toMatchObject({ verdict: "unknown" });
  });

  it("deletes nothing that would stay as an old version for ever", () => {
    const { actions, findings, assessment } = planOf(storeOf({ days: days(200) }, { rules: [] }));
    expect(actions).toEqual([]);
    expect(findings).toEqual([["impossible", expect.stringContaining("old versions")]]);
    expect(assessment).toMatchObject({ verdict: "indefinite" });
    expect(planOf(storeOf({ days: days(200) }, { rules: [] }), null)).toMatchObject({
      findings: [],
      assessment: { verdict: "compliant" },
    });
  });

  it("names a bucket's rule that lets files go by their own age", () => {
    const expiring = storeOf({}, { rules: [weekOfVersions, rule({ id: "tidy", expiration: { days: 20 } })] });
    const { findings, assessment } = planOf(expiring);
    expect(findings).toEqual([["overridden", expect.stringContaining("`tidy`")]]);
    expect(assessment).toMatchObject({ verdict: "too_short" });
    const late = storeOf({}, { rules: [weekOfVersions, rule({ id: "tidy", expiration: { days: 400 } })] });
    expect(planOf(late)).toMatchObject({
      findings: [["overridden", expect.anything()]],
      assessment: { verdict: "compliant" },
    });
  });

  it("says that fresh files hold what is due, and when it is too late", () => {
    expect(planOf(storeOf({ oldestFreshDay: dayBefore(82) })).findings).toEqual([]);
    const due = planOf(storeOf({ oldestFreshDay: dayBefore(83) }));
    expect(due.findings).toEqual([["at_risk", expect.stringContaining(dayBefore(83))]]);
    expect(due.assessment).toMatchObject({ verdict: "unknown" });
    expect(planOf(storeOf({ oldestFreshDay: dayBefore(100) })).assessment).toMatchObject({ verdict: "too_long" });
  });

  it("says that a snapshot is there longer than it may be", () => {
    expect(planOf(storeOf({ replacedSnapshotMs: nowMs - 7 * dayMs + 1 })).findings).toEqual([]);
    const { findings, assessment } = planOf(storeOf({ replacedSnapshotMs: nowMs - 7 * dayMs }));
    expect(findings).toEqual([["at_risk", expect.stringContaining("VACUUM")]]);
    expect(assessment).toMatchObject({ verdict: "unknown" });
  });
});

import { UpdateEventDataStoreCommand } from "@aws-sdk/client-cloudtrail";
import { PutAccountPolicyCommand, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  PutObjectLegalHoldCommand,
} from "@aws-sdk/client-s3";
import type { Action, Hold } from "@trailkeep/core/retention";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../service.ts";
import { type Account, openAccount } from "./account.ts";
import { carryOut, observeAll, planFor } from "./run.ts";

const dayMs = 86_400_000;
let nowMs = Date.UTC(2026, 9, 1);
let open: Account;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 9, 1);
  open = await openAccount({
    now: () => nowMs,
    eventDataStores: [
      { id: "11111111-aaaa-4bbb-8ccc-0123456789ab", name: "trails", table: "none", retentionDays: 366 },
      {
        id: "22222222-aaaa-4bbb-8ccc-0123456789ab",
        name: "old",
        table: "none",
        retentionDays: 2_557,
        billingMode: "FIXED_RETENTION_PRICING",
        terminationProtection: false,
        tags: { data: "cardholder" },
      },
    ],
    workGroups: [
      { name: "analysts", outputLocation: "s3://results/analysts/" },
      { name: "auditors", outputLocation: "s3://results/auditors" },
      { name: "shared", outputLocation: "s3://results/auditors/" },
      { name: "primary" },
      { name: "managed", managedResults: true },
    ],
  });
});
afterEach(() => open.close());

const policy = (select: string, rest: string) => `
version: 1
policies:
  - { name: rule, select: ${select}, ${rest}, rule: { framework: test, clause: "1" }, owner: test }
`;

function only(actions: readonly Action[]): Action {
  const [first, second] = actions;
  if (first === undefined || second !== undefined) throw new Error(`${actions.length} actions`);
  return first;
}

const holdOn = (name: string, startMs: number | null = null, endMs: number | null = null): Hold => ({
  id: "00000000-0000-4000-8000-000000000000",
  name: "case-1",
  select: { name },
  startMs,
  endMs,
  reason: "a case",
  placedBy: "counsel",
  placedAtMs: nowMs,
});

describe("log groups", () => {
  test("are read page by page, with tags, class and protection", async () => {
    for (let n = 0; n < 120; n++) open.groups.create(`/app/${String(n).padStart(3, "0")}`, "STANDARD", nowMs);
    const odd = open.groups.create("/odd", "INFREQUENT_ACCESS", nowMs);
    Object.assign(odd, { retentionInDays: 30, deletionProtected: true, tags: { team: "a" }, kmsKeyId: "arn:key" });
    const { stores, unread } = await open.targets({ tags: true }).log_group.observe();
    expect([stores.length, unread]).toEqual([121, []]);
    expect(open.endpoint.calls.count("Logs_20140328", "DescribeLogGroups")).toBe(3);
    expect(open.endpoint.calls.count("ResourceGroupsTaggingAPI_20170126", "GetResources")).toBe(1);
    expect(stores.at(-1)).toMatchObject({
      name: "/odd",
      account: "111122223333",
      region: "eu-west-1",
      retentionDays: 30,
      logGroupClass: "INFREQUENT_ACCESS",
      deletionProtected: true,
      kmsKeyId: "arn:key",
      tags: { team: "a" },
    });
  });

  test("are told their tags a hundred a call; each by itself where that is denied", async () => {
    for (let n = 0; n < 250; n++) open.groups.create(`/app/${n}`, "STANDARD", nowMs).tags = { n: String(n) };
    open.groups.create("/none", "STANDARD", nowMs);
    const tagging = { target: "ResourceGroupsTaggingAPI_20170126", operation: "GetResources" };
    const tagsOf = async () => {
      const { stores, unread } = await open.targets({ tags: true }).log_group.observe();
      expect(unread).toEqual([]);
      return stores.map(({ name, tags }) => [name, tags["n"] ?? "none"].join(" ")).sort();
    };
    const expected = [...Array.from({ length: 250 }, (_, n) => `/app/${n} ${n}`), "/none none"].sort();
    expect(await tagsOf()).toEqual(expected);
    const { calls, faults } = open.endpoint;
    expect(calls.count(tagging.target, tagging.operation)).toBe(3);
    expect(calls.count("Logs_20140328", "ListTagsForResource")).toBe(0);
    faults.plan(tagging, { kind: "error", error: new AwsError("AccessDeniedException", "not allowed") }, 1);
    expect(await tagsOf()).toEqual(expected);
    expect(calls.count("Logs_20140328", "ListTagsForResource")).toBe(251);
    await open.targets().log_group.observe();
    expect(calls.count(tagging.target, tagging.operation)).toBe(4);
  });

  test("take what is planned, once, and are read back", async () => {
    open.groups.create("/app", "STANDARD", nowMs).retentionInDays = 30;
    const targets = open.targets();
    const plan = planFor(policy("{ kind: log_group }", "keepAtLeast: 1y"), (await observeAll(targets)).stores);
    const action = only(plan.actions);
    expect(await carryOut(targets, action)).toMatchObject({ changed: true, isApplied: true });
    expect(open.groups.find("/app").retentionInDays).toBe(400);
    expect(await carryOut(targets, action)).toMatchObject({ changed: false, isApplied: true });
    await open.clients.logs.send(new PutRetentionPolicyCommand({ logGroupName: "/app", retentionInDays: 7 }));
    await expect(carryOut(targets, action)).rejects.toMatchObject({ code: "conflict" });
    open.groups.delete("/app");
    await expect(carryOut(targets, action)).rejects.toMatchObject({ code: "conflict" });
  });

  test("are kept for ever under a hold, and protected from deletion", async () => {
    open.groups.create("/app", "STANDARD", nowMs).retentionInDays = 30;
    const targets = open.targets();
    const holds = [holdOn("/app")];
    const plan = planFor(policy("{ name: other }", "keepAtLeast: 1d"), (await observeAll(targets)).stores, holds);
    for (const action of plan.actions) expect(await carryOut(targets, action)).toMatchObject({ isApplied: true });
    expect(open.groups.find("/app")).toMatchObject({ retentionInDays: null, deletionProtected: true });
    const after = planFor(policy("{ name: other }", "keepAtLeast: 1d"), (await observeAll(targets)).stores, holds);
    expect(after.actions).toEqual([]);
  });

  test("an account's policy counts instead of the group's own value, a day after it was made", async () => {
    open.groups.create("/app", "STANDARD", nowMs).retentionInDays = 400;
    const document = { retentionInDays: 30, enforcementMode: "RETROACTIVE" };
    await open.clients.logs.send(
      new PutAccountPolicyCommand({
        policyName: "short",
        policyType: "RETENTION_POLICY",
        policyDocument: JSON.stringify(document),
      }),
    );
    const seen = async () => {
      const { stores } = await open.targets().log_group.observe();
      return planFor(policy("{ kind: log_group }", "keepAtLeast: 400d"), stores);
    };
    expect(await seen()).toMatchObject({ actions: [], findings: [], assessments: [{ verdict: "compliant" }] });
    nowMs += 2 * dayMs;
    expect(await seen()).toMatchObject({
      actions: [],
      findings: [{ code: "overridden" }],
      assessments: [{ verdict: "too_short" }],
    });
    await open.clients.logs.send(
      new PutAccountPolicyCommand({
        policyName: "long",
        policyType: "RETENTION_POLICY",
        policyDocument: JSON.stringify({ ...document, retentionInDays: "NEVER_EXPIRE" }),
      }),
    );
    nowMs += 2 * dayMs;
    expect(await seen()).toMatchObject({ actions: [], findings: [], assessments: [{ verdict: "compliant" }] });
  });

  test("of the class Delivery keep for a day, whatever is asked", async () => {
    open.groups.create("/delivery", "DELIVERY", nowMs);
    const { stores } = await open.targets().log_group.observe();
    expect(planFor(policy("{ kind: log_group }", "keepAtLeast: 30d"), stores)).toMatchObject({
      actions: [],
      findings: [{ code: "overridden" }],
      assessments: [{ verdict: "too_short" }],
    });
  });

  test("what may not be listed fails with the permission that is missing", async () => {
    open.endpoint.credentials.deny("AKIDRETENTION");
    await expect(open.targets().log_group.observe()).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("`logs:DescribeLogGroups`"),
    });
    open.endpoint.credentials.clear();
    open.endpoint.credentials.expire("AKIDRETENTION");
    await expect(open.targets().log_group.observe()).rejects.toMatchObject({ code: "credentials" });
    await expect(open.targets().log_group.observe({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});

describe("event data stores", () => {
  test("take what is planned within their billing mode, and are protected", async () => {
    const targets = open.targets();
    const plan = planFor(policy("{ kind: event_data_store }", "keepAtLeast: 7y"), (await observeAll(targets)).stores);
    expect(plan.actions.map(({ name, type }) => `${name} ${type}`)).toEqual(["trails set_retention", "old protect"]);
    for (const action of plan.actions) {
      expect(await carryOut(targets, action)).toMatchObject({ changed: true, isApplied: true });
      expect(await carryOut(targets, action)).toMatchObject({ changed: false, isApplied: true });
    }
    const after = planFor(policy("{ kind: event_data_store }", "keepAtLeast: 7y"), (await observeAll(targets)).stores);
    expect(after.actions).toEqual([]);
  });

  test("are selected by their tags, and what AWS refuses is refused", async () => {
    const { stores } = await open.targets().event_data_store.observe();
    const plan = planFor(policy("{ tags: { data: cardholder } }", "keepAtLeast: 8y"), stores);
    expect(plan.findings).toMatchObject([{ name: "old", code: "impossible" }]);
    const update = (EventDataStore: string, input: object) =>
      open.clients.cloudTrail.send(new UpdateEventDataStoreCommand({ EventDataStore, ...input }));
    const [trails, old] = stores.map(({ id }) => id);
    const refused = { name: "InvalidParameterException" };
    await expect(update(old ?? "", { RetentionPeriod: 2_558 })).rejects.toMatchObject(refused);
    await expect(update(trails ?? "", { RetentionPeriod: 6 })).rejects.toMatchObject(refused);
    await expect(update(trails ?? "", { BillingMode: "FIXED_RETENTION_PRICING" })).rejects.toMatchObject(refused);
  });

  test("one that can't be read does not hide the others", async () => {
    const denied = new AwsError("AccessDeniedException", "not authorized");
    const operation = { target: "CloudTrail_20131101", operation: "GetEventDataStore" };
    open.endpoint.faults.plan(operation, { kind: "error", error: denied });
    const { stores, unread } = await open.targets().event_data_store.observe();
    expect(stores.map(({ name }) => name)).toEqual(["old"]);
    expect(unread).toMatchObject([{ name: "trails", message: expect.stringContaining("GetEventDataStore") }]);
  });
});

describe("buckets", () => {
  const theirs: readonly LifecycleRule[] = [
    {
      ID: "tidy & <small>",
      Status: "Enabled",
      Filter: {
        And: {
          Prefix: "tmp/",
          Tags: [{ Key: "keep", Value: "no" }],
          ObjectSizeGreaterThan: 10,
          ObjectSizeLessThan: 999,
        },
      },
      Expiration: { Days: 3 },
    },
    {
      ID: "cold",
      Status: "Disabled",
      Filter: { Prefix: "" },
      Transitions: [
        { Days: 30, StorageClass: "STANDARD_IA" },
        { Days: 90, StorageClass: "GLACIER" },
      ],
      NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: "GLACIER", NewerNoncurrentVersions: 2 }],
    },
  ];
  const put = (Rules: readonly LifecycleRule[], more = {}) =>
    open.clients.s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: "logs",
        LifecycleConfiguration: { Rules: [...Rules] },
        ...more,
      }),
    );
  const get = () => open.clients.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: "logs" }));
  const rule = policy("{ kind: s3_bucket }", "keepAtLeast: 90d, deleteAfter: 1y");

  beforeEach(() => open.s3.objects.createBucket("logs"));

  test("get rules of their own beside those of others, which come back as they were", async () => {
    open.s3.settings.set("logs", { versioning: "Enabled", tags: { data: "trails" } });
    await put(theirs, { TransitionDefaultMinimumObjectSize: "varies_by_storage_class" });
    const before = await get();
    const targets = open.targets();
    const { stores } = await targets.s3_bucket.observe();
    expect(stores).toMatchObject([{ name: "logs", versioning: "enabled", tags: { data: "trails" } }]);
    const plan = planFor(policy("{ kind: s3_bucket }", "keepAtLeast: 3d, deleteAfter: 1y"), stores);
    const action = only(plan.actions);
    expect(await carryOut(targets, action)).toMatchObject({ changed: true, isApplied: true });
    const after = await get();
    expect(after.Rules?.slice(0, 2)).toEqual(before.Rules);
    expect(after.TransitionDefaultMinimumObjectSize).toBe("varies_by_storage_class");
    // 365 days, less one for the delivery and three for each of two removals, less three for old versions.
    expect(after.Rules?.slice(2)).toEqual([
      {
        ID: "trailkeep-retention",
        Status: "Enabled",
        Filter: { Prefix: "" },
        Expiration: { Days: 355 },
        NoncurrentVersionExpiration: { NoncurrentDays: 3 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
      {
        ID: "trailkeep-delete-markers",
        Status: "Enabled",
        Filter: { Prefix: "" },
        Expiration: { ExpiredObjectDeleteMarker: true },
      },
    ]);
    expect(await carryOut(targets, action)).toMatchObject({ changed: false, isApplied: true });
  });

  test("are left alone where somebody changed Trailkeep's rule meanwhile", async () => {
    const targets = open.targets();
    const action = only(planFor(rule, (await targets.s3_bucket.observe()).stores).actions);
    await put([{ ID: "trailkeep-retention", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }]);
    await expect(carryOut(targets, action)).rejects.toMatchObject({ code: "conflict" });
    expect((await get()).Rules).toHaveLength(1);
  });

  test("whose rules have the old form get rules of that form", async () => {
    await put([
      { ID: "old", Status: "Enabled", Prefix: "tmp/", Transitions: [{ Days: 40, StorageClass: "STANDARD_IA" }] },
    ]);
    const targets = open.targets();
    const action = only(planFor(rule, (await targets.s3_bucket.observe()).stores).actions);
    expect(await carryOut(targets, action)).toMatchObject({ isApplied: true });
    expect((await get()).Rules?.map(({ Prefix }) => Prefix)).toEqual(["tmp/", ""]);
  });

  test("that are held lose Trailkeep's ends, and no configuration is left where no rule is", async () => {
    const targets = open.targets();
    await carryOut(targets, only(planFor(rule, (await targets.s3_bucket.observe()).stores).actions));
    const { stores } = await targets.s3_bucket.observe();
    await carryOut(targets, only(planFor(rule, stores, [holdOn("logs")]).actions));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
    const held = planFor(rule, (await targets.s3_bucket.observe()).stores, [holdOn("logs")]);
    expect(held.actions).toEqual([]);
  });

  test("with MFA delete take no rules, and it is said before", async () => {
    open.s3.settings.set("logs", { versioning: "Enabled", mfaDelete: true });
    const plan = planFor(rule, (await open.targets().s3_bucket.observe()).stores);
    expect(plan).toMatchObject({ actions: [], findings: [{ code: "impossible" }] });
    await expect(put(theirs)).rejects.toMatchObject({ name: "InvalidBucketState" });
  });

  test("of other Regions are not looked at; one that is denied is unread, with the permission", async () => {
    for (const name of ["denied", "far"]) open.s3.objects.createBucket(name);
    open.s3.settings.set("far", { region: "us-east-1" });
    open.s3.settings.set("denied", { denied: ["GetBucketLifecycleConfiguration"] });
    const { stores, unread } = await open.targets().s3_bucket.observe();
    expect(stores.map(({ name }) => name)).toEqual(["logs"]);
    expect(unread).toMatchObject([
      { store: "arn:aws:s3:::denied", message: expect.stringContaining("`s3:GetLifecycleConfiguration`") },
    ]);
    expect(await open.targets().s3_bucket.reobserve("arn:aws:s3:::gone")).toBeNull();
  });

  test("with Object Lock get a legal hold on every version of the held time, and lose none while it stands", async () => {
    const version = (key: string, versionId: string, day: number) => ({
      key,
      versionId,
      modifiedMs: Date.UTC(2026, 0, day, 12),
      legalHold: false,
    });
    open.s3.settings.set("logs", {
      versioning: "Enabled",
      objectLockEnabled: true,
      objectLock: { mode: "GOVERNANCE", days: 10 },
      versions: [
        version("early", "1", 1),
        version("a", "1", 10),
        version("a", "2", 11),
        version("late", "1", 12),
        version("after", "1", 14),
      ],
    });
    const holds = [holdOn("logs", Date.UTC(2026, 0, 10), Date.UTC(2026, 0, 12))];
    const targets = open.targets({ holds });
    const { stores } = await targets.s3_bucket.observe();
    expect(stores).toMatchObject([{ objectLock: { defaultDays: 10, mode: "GOVERNANCE" }, unheld: true }]);
    const action = only(planFor(policy("{ name: logs }", "keepAtLeast: 1d"), stores, holds).actions);
    expect(action.type).toBe("place_legal_hold");
    expect(await carryOut(targets, action)).toMatchObject({ proof: { versions: 3, placed: 3 }, isApplied: true });
    const held = () =>
      open.s3.settings
        .of("logs")
        .versions.flatMap(({ key, versionId, legalHold }) => (legalHold ? [key + versionId] : []));
    // A record can arrive a day after its event.
    expect(held()).toEqual(["a1", "a2", "late1"]);
    expect(await carryOut(targets, action)).toMatchObject({ changed: false, proof: { versions: 3, placed: 0 } });
    const [{ actions }] = [
      planFor(policy("{ name: logs }", "keepAtLeast: 1d"), (await observeAll(targets)).stores, holds),
    ];
    expect(actions).toEqual([]);
    await open.clients.s3.send(
      new PutObjectLegalHoldCommand({ Bucket: "logs", Key: "a", VersionId: "1", LegalHold: { Status: "OFF" } }),
    );
    expect(await targets.s3_bucket.reobserve("arn:aws:s3:::logs")).toMatchObject({ unheld: true });
  });

  test("with Object Lock lose the legal holds that were placed for a hold when it is released, and no other", async () => {
    const version = (key: string, day: number, legalHold = false) => ({
      ...{ key, versionId: "1", modifiedMs: Date.UTC(2026, 0, day, 12), legalHold },
    });
    open.s3.settings.set("logs", {
      versioning: "Enabled",
      objectLockEnabled: true,
      versions: [
        version("a", 10),
        version("theirs", 10, true),
        version("b", 11),
        version("c", 20),
        version("gone", 11),
      ],
    });
    const held = () => open.s3.settings.of("logs").versions.flatMap(({ key, legalHold }) => (legalHold ? [key] : []));
    const keep = policy("{ name: logs }", "keepAtLeast: 1d");
    const first = holdOn("logs", Date.UTC(2026, 0, 10), Date.UTC(2026, 0, 12));
    const second = holdOn("logs", Date.UTC(2026, 0, 20), null);
    const both = open.targets({ holds: [first, second] });
    const place = only(planFor(keep, (await both.s3_bucket.observe()).stores, [first, second]).actions);
    await carryOut(both, place);
    expect(held()).toEqual(["a", "theirs", "b", "c", "gone"]);
    expect(planFor(keep, (await both.s3_bucket.observe()).stores, [first, second]).actions).toEqual([]);

    const one = open.targets({ holds: [second] });
    const release = only(planFor(keep, (await one.s3_bucket.observe()).stores, [second]).actions);
    expect(release).toMatchObject({ type: "release_legal_holds", destroys: true, versions: 3 });
    const logs = open.s3.settings.of("logs");
    open.s3.settings.set("logs", { versions: logs.versions.filter(({ key }) => key !== "gone") });
    expect(await carryOut(one, release)).toMatchObject({ isApplied: true, proof: { released: 3, kept: 1 } });
    expect(held()).toEqual(["theirs", "c"]);
    expect(await carryOut(one, release)).toMatchObject({ changed: false, proof: { released: 0, kept: 1 } });
    const none = open.targets();
    await carryOut(none, only(planFor(keep, (await none.s3_bucket.observe()).stores).actions));
    expect(held()).toEqual(["theirs"]);
    expect(planFor(keep, (await none.s3_bucket.observe()).stores).actions).toEqual([]);
  });

  test("are never unlocked: a lock beyond the end is said", async () => {
    open.s3.settings.set("logs", {
      versioning: "Enabled",
      objectLockEnabled: true,
      objectLock: { mode: "COMPLIANCE", years: 2 },
    });
    const plan = planFor(rule, (await open.targets().s3_bucket.observe()).stores);
    expect(plan.findings).toMatchObject([{ code: "overridden", message: expect.stringContaining("Object Lock") }]);
  });

  test.each<readonly [string, LifecycleRule | readonly LifecycleRule[]]>([
    ["InvalidArgument", { ID: "a".repeat(256), Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }],
    ["InvalidArgument", { ID: "a", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 0 } }],
    [
      "InvalidArgument",
      { ID: "a", Status: "Enabled", Filter: { Prefix: "" }, Transitions: [{ Days: 29, StorageClass: "STANDARD_IA" }] },
    ],
    [
      "InvalidArgument",
      {
        ID: "a",
        Status: "Enabled",
        Filter: { Prefix: "" },
        Expiration: { Days: 90 },
        Transitions: [{ Days: 90, StorageClass: "GLACIER" }],
      },
    ],
    [
      "InvalidArgument",
      {
        ID: "a",
        Status: "Enabled",
        Filter: { Prefix: "" },
        Transitions: [
          { Days: 30, StorageClass: "STANDARD_IA" },
          { Days: 59, StorageClass: "GLACIER" },
        ],
      },
    ],
    ["InvalidRequest", { ID: "a", Status: "Enabled", Filter: { Prefix: "" } }],
    ["MalformedXML", { ID: "a", Status: "Enabled", Expiration: { Days: 1 } }],
    [
      "MalformedXML",
      { ID: "a", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } },
    ],
    [
      "InvalidRequest",
      {
        ID: "a",
        Status: "Enabled",
        Filter: { Tag: { Key: "a", Value: "b" } },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ],
    [
      "InvalidArgument",
      [1, 2].map(() => ({ ID: "a", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 1 } })),
    ],
    [
      "InvalidRequest",
      [
        { ID: "a", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } },
        { ID: "b", Status: "Enabled", Prefix: "x", Expiration: { Days: 1 } },
      ],
    ],
    [
      "InvalidRequest",
      Array.from({ length: 1_001 }, (_, n) => ({
        ID: String(n),
        Status: "Enabled" as const,
        Filter: { Prefix: String(n) },
        Expiration: { Days: 1 },
      })),
    ],
  ])("S3's refusals hold here: %s (%#)", async (name, rules) => {
    await expect(put([rules].flat())).rejects.toMatchObject({ name });
  });
});

describe("query results", () => {
  beforeEach(() => open.s3.objects.createBucket("results"));

  test("are managed where each workgroup leaves them; places that are shared are one", async () => {
    const targets = open.targets();
    const { stores, unread } = await targets.athena_results.observe();
    expect(stores.map(({ name, workGroups }) => `${name}: ${workGroups}`)).toEqual([
      "results/analysts/: analysts",
      "results/auditors/: auditors,shared",
      "managed: managed",
    ]);
    expect(unread).toMatchObject([{ name: "primary" }]);
    const rule = policy("{ kind: athena_results }", "keepAtLeast: 7d, deleteAfter: 30d");
    const plan = planFor(rule, stores);
    expect(plan.findings).toMatchObject([{ name: "managed", code: "overridden" }]);
    for (const action of plan.actions) {
      expect(await carryOut(targets, action)).toMatchObject({ changed: true, isApplied: true });
      expect(await carryOut(targets, action)).toMatchObject({ changed: false, isApplied: true });
    }
    const { Rules } = await open.clients.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: "results" }));
    expect(Rules?.map(({ ID, Filter, Expiration }) => [ID, Filter?.Prefix, Expiration?.Days])).toEqual([
      ["trailkeep-retention:analysts/", "analysts/", 27],
      ["trailkeep-retention:auditors/", "auditors/", 27],
    ]);
    expect(planFor(rule, (await targets.athena_results.observe()).stores).actions).toEqual([]);
  });

  test("in a bucket that is not there are unread", async () => {
    const only = await openAccount({ workGroups: [{ name: "lost", outputLocation: "s3://nowhere/" }] });
    const { stores, unread } = await only.targets().athena_results.observe();
    await only.close();
    expect(stores).toEqual([]);
    expect(unread).toMatchObject([{ store: "s3://nowhere/", name: "nowhere/" }]);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRetention, type RetentionService } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arnOf } from "../logs/groups.ts";
import { AwsError } from "../service.ts";
import { type Account, openAccount } from "./account.ts";

/** The whole way, from a policy file to evidence, over real clients of the SDK. */

const policies = {
  name: "policies.yaml",
  text: `version: 1
policies:
  - name: applications
    select: { kind: log_group, name: "/app/*" }
    keepAtLeast: 90d
    deleteAfter: 1y
    rule: { framework: test, clause: "1" }
    owner: test
`,
};
const groups = 60;

let folder: string;
let store: Store;
let account: Account;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "trailkeep-apply-"));
  store = Store.open(join(folder, "store"));
  account = await openAccount();
  for (let n = 0; n < groups; n++) account.groups.create(`/app/${String(n).padStart(3, "0")}`, "STANDARD", 0);
});
afterEach(async () => {
  await account.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function as(principal: string, onStep: () => void = () => undefined): RetentionService {
  return openRetention({
    store,
    principal,
    onStep,
    readBackEveryMs: 10,
    keyFile: join(folder, "key.pem"),
    anchorFile: join(folder, "anchor.json"),
    targets: async (terms) => Object.values(account.targets(terms)),
  });
}

const settings = () => account.groups.all().map(({ retentionInDays }) => retentionInDays);
const all = (days: number | null) => Array.from({ length: groups }, () => days);

test("shortens what was approved, reads it back, and puts each step on record", async () => {
  const anna = as("anna");
  const plan = await anna.plan(policies);
  expect(plan.actions).toHaveLength(groups);
  await expect(anna.apply(plan.hash)).rejects.toMatchObject({ code: "forbidden" });
  expect(settings()).toEqual(all(null));
  await anna.approve(plan.hash);
  expect(await anna.apply(plan.hash)).toMatchObject({ status: "applied" });
  // A year is 365 days, less three for the lag: of the values offered 180 is the longest below.
  expect(settings()).toEqual(all(180));
  expect((await anna.plan()).actions).toEqual([]);
  const records = await anna.evidence();
  expect(records.filter(({ kind }) => kind === "verification")).toHaveLength(groups);
  expect(records.find(({ kind }) => kind === "verification")?.body).toMatchObject({
    outcome: "done",
    changed: true,
    proof: { requestId: expect.any(String) },
  });
  expect(await anna.verify()).toBeNull();
});

test("stopped in the middle and run again, it ends the same, each action done once", async () => {
  const { hash } = await as("anna").plan(policies);
  await as("anna").approve(hash);
  let steps = 0;
  const stopping = as("anna", () => {
    if (++steps === 100) throw new Error("the machine is gone");
  });
  await expect(stopping.apply(hash)).rejects.toThrow("the machine is gone");
  const changed = settings().filter((days) => days === 180).length;
  expect(changed).toBeGreaterThan(10);
  expect(changed).toBeLessThan(groups);
  const again = as("anna");
  expect(await again.apply(hash)).toMatchObject({ status: "applied" });
  expect(settings()).toEqual(all(180));
  const done = (await again.evidence()).filter(
    ({ kind, body }) => kind === "verification" && body["outcome"] === "done",
  );
  expect(done).toHaveLength(groups);
  expect(new Set(done.map(({ body }) => body["actionKey"])).size).toBe(groups);
  expect(await again.apply(hash)).toMatchObject({ status: "unchanged" });
});

test("refuses where somebody changed a store since, and says which", async () => {
  const anna = as("anna");
  const { hash } = await anna.plan(policies);
  await anna.approve(hash);
  const [first] = account.groups.all();
  if (first === undefined) throw new Error("no group");
  first.retentionInDays = 7;
  await expect(anna.apply(hash)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("log-group:/app/000"),
  });
  expect(settings()).toEqual([7, ...all(null).slice(1)]);
});

test("a hold placed while a plan is applied stops what is still to come", async () => {
  const { hash } = await as("anna").plan(policies);
  await as("anna").approve(hash);
  const counsel = as("counsel");
  let placing: Promise<unknown> = Promise.resolve();
  let steps = 0;
  const anna = as("anna", () => {
    if (++steps !== 50) return;
    placing = counsel.hold({
      name: "case 7",
      select: { kind: "log_group" },
      startMs: null,
      endMs: null,
      reason: "suit",
    });
  });
  const report = await anna.apply(hash);
  await placing;
  expect(report.status).toBe("incomplete");
  const outcomes = report.results.map(({ outcome }) => outcome);
  expect(outcomes).toContain("done");
  expect(outcomes.at(-1)).toBe("withheld");
  expect(settings().filter((days) => days === 180)).toHaveLength(
    outcomes.filter((outcome) => outcome === "done").length,
  );
  expect(await anna.verify()).toBeNull();
});

test("what the schedule may do alone is what destroys nothing; a shortening waits for its approval", async () => {
  const anna = as("anna");
  const { hash } = await anna.plan(policies);
  await anna.approve(hash);
  await anna.apply(hash);
  const [first, second] = account.groups.all();
  if (first === undefined || second === undefined) throw new Error("no group");
  first.retentionInDays = 30;
  second.retentionInDays = null;
  const report = await as("schedule").enforce();
  expect(report).toMatchObject({ status: "applied", waiting: [{ name: "/app/001", before: null, after: 180 }] });
  expect(settings()).toEqual([180, null, ...all(180).slice(2)]);
  const waiting = await anna.plan();
  await anna.approve(waiting.hash);
  expect(await as("schedule").enforce()).toMatchObject({ status: "applied", waiting: [] });
  expect(settings()).toEqual(all(180));
});

test("legal holds of S3 come off after the release, once somebody has consented, also where a run fails in the middle", async () => {
  account.s3.objects.createBucket("locked");
  const versions = Array.from({ length: 40 }, (_, n) => ({
    ...{ key: `k${n}`, versionId: "1", modifiedMs: Date.UTC(2026, 0, 10 + (n % 4)), legalHold: n === 7 },
  }));
  account.s3.settings.set("locked", { versioning: "Enabled", objectLockEnabled: true, versions });
  const text = `${policies.text}  - name: trails
    select: { kind: s3_bucket, name: locked }
    keepAtLeast: 1d
    rule: { framework: test, clause: "1" }
    owner: test
`;
  const file = { name: "policies.yaml", text };
  const held = () =>
    account.s3.settings
      .of("locked")
      .versions.filter(({ legalHold }) => legalHold)
      .map(({ key }) => key);
  const anna = as("anna");
  const enforce = async () => {
    const { hash } = await anna.plan(file);
    await anna.approve(hash);
    return anna.apply(hash);
  };
  const select = { kind: "s3_bucket" as const, name: "locked" };
  const { id } = await anna.hold({ name: "case 7", select, reason: "litigation", startMs: null, endMs: null });
  const { faults } = account.s3;
  const stopAfter = (calls: number) => {
    const place = { target: "S3", operation: "PutObjectLegalHold" };
    faults.plan(place, { kind: "delay", delayMs: 0 }, calls);
    faults.plan(place, { kind: "error", error: new AwsError("AccessDenied", "Access Denied") }, 1_000);
  };
  stopAfter(15);
  expect(await enforce()).toMatchObject({ status: "incomplete" });
  expect(held()).toHaveLength(16);
  faults.clear();
  await enforce();
  expect(held()).toHaveLength(40);
  await anna.release(id, "settled");
  const plan = await anna.plan(file);
  expect(plan).toMatchObject({ needsApproval: true, actions: [{ type: "release_legal_holds" }] });
  await expect(anna.apply(plan.hash)).rejects.toMatchObject({ code: "forbidden" });
  expect(held()).toHaveLength(40);
  stopAfter(15);
  expect(await enforce()).toMatchObject({ status: "incomplete" });
  expect(held()).toHaveLength(25);
  faults.clear();
  await enforce();
  expect(held()).toEqual(["k7"]);
  expect((await anna.plan(file)).actions).toEqual([]);
  expect(await anna.verify()).toBeNull();
});

test("tags that are known late change nothing that is not asked for any more", async () => {
  const [first, second] = account.groups.all();
  if (first === undefined || second === undefined) throw new Error("no groups");
  for (const group of [first, second]) group.tags = { data: "scratch" };
  const file = { name: "policies.yaml", text: policies.text.replace('name: "/app/*"', "tags: { data: scratch }") };
  const late = account.groups.all().map((group) => ({ arn: arnOf(group, "eu-west-1"), tags: group.tags }));
  account.tagging.groups = () => late;
  second.tags = { data: "evidence" };
  const anna = as("anna");
  const { hash, actions } = await anna.plan(file);
  expect(actions).toHaveLength(2);
  await anna.approve(hash);
  const { status, results } = await anna.apply(hash);
  expect([status, results.map(({ outcome }) => outcome)]).toEqual(["incomplete", ["done", "withheld"]]);
  expect([first.retentionInDays, second.retentionInDays]).toEqual([180, null]);
});

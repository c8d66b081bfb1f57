import type { Action } from "@trailkeep/core/retention";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Element, parseXml } from "../s3/settings/parse-xml.ts";
import { type Account, openAccount } from "./account.ts";
import { carryOut, observeAll, planFor } from "./run.ts";

/** Hundreds of stores in one account, calls that are throttled or cut, and runs that stop in the middle. */

const groups = 300;
const buckets = 100;

const policies = `
version: 1
policies:
  - name: trails
    select: { kind: log_group, name: "/trail/*" }
    keepAtLeast: 1y
    deleteAfter: 2y
    rule: { framework: test, clause: "1" }
    owner: test
  - name: applications
    select: { kind: log_group, name: "/app/*" }
    keepAtLeast: 30d
    rule: { framework: test, clause: "2" }
    owner: test
  - name: buckets
    select: { kind: s3_bucket, name: "logs-*" }
    keepAtLeast: 100d
    deleteAfter: 400d
    rule: { framework: test, clause: "3" }
    owner: test
`;

const theirs = parseXml(
  "<Rule><ID>theirs</ID><Status>Enabled</Status><Filter><Prefix>tmp/</Prefix></Filter>" +
    "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>",
);

let open: Account;

beforeEach(async () => {
  open = await openAccount();
  for (let n = 0; n < groups; n++) {
    const group = open.groups.create(`/${["trail", "app", "other"][n % 3]}/${n}`, "STANDARD", 0);
    group.retentionInDays = [null, 7, 400][Math.floor(n / 3) % 3] ?? null;
  }
  for (let n = 0; n < buckets; n++) {
    const name = `${n % 2 === 0 ? "logs" : "data"}-${String(n).padStart(3, "0")}`;
    open.s3.objects.createBucket(name);
    open.s3.settings.set(name, {
      versioning: n % 4 === 0 ? "Enabled" : null,
      lifecycle: n % 3 === 0 ? [theirs] : null,
    });
  }
});
afterEach(() => open.close());

const logs = (operation: string) => ({ target: "Logs_20140328", operation });
const s3 = (operation: string) => ({ target: "S3", operation });

/** How the account has to be in the end, by hand. */
function expectObeyed(): void {
  for (const [n, { name, retentionInDays }] of open.groups.all().entries()) {
    const start = name.split("/")[1];
    const index = Number(name.split("/")[2]);
    const before = [null, 7, 400][Math.floor(index / 3) % 3] ?? null;
    // Two years are 730 days, less three for the lag; of the values offered 545 is the longest below.
    const trail = before === 400 ? 400 : 545;
    const expected = start === "trail" ? trail : start === "app" && before === 7 ? 30 : before;
    expect([n, retentionInDays]).toEqual([n, expected]);
  }
  for (let n = 0; n < buckets; n++) {
    const { lifecycle } = open.s3.settings.of(`${n % 2 === 0 ? "logs" : "data"}-${String(n).padStart(3, "0")}`);
    const ids = (lifecycle ?? []).map(({ children }) => children.find(({ name }) => name === "ID")?.text);
    const own = n % 4 === 0 ? ["trailkeep-retention", "trailkeep-delete-markers"] : ["trailkeep-retention"];
    expect(ids).toEqual([...(n % 3 === 0 ? ["theirs"] : []), ...(n % 2 === 0 ? own : [])]);
    if (n % 3 === 0) expect(sorted(lifecycle?.[0])).toEqual(sorted(theirs));
  }
}

/** The members of a rule in the order of their names: clients send them in an order of their own. */
function sorted(rule: Element | undefined) {
  return rule?.children.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function planNow() {
  const { stores, unread } = await observeAll(open.targets());
  return { plan: planFor(policies, stores), unread };
}

async function apply(actions: readonly Action[]) {
  const targets = open.targets();
  const failed: string[] = [];
  for (const action of actions) {
    const done = await carryOut(targets, action).catch((error: unknown) => error);
    if (done instanceof Error) failed.push(action.store);
    else expect(done).toMatchObject({ isApplied: true });
  }
  return failed;
}

test("one run reads and changes everything, with as many calls as is said", async () => {
  const { plan, unread } = await planNow();
  const { endpoint, s3: bucketsEndpoint } = open;
  expect(unread).toEqual([]);
  expect(plan.assessments).toHaveLength(groups + buckets);
  expect(endpoint.calls.count("Logs_20140328", "DescribeLogGroups")).toBe(groups / 50);
  expect(bucketsEndpoint.calls.count("S3", "ListBuckets")).toBe(1);
  for (const name of [
    "GetBucketVersioning",
    "GetObjectLockConfiguration",
    "GetBucketTagging",
    "GetBucketLifecycleConfiguration",
  ]) {
    expect(bucketsEndpoint.calls.count("S3", name)).toBe(buckets);
  }
  const byKind = (kind: string) => plan.actions.filter((action) => action.kind === kind).length;
  // Two of three trails have no value or one that is too short, and one of three applications.
  expect([byKind("log_group"), byKind("s3_bucket")]).toEqual([100, buckets / 2]);
  endpoint.calls.clear();
  bucketsEndpoint.calls.clear();
  expect(await apply(plan.actions)).toEqual([]);
  expect(endpoint.calls.count("Logs_20140328", "PutRetentionPolicy")).toBe(100);
  expect(endpoint.calls.count("Logs_20140328", "DescribeLogGroups")).toBe(200);
  expect(bucketsEndpoint.calls.count("S3", "PutBucketLifecycleConfiguration")).toBe(buckets / 2);
  expectObeyed();
  expect((await planNow()).plan.actions).toEqual([]);
}, 240_000);

test("throttled, cut off, denied and stopped in the middle, a second run ends in the same state", async () => {
  const { faults } = open.endpoint;
  faults.throttle(logs("DescribeLogGroups"), 2);
  open.s3.faults.throttle(s3("GetBucketTagging"), 3);
  open.s3.faults.plan(s3("GetBucketVersioning"), { kind: "drop", when: "before" }, 2);
  open.s3.settings.set("logs-004", { denied: ["GetBucketLifecycleConfiguration"] });
  const first = await planNow();
  expect(first.unread.map(({ name }) => name)).toEqual(["logs-004"]);

  // Cut after the change has happened: whoever asks again finds it done.
  faults.throttle(logs("PutRetentionPolicy"), 3);
  faults.plan(logs("PutRetentionPolicy"), { kind: "drop", when: "after" }, 2);
  open.s3.faults.plan(s3("PutBucketLifecycleConfiguration"), { kind: "drop", when: "after" }, 2);
  open.s3.settings.set("logs-008", { denied: ["PutBucketLifecycleConfiguration"] });
  const stop = Math.floor(first.plan.actions.length * 0.9);
  expect(await apply(first.plan.actions.slice(0, stop))).toEqual(["arn:aws:s3:::logs-008"]);

  for (const name of ["logs-004", "logs-008"]) open.s3.settings.set(name, { denied: [] });
  const second = await planNow();
  expect(second.plan.actions).toHaveLength(first.plan.actions.length - stop + 2);
  expect(await apply(second.plan.actions)).toEqual([]);
  expectObeyed();
  expect((await planNow()).plan.actions).toEqual([]);
}, 240_000);

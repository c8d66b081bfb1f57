import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EvidenceRecord, openRetention } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, dueAt, openShop, policyFile, type Shop } from "../retention/shop.ts";
import { Reader } from "./readers.ts";

const child = fileURLToPath(new URL("./retention-child.ts", import.meta.url));
const everySource = { name: "all.yaml", text: policyFile().text.replace("name: cloudtrail", 'name: "*"') };

let shop: Shop;
let hash: string;
let now: number;
beforeAll(async () => {
  shop = await openShop();
  now = dueAt(shop.days[2] ?? "");
  const anna = shop.as("anna", now);
  const plan = await anna.plan(everySource);
  expect(plan.actions.length).toBeGreaterThan(1);
  hash = plan.hash;
  await anna.approve(hash);
});
afterAll(() => shop.close());

/** A copy of the store as it was before anything was applied, with its key and anchor. */
function copyOf(name: string) {
  const folder = join(shop.folder, name);
  for (const part of ["store", "key", "elsewhere"])
    cpSync(join(shop.folder, part), join(folder, part), { recursive: true });
  const places = { keyFile: join(folder, "key", "evidence.pem"), anchorFile: join(folder, "elsewhere", "anchor.json") };
  return { root: join(folder, "store"), ...places };
}

type Copy = ReturnType<typeof copyOf>;

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly steps: readonly string[];
}

function apply(copy: Copy, kill: { killAt?: string; nth?: number; afterMs?: number } = {}): Promise<Ended> {
  const { afterMs, ...at } = kill;
  const args = [
    "--conditions",
    "@trailkeep/source",
    "--import",
    "tsx",
    child,
    JSON.stringify({ ...copy, hash: planHash(copy), now, ...at }),
  ];
  const started = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  started.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    if (afterMs !== undefined) setTimeout(() => started.kill("SIGKILL"), afterMs);
  });
  return new Promise((resolve, reject) => {
    started.on("error", reject);
    started.on("close", (code, signal) => resolve({ code, signal, steps: told.trimEnd().split("\n") }));
  });
}

const hashes = new Map<string, string>();
const planHash = ({ root }: Copy) => hashes.get(root) ?? hash;

/** A store names its sources by its folder: the copy's plan is its own. */
async function planned(name: string): Promise<Copy> {
  const copy = copyOf(name);
  const own = open(copy);
  const plan = await own.retention.plan(everySource);
  hashes.set(copy.root, plan.hash);
  await own.retention.approve(plan.hash);
  own.store.close();
  return copy;
}

function open({ root, ...places }: Copy) {
  const store = Store.open(root);
  return { store, retention: openRetention({ store, ...places, principal: "anna", now: () => now }) };
}

/** What is there in the end, whatever happened on the way. */
async function ends(copy: Copy) {
  const { store, retention } = open(copy);
  const left = ["cloudtrail", "s3_access", "cloudtrail_insights"] as const;
  const state = {
    days: left.map((source) => store.days(source)),
    plan: (await retention.plan(everySource)).actions,
    verify: await retention.verify(),
    outcomes: outcomesOf(await retention.evidence()),
  };
  store.close();
  return state;
}

/** For each action: it was begun, and done, once; and the application ended. */
function outcomesOf(records: readonly EvidenceRecord[]) {
  const done = records.filter(({ kind, body }) => kind === "verification" && body["outcome"] === "done");
  const keys = done.map(({ body }) => String(body["actionKey"]));
  const steps = records.filter(({ kind }) => kind === "apply").map(({ body }) => body["step"]);
  return {
    done: keys.length,
    distinct: new Set(keys).size,
    began: steps.filter((step) => step === "began").length,
    ended: steps.filter((step) => step === "ended").length,
    policies: records.filter(({ kind }) => kind === "policy").length,
  };
}

const places = ["began", "acting", "applied", "verified", "ended"].flatMap((killAt) =>
  killAt === "began" || killAt === "ended"
    ? [{ killAt, nth: 1 }]
    : [
        { killAt, nth: 1 },
        { killAt, nth: 2 },
      ],
);

test("killed at any step and run again, it ends as if it had not been, with one complete chain of evidence", async () => {
  const whole = await planned("whole");
  expect(await apply(whole)).toMatchObject({ code: 0 });
  const undisturbed = await ends(whole);
  expect(undisturbed.plan).toEqual([]);
  expect(undisturbed.verify).toBeNull();
  expect(undisturbed.outcomes).toMatchObject({ began: 1, ended: 1, policies: 1 });
  for (const { killAt, nth } of places) {
    const copy = await planned(`${killAt}-${nth}`);
    const killed = await apply(copy, { killAt, nth });
    expect(killed.signal, `${killAt} ${nth}`).toBe("SIGKILL");
    const again = await apply(copy);
    expect(again.code, `${killAt} ${nth}`).toBe(0);
    expect(again.steps.at(-1)).toBe(killAt === "ended" ? "unchanged" : "applied");
    expect(await ends(copy), `${killAt} ${nth}`).toEqual(undisturbed);
    expect((await apply(copy)).steps).toEqual(["unchanged"]);
  }
}, 600_000);

test("killed at any moment, it is taken up again", async () => {
  for (const afterMs of [0, 5, 20]) {
    const copy = await planned(`after-${afterMs}`);
    await apply(copy, { afterMs });
    expect((await apply(copy)).code).toBe(0);
    const { plan, verify, outcomes } = await ends(copy);
    expect({ plan, verify }, `after ${afterMs} ms`).toEqual({ plan: [], verify: null });
    expect(outcomes.done).toBe(outcomes.distinct);
    expect(outcomes.ended).toBe(outcomes.began);
  }
}, 600_000);

test("a reader at work beside it sees one state or the other, and ends well", async () => {
  const copy = await planned("reader");
  const before = new Reader(copy.root, null);
  const whole = await before.ask();
  await before.close();
  const reader = new Reader(copy.root, null);
  const { code } = await reader.during(apply(copy));
  expect(code).toBe(0);
  const after = await reader.ask();
  expect(after).not.toEqual(whole);
  expect(reader.answers).toBeGreaterThan(2);
  await reader.close();
}, 600_000);

test("what was planned before a hold is not done after it, also where the process was killed in between", async () => {
  const copy = await planned("held");
  expect(await apply(copy, { killAt: "acting", nth: 1 })).toMatchObject({ signal: "SIGKILL" });
  const { store, retention } = open(copy);
  const days = store.days("cloudtrail");
  const endMs = now + dayMs;
  await retention.hold({ name: "late", select: { kind: "local_store" }, startMs: null, endMs, reason: "suit" });
  store.close();
  expect((await apply(copy)).code).not.toBe(0);
  const after = open(copy);
  expect(after.store.days("cloudtrail")).toEqual(days);
  expect(await after.retention.verify()).toBeNull();
  after.store.close();
}, 600_000);

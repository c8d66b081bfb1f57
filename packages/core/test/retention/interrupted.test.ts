import { type AnyTarget, type OpenTargets, RetentionService } from "@trailkeep/core/retention";
import { beforeEach, describe, expect, it } from "vitest";
import { dayMs } from "./calendar.ts";
import { memoryEvidence, memoryState, memoryTargets } from "./memory.ts";
import { nowMs } from "./world.ts";

/** What is said of an action that was begun when its run died, when the next run cannot look at its store. */

const policies = (deleteAfter: string) => ({
  name: "policies.yaml",
  text: `version: 1
policies:
  - name: trails
    select: { kind: local_store }
    keepAtLeast: 30d
    deleteAfter: ${deleteAfter}
    rule: { framework: GDPR, clause: "5(1)(e)" }
    owner: security
`,
});

/** One source that cannot be looked at while `denied`; and one that always can. */
function world() {
  const clock = { nowMs };
  const stores = memoryTargets(clock);
  stores.addSource("cloudtrail", [
    { age: 100, late: 0 },
    { age: 75, late: 0 },
  ]);
  let denied = false;
  const hide = (target: AnyTarget): AnyTarget => {
    if (target.kind !== "local_store") return target;
    return {
      ...target,
      async observe(options) {
        if (!denied) return target.observe(options);
        const unread = { store: "source cloudtrail", kind: target.kind, name: "cloudtrail", message: "access denied" };
        return { stores: [], unread: [unread] };
      },
    };
  };
  const targets: OpenTargets = async (terms) => (await stores.open(terms)).map(hide);
  const state = memoryState();
  const evidence = memoryEvidence(state);
  const service = (diesAt?: string) =>
    new RetentionService({
      ...{ state, evidence, targets, principal: "anna", now: () => clock.nowMs, readBackEveryMs: 0 },
      onStep: (step) => {
        if (step === diesAt) throw new Error("died");
      },
    });
  const verified = async () => (await evidence.records()).filter(({ kind }) => kind === "verification");
  return {
    ...{ clock, service, verified },
    left: () => stores.records().filter(({ goneMs }) => goneMs === null).length,
    deny: (isDenied: boolean) => {
      denied = isDenied;
    },
  };
}

let place: ReturnType<typeof world>;
let hash: string;

beforeEach(async () => {
  place = world();
  const dies = place.service("acting");
  ({ hash } = await dies.plan(policies("90d")));
  await dies.approve(hash);
  await expect(dies.apply(hash)).rejects.toThrow("died");
});

describe("an action that was begun when its run died", () => {
  it("is not put on record as done while its store cannot be looked at, and goes on afterwards", async () => {
    place.deny(true);
    await expect(place.service().apply(hash)).rejects.toMatchObject({
      code: "conflict",
      problems: [
        {},
        { at: "source cloudtrail", message: expect.stringContaining("cannot be looked at by now: access denied") },
      ],
    });
    expect(await place.verified()).toEqual([]);
    expect(place.left()).toBe(2);
    place.deny(false);
    expect(await place.service().apply(hash)).toMatchObject({ status: "applied" });
    expect(await place.verified()).toMatchObject([{ body: { outcome: "done" } }]);
    expect(place.left()).toBe(1);
  });

  it("stays open under another plan, too, until somebody can look", async () => {
    place.deny(true);
    const blind = await place.service().plan(policies("80d"));
    expect(blind).toMatchObject({ actions: [], findings: [{ code: "unread" }] });
    await place.service().approve(blind.hash);
    expect(await place.service().apply(blind.hash)).toMatchObject({ status: "applied", results: [] });
    expect(await place.verified()).toEqual([]);
    place.deny(false);
    place.clock.nowMs += dayMs;
    await place.service().enforce();
    expect(place.left()).toBe(1);
    expect(await place.verified()).toMatchObject([
      { body: { planHash: hash, outcome: "failed", how: "found after an interruption" } },
      { body: { outcome: "done" } },
    ]);
  });

  it("is not put on record as done where the next plan, for another reason, asks for it again", async () => {
    place.clock.nowMs += dayMs;
    const wider = await place.service().plan(policies("80d"));
    await place.service().approve(wider.hash);
    expect(await place.service().apply(wider.hash)).toMatchObject({ status: "applied", results: [{ changed: true }] });
    expect(await place.verified()).toMatchObject([
      { body: { planHash: hash, outcome: "failed" } },
      { body: { planHash: wider.hash, outcome: "done" } },
    ]);
  });

  it("is put on record as done where it was done, and the next plan asks for other days", async () => {
    const dies = place.service("applied");
    await expect(dies.apply(hash)).rejects.toThrow("died");
    place.clock.nowMs += 20 * dayMs;
    const next = await place.service().plan(policies("90d"));
    expect(next.actions).toMatchObject([{ days: [expect.any(String)] }]);
    await place.service().approve(next.hash);
    await place.service().apply(next.hash);
    expect(await place.verified()).toMatchObject([
      { body: { planHash: hash, outcome: "done", how: "found after an interruption" } },
      { body: { planHash: next.hash, outcome: "done" } },
    ]);
  });
});

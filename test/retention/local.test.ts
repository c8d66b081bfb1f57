import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openQueryService } from "@trailkeep/core/engine";
import { expiryOf } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { untilEnded } from "../until-ended.ts";
import { dayMs, dueAt, openShop, policyFile, type Shop } from "./shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const daysNow = () => shop.store.days("cloudtrail").map(({ day }) => day);

describe("the embedded store", () => {
  it("loses exactly the days that are due, once that was approved, and nothing the second time", async () => {
    const { days, store } = shop;
    const [first, second, third] = days;
    const anna = shop.as("anna", dueAt(second ?? ""));
    const others = store.summary("s3_access");
    const plan = await anna.plan(policyFile());
    expect(plan.actions).toMatchObject([{ type: "delete_days", name: "cloudtrail", days: [first, second] }]);
    expect(plan).toMatchObject({ needsApproval: true, approvedBy: [], policies: { inForce: false } });
    await expect(anna.apply(plan.hash)).rejects.toMatchObject({ code: "forbidden" });
    expect(daysNow()).toEqual(days);

    await anna.approve(plan.hash);
    const report = await anna.apply(plan.hash);
    expect(report).toMatchObject({ status: "applied", results: [{ outcome: "done", changed: true }] });
    expect(daysNow()).toEqual(days.slice(2));
    expect(daysNow()[0]).toBe(third);
    expect(store.summary("s3_access")).toEqual(others);

    const records = (await anna.evidence()).length;
    expect((await anna.plan(policyFile())).actions).toEqual([]);
    expect(await anna.apply(plan.hash)).toMatchObject({ status: "unchanged", results: [] });
    expect((await anna.evidence()).length).toBe(records);
    expect(await anna.verify()).toBeNull();
    expect((await anna.evidence()).map(({ kind }) => kind)).toEqual([
      "approval",
      "policy",
      "apply",
      "apply",
      "verification",
      "apply",
    ]);
  });

  it("deletes the files an hour later, with the next run, and keeps ledger and evidence", async () => {
    const { days, store, root } = shop;
    const anna = shop.as("anna", dueAt(days[0] ?? ""));
    const files = store.files("cloudtrail").filter(({ day }) => day === days[0]);
    const ledger = store.ingestStatus();
    const { hash } = await anna.plan(policyFile());
    await anna.approve(hash);
    await anna.apply(hash);
    expect(files.map(({ path }) => existsSync(path))).toEqual(files.map(() => true));
    const { default: Database } = await import("libsql");
    const manifest = new Database(join(root, "manifest.db"));
    manifest.exec("UPDATE file SET removed_ms = removed_ms - 3600001");
    manifest.close();
    await ingest([shop.input], { root, threads: 1, compact: false });
    expect(files.map(({ path }) => existsSync(path))).toEqual(files.map(() => false));
    expect(store.ingestStatus().records).toEqual(ledger.records);
    expect(await anna.verify()).toBeNull();
  });

  it("says in an answer what was deleted from its range, and by which policy", async () => {
    const { days, store } = shop;
    const anna = shop.as("anna", dueAt(days[1] ?? ""));
    const { hash, actions } = await anna.plan(policyFile());
    const [action] = actions;
    await anna.approve(hash);
    await anna.apply(hash);
    const service = openQueryService({ store });
    const ask = async (start: string, end: string) => {
      const query = { from: "cloudtrail", time: { start, end }, aggregate: { n: { fn: "count" } } };
      return untilEnded(service, (await service.start(query)).id);
    };
    const over = await ask(`${days[0]}T00:00:00Z`, `${days[4]}T00:00:00Z`);
    expect(over.completeness.complete).toBe(false);
    const rows = action?.type === "delete_days" ? action.rows : 0;
    expect(over.completeness.warnings.join("\n")).toContain(
      `retention deleted ${rows} cloudtrail records of 2 days from ${days[0]} to ${days[1]} from the range, by trails`,
    );
    const beside = await ask(`${days[3]}T00:00:00Z`, `${days[4]}T00:00:00Z`);
    expect(beside.completeness.warnings.join("\n")).not.toContain("retention");
    await service.close();
  });

  it("drops finished results that hold what was deleted, and keeps the others", async () => {
    const { days, store } = shop;
    const service = openQueryService({ store, deletedResultGraceMs: 0 });
    const rowsOf = async (day: string) => {
      const time = { start: `${day}T00:00:00Z`, end: new Date(Date.parse(day) + dayMs).toISOString() };
      const { id } = await service.start({ from: "cloudtrail", time, select: ["eventID"], limit: 10 }, { pageSize: 1 });
      expect((await untilEnded(service, id)).rows).toHaveLength(1);
      return id;
    };
    const old = await rowsOf(days[0] ?? "");
    const young = await rowsOf(days[5] ?? "");
    const anna = shop.as("anna", dueAt(days[0] ?? ""));
    const { hash } = await anna.plan(policyFile());
    await anna.approve(hash);
    await anna.apply(hash);
    await expect(service.page(old, null)).rejects.toMatchObject({ code: "expired" });
    expect((await service.page(young, null, 10)).rows).toHaveLength(10);
    await service.close();
  });

  it("counts what arrives after its end as expired, and stores none of it", async () => {
    const { days, store, input, folder } = shop;
    const now = dueAt(days[2] ?? "");
    const anna = shop.as("anna", now);
    const { hash } = await anna.plan(policyFile());
    await anna.approve(hash);
    await anna.apply(hash);
    const again = join(folder, "again");
    const before = store.ingestStatus().records;
    const report = await ingest([input], {
      root: again,
      threads: 1,
      compact: false,
      isExpired: expiryOf(store.state, () => now),
    });
    const fresh = Store.open(again);
    expect(fresh.days("cloudtrail")).toEqual(store.days("cloudtrail"));
    expect(report.records.expired).toBeGreaterThan(0);
    expect(report.records.written + report.records.expired).toBe(before.written);
    const { read, written, repeated, quarantined, expired } = fresh.ingestStatus().records;
    expect(read).toBe(written + repeated + quarantined + expired);
    fresh.close();
  });

  it("deletes no day under hold, whatever was approved, and deletes it when the hold is released", async () => {
    const { days } = shop;
    const [first, second] = days;
    const now = dueAt(second ?? "");
    const anna = shop.as("anna", now);
    const plan = await anna.plan(policyFile());
    await anna.approve(plan.hash);
    const hold = await shop.as("counsel", now).hold({
      name: "case 7",
      select: { kind: "local_store" },
      startMs: Date.parse(`${first}T10:00:00Z`),
      endMs: Date.parse(`${first}T11:00:00Z`),
      reason: "litigation",
    });
    await expect(anna.apply(plan.hash)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("no longer planned"),
    });
    const held = await anna.plan(policyFile());
    expect(held.actions).toMatchObject([{ days: [second] }]);
    expect(held.findings).toMatchObject([{ code: "held", message: expect.stringContaining("case 7") }]);
    await anna.approve(held.hash);
    await anna.apply(held.hash);
    expect(daysNow()).toEqual(days.filter((day) => day !== second));

    await shop.as("counsel", now).release(hold.id, "settled");
    expect(await anna.enforce()).toMatchObject({ status: "applied", waiting: [] });
    expect(daysNow()).toEqual(days.slice(2));
    expect(await anna.holds()).toMatchObject({
      standing: [],
      released: [{ releasedBy: "counsel", reason: "settled" }],
    });
    expect(await anna.verify()).toBeNull();
  });

  it("asks another principal where the policies say so: to approve, to release, and to lift the rule", async () => {
    const { days } = shop;
    const now = dueAt(days[0] ?? "");
    const [anna, berta] = [shop.as("anna", now), shop.as("berta", now)];
    const two = policyFile("approval: { secondPrincipal: true }");
    const { hash } = await anna.plan(two);
    await anna.approve(hash);
    await expect(anna.apply(hash)).rejects.toMatchObject({ code: "forbidden" });
    await berta.approve(hash);
    expect(await anna.apply(hash)).toMatchObject({ status: "applied" });
    const hold = await anna.hold({ name: "h", select: { name: "*" }, startMs: null, endMs: null, reason: "r" });
    await expect(anna.release(hold.id, "no")).rejects.toMatchObject({ code: "forbidden" });
    expect(await berta.release(hold.id, "yes")).toMatchObject({ releasedBy: "berta" });
    const lifted = await anna.plan(policyFile());
    await anna.approve(lifted.hash);
    await expect(anna.apply(lifted.hash)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("takes the day's entries of the quarantine with it, bytes and all", async () => {
    const { store, days, input, root } = shop;
    const torn = (day: string) => `{"eventVersion":"1.11","eventTime":"${day}T10:00:00Z","eventName":"Torn","x": nul}`;
    const file = join(input, "torn.json");
    writeFileSync(file, `{"Records":[${torn(days[0] ?? "")},\n${torn(days[1] ?? "")}]}`);
    await ingest([file], { root, threads: 1, compact: false });
    const timed = store.quarantine({ limit: 1_000 }).filter(({ timeMs }) => timeMs !== null);
    expect(timed.map(({ timeMs }) => new Date(timeMs ?? 0).toISOString().slice(0, 10))).toEqual(days.slice(0, 2));
    const bytesOf = () => {
      const files = readdirSync(join(root, "quarantine")).map((name) => readFileSync(join(root, "quarantine", name)));
      return Buffer.concat(files).toString("latin1");
    };
    expect(bytesOf()).toContain(torn(days[0] ?? ""));
    const all = { name: "all.yaml", text: policyFile().text.replace("name: cloudtrail", 'name: "*"') };
    const anna = shop.as("anna", dueAt(days[0] ?? ""));
    const before = store.ingestStatus().records;
    const { hash } = await anna.plan(all);
    await anna.approve(hash);
    await anna.apply(hash);
    expect((await anna.plan(all)).actions).toEqual([]);
    expect(store.quarantine({ limit: 1_000 })).toEqual(timed.slice(1));
    expect(bytesOf()).not.toContain(torn(days[0] ?? ""));
    expect(bytesOf()).toContain(torn(days[1] ?? ""));
    const after = store.ingestStatus().records;
    expect(after).toEqual({ ...before, quarantined: before.quarantined - 1, expired: before.expired + 1 });
  });
});

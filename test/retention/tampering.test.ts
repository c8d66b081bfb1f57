import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  anchorOf,
  type EvidenceRecord,
  evidenceRecordSchema,
  localSigner,
  nextRecord,
  openRetention,
  openSigningKey,
} from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

let folder: string;
const file = (name: string) => join(folder, name);

function open() {
  const store = Store.open(file("store"));
  const places = { keyFile: file("keys/key.pem"), anchorFile: file("anchor/anchor.json") };
  return { store, retention: openRetention({ store, ...places, principal: "anna", now: () => 1_000 }) };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "trailkeep-tampering-"));
  const { store, retention } = open();
  for (const name of ["one", "two", "three", "four"]) {
    await retention.hold({ name, select: { name: "*" }, startMs: null, endMs: null, reason: "r" });
  }
  store.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Changes the chain behind the product's back: in its database. */
async function tamper(
  change: (records: readonly EvidenceRecord[]) => readonly unknown[] | Promise<readonly unknown[]>,
): Promise<void> {
  const manifest = new Database(file("store/manifest.db"));
  const rows = manifest.prepare("SELECT value FROM state WHERE key LIKE 'retention/evidence/%' ORDER BY key").all([]);
  const records = rows.map((row) =>
    evidenceRecordSchema.parse(JSON.parse(z.object({ value: z.string() }).parse(row).value)),
  );
  manifest.exec("DELETE FROM state WHERE key LIKE 'retention/evidence/%'");
  const insert = manifest.prepare("INSERT INTO state VALUES (?, ?, 1)");
  for (const [index, record] of (await change(records)).entries()) {
    insert.run([`retention/evidence/${String(index + 1).padStart(12, "0")}`, JSON.stringify(record)]);
  }
  manifest.close();
}

async function found() {
  const { store, retention } = open();
  const wrong = await retention.verify();
  store.close();
  return wrong;
}

const renamed = (record: EvidenceRecord | undefined) => ({ ...record, body: { ...record?.body, name: "other" } });
const foreign = generateKeyPairSync("ed25519");

/** The chain as another key would have written it. */
async function rewritten(records: readonly EvidenceRecord[]): Promise<readonly EvidenceRecord[]> {
  const chain: EvidenceRecord[] = [];
  for (const { atMs, kind, principal, body } of records) {
    chain.push(await nextRecord(chain.at(-1) ?? null, { atMs, kind, principal, body }, localSigner(foreign)));
  }
  return chain;
}

describe("evidence on the disk", () => {
  it("is whole, across processes and restarts", async () => {
    expect(await found()).toBeNull();
    const { store, retention } = open();
    await retention.hold({ name: "five", select: { name: "*" }, startMs: null, endMs: null, reason: "r" });
    expect((await retention.evidence()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    store.close();
    expect(await found()).toBeNull();
  });

  it.each([
    ["edited", ([a, b, ...rest]) => [a, renamed(b), ...rest], 2],
    ["removed", ([a, , ...rest]) => [a, ...rest], 2],
    ["removed at the beginning", ([, ...rest]) => rest, 1],
    ["inserted", ([a, ...rest]) => [a, a, ...rest], 2],
    ["reordered", ([a, b, c, d]) => [a, c, b, d], 2],
    ["cut at the end", ([a, b, c]) => [a, b, c], 4],
    ["gone", () => [], 1],
    ["replaced by what is no record", ([a, b, , d]) => [a, b, { no: "record" }, d], 3],
    ["written anew by another key", rewritten, 1],
  ] satisfies [string, Parameters<typeof tamper>[0], number][])("shows a record %s", async (_, change, seq) => {
    await tamper(change);
    expect(await found()).toMatchObject({ seq });
  });

  it("shows a chain written anew with a new key and an anchor by it", async () => {
    let last: EvidenceRecord | null = null;
    await tamper(async (records) => {
      const chain = await rewritten(records);
      last = chain.at(-1) ?? null;
      return chain;
    });
    writeFileSync(file("anchor/anchor.json"), JSON.stringify(await anchorOf(last, localSigner(foreign))));
    expect(await found()).toEqual({ seq: 0, message: "the anchor names another key" });
  });

  it("shows an anchor that was taken away, and puts nothing on a chain without its end", async () => {
    rmSync(file("anchor/anchor.json"));
    expect(await found()).toMatchObject({ seq: 0, message: expect.stringContaining("there is no anchor") });
    const { store, retention } = open();
    const hold = { name: "x", select: { name: "*" }, startMs: null, endMs: null, reason: "r" };
    await expect(retention.hold(hold)).rejects.toMatchObject({ code: "store-damaged" });
    store.close();
  });

  it("destroys nothing on the strength of a chain that was changed", async () => {
    const { store, retention } = open();
    const text = `version: 1
policies:
  - { name: p, select: { kind: local_store }, deleteAfter: 9d, rule: { framework: F, clause: c }, owner: o }
`;
    const { hash } = await retention.plan({ name: "p.yaml", text });
    await retention.approve(hash);
    store.close();
    await tamper(([a, , ...rest]) => [a, ...rest]);
    const again = open();
    await expect(again.retention.apply(hash)).rejects.toMatchObject({ code: "store-damaged" });
    again.store.close();
  });

  it("keeps its key where only its owner can read it, and makes it once", () => {
    const key = readFileSync(file("keys/key.pem"), "utf8");
    expect(openSigningKey(file("keys/key.pem")).publicKey.asymmetricKeyType).toBe("ed25519");
    expect(readFileSync(file("keys/key.pem"), "utf8")).toBe(key);
  });

  it("is one chain, also where several write at once", async () => {
    const doors = [open(), open(), open()];
    const holds = doors.flatMap(({ retention }, door) =>
      Array.from({ length: 5 }, (_, index) =>
        retention.hold({ name: `${door}-${index}`, select: { name: "*" }, startMs: null, endMs: null, reason: "r" }),
      ),
    );
    await Promise.all(holds);
    expect((await doors[0]?.retention.evidence())?.length).toBe(19);
    for (const { store } of doors) store.close();
    expect(await found()).toBeNull();
  });
});

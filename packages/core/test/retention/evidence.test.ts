import { generateKeyPairSync } from "node:crypto";
import { type Anchor, anchorOf, type EvidenceRecord, nextRecord, verifyChain } from "@trailkeep/core/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const own = generateKeyPairSync("ed25519");
const foreign = generateKeyPairSync("ed25519");

function chain(bodies: readonly string[], key = own.privateKey): readonly EvidenceRecord[] {
  const records: EvidenceRecord[] = [];
  for (const [index, body] of bodies.entries()) {
    const entry = { atMs: index, kind: "apply", principal: "tester", body: { text: body } } as const;
    records.push(nextRecord(records.at(-1) ?? null, entry, key));
  }
  return records;
}

const anchor = (records: readonly EvidenceRecord[], key = own.privateKey): Anchor =>
  anchorOf(records.at(-1) ?? null, key);
const check = (records: readonly EvidenceRecord[], head: Anchor) => verifyChain(records, head, own.publicKey);
const bodies = fc.array(fc.string(), { minLength: 2, maxLength: 8 });

describe("a chain of evidence", () => {
  it("is whole as it was written, also past its anchor", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), (texts, cut) => {
        const records = chain(texts);
        expect(check(records, anchor(records))).toBeNull();
        expect(check(records, anchor(records.slice(0, cut % records.length)))).toBeNull();
      }),
    );
  });

  const tampered = {
    "an edited body": (records) =>
      records.map((record, index) =>
        index === 1 ? { ...record, body: { text: `${String(record.body["text"])}!` } } : record,
      ),
    "an edited time": (records) =>
      records.map((record, index) => (index === 1 ? { ...record, atMs: record.atMs + 1 } : record)),
    "an edited principal": (records) =>
      records.map((record, index) => (index === 1 ? { ...record, principal: "nobody" } : record)),
    "a removed record": (records) => records.filter((_, index) => index !== 0),
    "an inserted record": (records) => [...records.slice(0, 1), ...records.slice(0, 1), ...records.slice(1)],
    "an inserted record by another key": (records) => [
      ...records.slice(0, 1),
      nextRecord(records[0] ?? null, { atMs: 0, kind: "hold", principal: "x", body: {} }, foreign.privateKey),
      ...records.slice(1),
    ],
    "another order": (records) => records.toReversed(),
    "a cut end": (records) => records.slice(0, -1),
    "nothing left": () => [],
    "the whole chain written anew by another key": (records) =>
      chain(
        records.map(({ body }) => String(body["text"])),
        foreign.privateKey,
      ),
    "an edit with the hashes made anew": (records) =>
      chain(records.map(({ body }, index) => `${String(body["text"])}${index}`)),
  } as const satisfies Record<string, (records: readonly EvidenceRecord[]) => readonly EvidenceRecord[]>;

  it.each(Object.entries(tampered))("shows %s", (_, tamper) => {
    fc.assert(
      fc.property(bodies, (texts) => {
        const records = chain(texts);
        expect(check(tamper(records), anchor(records))).not.toBeNull();
      }),
    );
  });

  it("shows a chain and an anchor by another key", () => {
    const records = chain(["a", "b"], foreign.privateKey);
    expect(check(records, anchor(records, foreign.privateKey))).toEqual({
      seq: 0,
      message: "the anchor names another key",
    });
    expect(check(records, { ...anchor(records, foreign.privateKey), keyId: anchor(chain(["a"])).keyId })).toEqual({
      seq: 0,
      message: "the anchor's signature is not right",
    });
  });
});

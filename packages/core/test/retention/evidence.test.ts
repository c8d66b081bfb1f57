import { generateKeyPairSync } from "node:crypto";
import {
  type Anchor,
  anchorOf,
  type EvidenceRecord,
  localSigner,
  nextRecord,
  type Signer,
  verifyChain,
} from "@trailkeep/core/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const own = localSigner(generateKeyPairSync("ed25519"));
const foreign = localSigner(generateKeyPairSync("ed25519"));

async function chain(bodies: readonly string[], signer: Signer = own): Promise<readonly EvidenceRecord[]> {
  const records: EvidenceRecord[] = [];
  for (const [index, body] of bodies.entries()) {
    const entry = { atMs: index, kind: "apply", principal: "tester", body: { text: body } } as const;
    records.push(await nextRecord(records.at(-1) ?? null, entry, signer));
  }
  return records;
}

const anchor = (records: readonly EvidenceRecord[], signer: Signer = own): Promise<Anchor> =>
  anchorOf(records.at(-1) ?? null, signer);
const check = (records: readonly EvidenceRecord[], head: Anchor) => verifyChain(records, head, own.publicKey);
const bodies = fc.array(fc.string(), { minLength: 2, maxLength: 8 });

describe("a chain of evidence", () => {
  it("is whole as it was written, also past its anchor", async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), async (texts, cut) => {
        const records = await chain(texts);
        expect(check(records, await anchor(records))).toBeNull();
        expect(check(records, await anchor(records.slice(0, cut % records.length)))).toBeNull();
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
    "an inserted record by another key": async (records) => [
      ...records.slice(0, 1),
      await nextRecord(records[0] ?? null, { atMs: 0, kind: "hold", principal: "x", body: {} }, foreign),
      ...records.slice(1),
    ],
    "another order": (records) => records.toReversed(),
    "a cut end": (records) => records.slice(0, -1),
    "nothing left": () => [],
    "the whole chain written anew by another key": (records) =>
      chain(
        records.map(({ body }) => String(body["text"])),
        foreign,
      ),
    "an edit with the hashes made anew": (records) =>
      chain(records.map(({ body }, index) => `${String(body["text"])}${index}`)),
  } as const satisfies Record<
    string,
    (records: readonly EvidenceRecord[]) => readonly EvidenceRecord[] | Promise<readonly EvidenceRecord[]>
  >;

  it.each(Object.entries(tampered))("shows %s", async (_, tamper) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (texts) => {
        const records = await chain(texts);
        expect(check(await tamper(records), await anchor(records))).not.toBeNull();
      }),
    );
  });

  it("shows a chain and an anchor by another key", async () => {
    const records = await chain(["a", "b"], foreign);
    expect(check(records, await anchor(records, foreign))).toEqual({
      seq: 0,
      message: "the anchor names another key",
    });
    const { keyId } = await anchor(await chain(["a"]));
    expect(check(records, { ...(await anchor(records, foreign)), keyId })).toEqual({
      seq: 0,
      message: "the anchor's signature is not right",
    });
  });
});

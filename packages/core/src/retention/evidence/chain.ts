import { createHash, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { fingerprint } from "../plan/fingerprint.ts";
import type { Signer } from "./signer.ts";

/** What is put on record. */
const evidenceKinds = ["plan", "approval", "apply", "verification", "hold", "release", "drift", "policy"] as const;

export const evidenceRecordSchema = z.strictObject({
  /** 1, 2, 3, ... without gaps. */
  seq: z.number().int().min(1),
  atMs: z.number().int(),
  kind: z.enum(evidenceKinds),
  principal: z.string(),
  body: z.record(z.string(), z.json()),
  /** The hash of the record before; of the first, 64 zeros. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of the canonical JSON (RFC 8785) of everything above. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 (RFC 8032) over the hash's 32 bytes, base64. */
  signature: z.base64(),
});

export type EvidenceRecord = z.infer<typeof evidenceRecordSchema>;
export type EvidenceEntry = Pick<EvidenceRecord, "atMs" | "kind" | "principal" | "body">;

/** What is kept in a second place: which record is the last one, and by whose key. */
export const anchorSchema = z.strictObject({
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of the public key's DER, hexadecimal. */
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.base64(),
});

export type Anchor = z.infer<typeof anchorSchema>;

const chainStart = "0".repeat(64);

/** The record that follows `last`; null is the beginning. */
export async function nextRecord(
  last: EvidenceRecord | null,
  entry: EvidenceEntry,
  signer: Signer,
): Promise<EvidenceRecord> {
  const unsigned = { seq: (last?.seq ?? 0) + 1, ...entry, previous: last?.hash ?? chainStart };
  const hash = fingerprint(unsigned);
  return { ...unsigned, hash, signature: await signed(hash, signer) };
}

/** The anchor of a chain that ends with `last`. */
export async function anchorOf(last: EvidenceRecord | null, signer: Signer): Promise<Anchor> {
  const head = { seq: last?.seq ?? 0, hash: last?.hash ?? chainStart, keyId: keyIdOf(signer.publicKey) };
  return { ...head, signature: await signed(fingerprint(head), signer) };
}

/** Names a public key: SHA-256 of its DER (SubjectPublicKeyInfo), hexadecimal. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** The first thing that is wrong with a chain: where, and what. */
export interface Tampering {
  readonly seq: number;
  readonly message: string;
}

/**
 * Whether the records are those that were written, all of them, in order, up to the anchor. Finds edits, removals,
 * insertions, changes of order, a cut end, and a whole chain written anew with another key. Null if nothing is wrong.
 * @param seen hashes with signatures that were found right by this very key, and takes those that are: checking a
 *   signature is what costs
 */
export function verifyChain(
  records: readonly EvidenceRecord[],
  anchor: Anchor,
  publicKey: KeyObject,
  seen: Set<string> = new Set(),
): Tampering | null {
  const { signature, ...head } = anchor;
  if (head.keyId !== keyIdOf(publicKey)) return { seq: 0, message: "the anchor names another key" };
  if (!isSigned(fingerprint(head), signature, publicKey))
    return { seq: 0, message: "the anchor's signature is not right" };
  let previous = chainStart;
  for (const [index, record] of records.entries()) {
    const wrong = wrongWith(record, index + 1, previous, (hash, own) => isKnown(hash, own, publicKey, seen));
    if (wrong !== null) return { seq: index + 1, message: wrong };
    previous = record.hash;
  }
  const end = records.length;
  if (end < head.seq) return { seq: end + 1, message: `the anchor knows ${head.seq} records, and ${end} are there` };
  const anchored = head.seq === 0 ? chainStart : records[head.seq - 1]?.hash;
  return anchored === head.hash ? null : { seq: head.seq, message: "the record is not the one that was anchored" };
}

type IsSigned = (hash: string, signature: string) => boolean;

function wrongWith(record: EvidenceRecord, seq: number, previous: string, isRight: IsSigned): string | null {
  const { hash, signature, ...unsigned } = record;
  if (record.seq !== seq) return `record ${record.seq} stands where ${seq} is expected`;
  if (record.previous !== previous) return "it does not follow the record before";
  if (hash !== fingerprint(unsigned)) return "its contents are not those that were hashed";
  return isRight(hash, signature) ? null : "its signature is not right";
}

function isKnown(hash: string, signature: string, publicKey: KeyObject, seen: Set<string>): boolean {
  const key = `${hash} ${signature}`;
  if (seen.has(key)) return true;
  if (!isSigned(hash, signature, publicKey)) return false;
  seen.add(key);
  return true;
}

async function signed(hash: string, signer: Signer): Promise<string> {
  return (await signer.sign(Buffer.from(hash, "hex"))).toString("base64");
}

function isSigned(hash: string, signature: string, publicKey: KeyObject): boolean {
  return verify(null, Buffer.from(hash, "hex"), publicKey, Buffer.from(signature, "base64"));
}

import { type Digest, DigestDamage, parseDigest } from "./chain/digest.ts";
import type { Area, DigestKey } from "./chain/digest-key.ts";
import { breaksLink, objectionTo } from "./chain/judge.ts";
import type { ObjectVerdict, Span } from "./chain/verdict.ts";
import { ChainWalk, type Step, spillMs } from "./chain/walk.ts";
import { readContent } from "./io/content.ts";
import type { Evidence } from "./io/evidence.ts";
import type { PublicKeys } from "./io/keys.ts";
import { digestKeys } from "./listing.ts";

/** With what a chain is read. */
export interface Reading {
  readonly evidence: Evidence;
  readonly keys: PublicKeys;
  readonly range: Span;
  /** Throws when the run is to stop. */
  readonly checkpoint: () => void;
  readonly onBytes: (count: number) => void;
}

/** A digest that was looked at. */
export interface JudgedDigest {
  readonly verdict: ObjectVerdict;
  /** What could be read of it, whether it is good or not. */
  readonly digest: Digest | null;
}

/** Longest content of a digest that is held: it names an hour's log files. Bytes. */
const maxDigestBytes = 256 * 1024 ** 2;

/** A chain's digests, newest to oldest, each judged; then those that are there and in no chain. */
export async function* judgeChain(
  area: Area,
  listed: readonly DigestKey[],
  isSameChain: (key: DigestKey) => boolean,
  reading: Reading,
): AsyncGenerator<JudgedDigest> {
  const { evidence, range, checkpoint } = reading;
  const walk = new ChainWalk(listed, evidence.bucket, range.startMs);
  let { bucket } = evidence;
  for (let step = walk.step; step !== null; step = walk.step) {
    checkpoint();
    if (step.bucket !== bucket && evidence.bucket !== null) {
      bucket = step.bucket;
      walk.relisted((await digestKeys(evidence, bucket, area, range)).digests.filter(isSameChain));
    }
    const judged = await judgeDigest(step, reading);
    yield judged;
    // One whose own signature was not kept still leads on: the signature that it hands down proves itself.
    walk.next(judged.verdict.verdict === "valid" || judged.verdict.verdict === "unverified" ? judged.digest : null);
  }
  for (const { key } of walk.left) {
    const judged = await judgeDigest({ bucket, key, link: null }, reading);
    yield judged.verdict.verdict === "valid" ? unlinked(judged) : judged;
  }
}

function unlinked({ verdict, digest }: JudgedDigest): JudgedDigest {
  return { verdict: { ...verdict, verdict: "extra", reason: "it is signed, but no newer digest names it" }, digest };
}

/** Reads a digest and says whether it is CloudTrail's, where it was delivered, and the one that the next newer names. */
async function judgeDigest(step: Step, reading: Reading): Promise<JudgedDigest> {
  const { evidence } = reading;
  const found = await evidence.read(step.bucket, step.key);
  const base = { kind: "digest", uri: evidence.uri(step.bucket, step.key) } as const;
  if (found === null) {
    const reason = "a newer digest names it, and it is not there";
    return { verdict: { ...base, verdict: "missing", reason, sha256: null }, digest: null };
  }
  const { storedSha256: sha256, content, damage } = await contentOf(found.bytes, reading);
  if (content === null) {
    return { verdict: { ...base, verdict: "tampered", reason: damage ?? "it cannot be read", sha256 }, digest: null };
  }
  try {
    const digest = parseDigest(content);
    const objection = await objectionOf(digest, found.metadata, step, reading);
    return { verdict: { ...base, sha256, ...(objection ?? { verdict: "valid", reason: null }) }, digest };
  } catch (error) {
    if (!(error instanceof DigestDamage)) throw error;
    return { verdict: { ...base, verdict: "tampered", reason: error.message, sha256 }, digest: null };
  }
}

async function contentOf(bytes: AsyncIterable<Uint8Array>, { onBytes }: Reading) {
  const pieces: Uint8Array[] = [];
  let held = 0;
  const read = await readContent(counted(bytes, onBytes), (piece) => {
    held += piece.length;
    if (held > maxDigestBytes) throw new Error(`it unpacks to more than ${maxDigestBytes} bytes`);
    pieces.push(piece);
  });
  return { ...read, content: read.sha256 === null ? null : Buffer.concat(pieces) };
}

/** Bytes that are counted as they pass. */
export async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    onBytes(piece.length);
    yield piece;
  }
}

async function objectionOf(
  digest: Digest,
  metadata: Readonly<Record<string, string>>,
  { bucket, key, link }: Step,
  { evidence, keys, range }: Reading,
) {
  const { signature, "signature-algorithm": algorithm, "backfill-generation-timestamp": generated } = metadata;
  const isBackfill = key.endsWith("_backfill.json.gz");
  if (evidence.keepsMetadata) {
    const incomplete = signature === undefined || algorithm === undefined || (isBackfill && generated === undefined);
    if (incomplete)
      return { verdict: "tampered", reason: "its metadata is not what CloudTrail gives a digest" } as const;
  }
  const publicKey = await keys.find(
    regionOf(key),
    keySpan(range, isBackfill ? generated : undefined),
    digest.fingerprint,
  );
  const at = { bucket: bucket ?? digest.bucket, key };
  // A copy may have lost its metadata; the next newer digest has the signature too, and a signature proves itself.
  const known = signature ?? link?.signature ?? null;
  const objection = objectionTo(digest, at, { signature: known, algorithm: algorithm ?? null, publicKey });
  if (objection !== null || link === null || !breaksLink(digest, known, link)) return objection;
  return { verdict: "tampered", reason: "it is signed, but not the digest that the next newer one names" } as const;
}

/**
 * When the key of a digest was in use: a backfill digest was signed when it was made, which its metadata says.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
function keySpan(range: Span, generated: string | undefined): Span {
  const madeMs = generated === undefined ? Number.NaN : Date.parse(generated);
  if (Number.isNaN(madeMs)) return { startMs: range.startMs, endMs: range.endMs + 2 * spillMs };
  return { startMs: madeMs - spillMs, endMs: madeMs + spillMs };
}

/** The region of a digest is the folder after its kind. */
function regionOf(key: string): string {
  return /\/CloudTrail-Digest\/([^/]+)\//.exec(key)?.[1] ?? "";
}

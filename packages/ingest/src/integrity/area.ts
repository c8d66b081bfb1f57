import type PQueue from "p-queue";
import { gapsIn, merged } from "./chain/coverage.ts";
import type { LoggedFile } from "./chain/digest.ts";
import { type Area, chainName, type DigestKey } from "./chain/digest-key.ts";
import type { ObjectVerdict, Span } from "./chain/verdict.ts";
import { type AreaKnowledge, unnamedLogs } from "./extras.ts";
import { readContent } from "./io/content.ts";
import type { Evidence } from "./io/evidence.ts";
import { digestKeys } from "./listing.ts";
import type { TrailReport } from "./report.ts";
import { counted, judgeChain, type Reading } from "./trail.ts";

/** What an area is judged with. */
export interface AreaReading extends Reading {
  readonly nowMs: number;
  /** Trails that were asked about; the others are read only to know what they vouch for. */
  readonly isAsked: (key: DigestKey) => boolean;
  /** How many log files are read at once, over all areas. */
  readonly queue: PQueue;
  readonly onVerdict: (verdict: ObjectVerdict) => void;
}

/** Judges every digest and log file of an area in the range, and says what its trails cover. */
export async function judgeArea(area: Area, reading: AreaReading): Promise<readonly TrailReport[]> {
  const { evidence, range } = reading;
  const { digests, strange } = await digestKeys(evidence, evidence.bucket, area, range);
  const trails = trailsOf(digests);
  const asked = trails.filter(({ name }) => reading.isAsked(name));
  if (asked.length === 0) return [];
  for (const key of strange) {
    reading.onVerdict({
      ...objectAt(evidence, key),
      kind: "digest",
      verdict: "extra",
      reason: "its name is no digest's",
    });
  }
  const known: AreaKnowledge = { named: new Set(), doubtful: new Map(), spans: [] };
  const reports: TrailReport[] = [];
  for (const trail of trails) {
    const report = await judgeTrail(area, trail, known, reading);
    if (reading.isAsked(trail.name)) reports.push(report);
  }
  for await (const verdict of unnamedLogs(area, known, reading)) reading.onVerdict(verdict);
  return reports;
}

/** The chains of one trail: its digests, and those that were made later for times without one. */
interface Trail {
  readonly name: DigestKey;
  readonly chains: ReadonlyMap<string, readonly DigestKey[]>;
}

function trailsOf(digests: readonly DigestKey[]): readonly Trail[] {
  const trails = grouped(digests, ({ trailName, homeRegion }) => `${trailName} ${homeRegion}`);
  return [...trails.values()].flatMap((keys) => {
    const [name] = keys;
    return name === undefined ? [] : [{ name, chains: grouped(keys, chainName) }];
  });
}

function grouped<T>(list: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

async function judgeTrail(
  area: Area,
  { name, chains }: Trail,
  known: AreaKnowledge,
  reading: AreaReading,
): Promise<TrailReport> {
  const isAsked = reading.isAsked(name);
  const spans: Span[] = [];
  let begins = false;
  for (const [chain, listed] of chains) {
    const isSameChain = (key: DigestKey) => chainName(key) === chain;
    for await (const { verdict, digest } of judgeChain(area, listed, isSameChain, reading)) {
      if (isAsked) reading.onVerdict(verdict);
      if (!listed[0]?.backfill) begins = verdict.verdict === "valid" && digest?.previous === null;
      if (digest === null) continue;
      if (verdict.verdict !== "valid") {
        for (const { key } of digest.logFiles) known.doubtful.set(key, verdict.uri);
        continue;
      }
      spans.push({ startMs: digest.startMs, endMs: digest.endMs });
      if (isAsked) await judgeLogs(digest.logFiles, known, reading);
      for (const { key } of digest.logFiles) known.named.add(key);
    }
  }
  const whole = merged(spans);
  known.spans.push(whole);
  const covered = { startMs: whole[0]?.startMs ?? 0, endMs: whole.at(-1)?.endMs ?? 0 };
  return {
    ...area,
    trailName: name.trailName,
    homeRegion: name.homeRegion,
    covered: whole.length === 0 ? null : covered,
    gaps: gapsIn(whole, { range: reading.range, nowMs: reading.nowMs, begins }),
  };
}

/** The log files of a digest, read side by side and told in its order. One that two digests name is judged once. */
async function judgeLogs(files: readonly LoggedFile[], { named }: AreaKnowledge, reading: AreaReading): Promise<void> {
  const fresh = files.filter(({ key }) => !named.has(key));
  const judged = await Promise.all(fresh.map((file) => reading.queue.add(() => judgeLog(file, reading))));
  for (const verdict of judged) reading.onVerdict(verdict);
}

/**
 * A log file against its digest: the hash is of the uncompressed content.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
async function judgeLog(file: LoggedFile, { evidence, onBytes, checkpoint }: AreaReading): Promise<ObjectVerdict> {
  checkpoint();
  const base = { kind: "log", uri: evidence.uri(file.bucket, file.key) } as const;
  const found = await evidence.read(file.bucket, file.key);
  if (found === null) {
    return { ...base, verdict: "missing", reason: "a digest names it, and it is not there", sha256: null };
  }
  const { storedSha256, sha256, damage } = await readContent(counted(found.bytes, onBytes));
  if (sha256 === file.sha256) return { ...base, verdict: "valid", reason: null, sha256: storedSha256 };
  const reason = damage ?? "its content is not what its digest has the hash of";
  return { ...base, verdict: "tampered", reason, sha256: storedSha256 };
}

function objectAt(evidence: Evidence, key: string) {
  return { uri: evidence.uri(evidence.bucket, key), sha256: null };
}

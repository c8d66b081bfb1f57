import { TrailkeepError } from "@trailkeep/core/error";
import PQueue from "p-queue";
import { judgeArea } from "./area.ts";
import type { DigestKey } from "./chain/digest-key.ts";
import type { ObjectVerdict, Span } from "./chain/verdict.ts";
import type { Evidence } from "./io/evidence.ts";
import type { PublicKeys } from "./io/keys.ts";
import { areasIn } from "./listing.ts";
import { type IntegrityReport, isIntact, Tallies } from "./report.ts";

/** A trail as its ARN names it. */
export interface TrailName {
  readonly name: string;
  readonly homeRegion: string;
  readonly accountId: string;
}

export interface VerifyOptions {
  /** What was delivered from `startMs` to `endMs`, both included. */
  readonly range: Span;
  readonly nowMs: number;
  /** Only this trail; every one if left out. */
  readonly trail?: TrailName | undefined;
  /** Only these accounts; every one if left out. */
  readonly accountIds?: readonly string[] | undefined;
  /** Only these regions; every one if left out. */
  readonly regions?: readonly string[] | undefined;
  /** Told of every object as it is judged. */
  readonly onVerdict?: (verdict: ObjectVerdict) => void;
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How far a verification is; how much there is, nobody knows before the end of the chains. */
export interface VerifyProgress {
  readonly objects: number;
  readonly readBytes: number;
}

/** Log files that are read at once. */
const concurrentLogs = 16;

/** Accounts and regions that are walked at once: a chain is read one digest after the other. */
const concurrentAreas = 8;

/**
 * Verifies CloudTrail's log files by their digests: every account and region below the evidence's prefix, each trail's chain
 * from the newest digest to the oldest, each digest's signature and place, each log file's hash, and what is there beside.
 * Log files are read in pieces and never held.
 * @throws TrailkeepError not-found if nothing that was asked about has a digest in the range, cancelled; or what the
 * evidence and the keys throw
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
 */
export async function verifyTrails(
  evidence: Evidence,
  keys: PublicKeys,
  options: VerifyOptions,
): Promise<IntegrityReport> {
  const { range, nowMs, accountIds = [], regions = [] } = options;
  const tallies = new Tallies();
  const areas = new PQueue({ concurrency: concurrentAreas });
  let readBytes = 0;
  let isOver = false;
  const reading = {
    evidence,
    keys,
    range,
    nowMs,
    isAsked: askedBy(options.trail, accountIds),
    queue: new PQueue({ concurrency: concurrentLogs }),
    checkpoint: () => stopIf(isOver || options.signal?.aborted === true),
    onBytes: (count: number) => {
      readBytes += count;
    },
    onVerdict: (verdict: ObjectVerdict) => {
      tallies.add(verdict);
      options.onVerdict?.(verdict);
      options.onProgress?.({ objects: tallies.count, readBytes });
    },
  };
  const found = await areasIn(evidence, { accountIds, regions });
  const judged = areas.addAll(found.map((area) => () => judgeArea(area, reading)));
  const trails = (await judged.finally(() => (isOver = true))).flat();
  if (trails.length === 0) throw noDigests(evidence);
  const { digests, logs } = tallies;
  return { range, trails, digests, logs, readBytes, intact: isIntact(trails, [digests, logs]) };
}

/** A trail of an organization delivers for every member, under each one's account. */
function askedBy(trail: TrailName | undefined, accountIds: readonly string[]): (key: DigestKey) => boolean {
  return ({ trailName, homeRegion, organizationId, accountId }) => {
    if (trail === undefined) return true;
    const isOwner = organizationId !== null || accountIds.length > 0 || accountId === trail.accountId;
    return isOwner && trailName === trail.name && homeRegion === trail.homeRegion;
  };
}

function noDigests(evidence: Evidence): TrailkeepError {
  return new TrailkeepError("not-found", {
    message: "there is no digest of what was asked about in this time",
    at: evidence.uri(evidence.bucket, `${evidence.prefix}AWSLogs/`),
    hint: "check prefix, trail, account, region and range, and that log file validation is on for the trail",
  });
}

function stopIf(isOver: boolean): void {
  if (isOver) throw new TrailkeepError("cancelled", "the verification was stopped");
}

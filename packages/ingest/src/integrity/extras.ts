import { mustBeNamed } from "./chain/coverage.ts";
import { type Area, areaFolder, deliveredMs } from "./chain/digest-key.ts";
import type { ObjectVerdict, Span } from "./chain/verdict.ts";
import { keysOfDays } from "./listing.ts";
import type { Reading } from "./trail.ts";

/** What the digests of an area said. It grows with the log files of the range: about 200 bytes for each. */
export interface AreaKnowledge {
  /** Keys that good digests name. */
  readonly named: Set<string>;
  /** Keys that only a bad digest names, and which. */
  readonly doubtful: Map<string, string>;
  /** For each trail, what its good digests cover. */
  readonly spans: (readonly Span[])[];
}

/** Log files of the range that are there and that no good digest names. */
export async function* unnamedLogs(
  area: Area,
  known: AreaKnowledge,
  { evidence, range, checkpoint }: Reading,
): AsyncGenerator<ObjectVerdict> {
  for (const kind of kindsOf(area, known)) {
    for await (const key of keysOfDays(evidence, evidence.bucket, areaFolder(area, kind), range)) {
      checkpoint();
      if (known.named.has(key)) continue;
      const judged = judgeUnnamed(key, known, range);
      if (judged !== null) yield { kind: "log", uri: evidence.uri(evidence.bucket, key), sha256: null, ...judged };
    }
  }
}

/** Management and data events; other kinds of log file where the digests name such, as not every trail has them signed. */
function kindsOf(area: Area, { named }: AreaKnowledge): ReadonlySet<string> {
  const account = areaFolder(area, "").slice(0, -`/${area.region}/`.length);
  const kinds = new Set(["CloudTrail"]);
  for (const key of named) if (key.startsWith(account)) kinds.add(key.slice(account.length).split("/", 1)[0] ?? "");
  return kinds;
}

type Judged = Pick<ObjectVerdict, "verdict" | "reason">;

/** Null for what was delivered outside the range. */
function judgeUnnamed(key: string, { doubtful, spans }: AreaKnowledge, { startMs, endMs }: Span): Judged | null {
  const delivered = deliveredMs(key);
  if (delivered === null) return { verdict: "extra", reason: "its name is no log file's" };
  if (delivered < startMs || delivered > endMs) return null;
  const digest = doubtful.get(key);
  if (digest !== undefined)
    return { verdict: "unverified", reason: `only a digest that is not good names it: ${digest}` };
  // With several trails in one place, any of them may have delivered it.
  const isCovered = spans.length > 0 && spans.every((ofTrail) => mustBeNamed(delivered, ofTrail));
  return isCovered
    ? { verdict: "extra", reason: "no digest names it" }
    : { verdict: "unverified", reason: "no good digest covers the time of its delivery" };
}

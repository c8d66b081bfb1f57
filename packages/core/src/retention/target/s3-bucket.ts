import { ListBucketsCommand, type S3Client } from "@aws-sdk/client-s3";
import PQueue from "p-queue";
import { TrailkeepError } from "../../error.ts";
import { activeHold, type Hold, heldRanges, isWithin, type ObservedS3Bucket, sameRules } from "../plan/index.ts";
import { ask, conflict, inTurn, orElse, partitionOf, sentence } from "./ask.ts";
import { ownRules, putOwnRules, readBucket } from "./bucket-state.ts";
import { hasUnheld, ownLegalHolds, placeLegalHolds, releaseLegalHolds } from "./legal-hold.ts";
import type { LegalHoldJournal } from "./legal-hold-journal.ts";
import type { ActionOf, RetentionTarget, TargetOptions, Unread } from "./target.ts";

export interface S3BucketNeeds {
  readonly client: S3Client;
  readonly account: string;
  readonly region: string;
  /** Legal holds that stand: the objects of a bucket with Object Lock that they cover are looked at one by one. */
  readonly holds: readonly Hold[];
  /** Which versions got a legal hold for one. */
  readonly journal: LegalHoldJournal;
  /** Names of the buckets to look at; all of the Region's if left out. */
  readonly buckets?: readonly string[] | undefined;
}

/** Buckets looked at at one time. */
const concurrency = 4;

/**
 * The buckets of an account in a Region: their lifecycle rules, and legal holds where Object Lock is on.
 * Calls of a run: one for 1,000 buckets, and four for each; five and one write for each action. Under a hold a locked
 * bucket takes one for 1,000 versions and one for each version of the held time.
 */
export function s3BucketTarget(needs: S3BucketNeeds): RetentionTarget<"s3_bucket"> {
  const { client, journal } = needs;
  const holds = needs.holds.map(activeHold);
  const idOf = (name: string) => `arn:${partitionOf(needs.region)}:s3:::${name}`;

  async function read(name: string, options: TargetOptions): Promise<ObservedS3Bucket | null> {
    const found = await orElse(["NoSuchBucket"], null, readBucket(client, name, options));
    if (found === null) return null;
    const { account, region } = needs;
    const identity = {
      kind: "s3_bucket",
      id: idOf(name),
      name,
      arn: idOf(name),
      account,
      region,
      tags: found.tags,
    } as const;
    const ranges = heldRanges(holds.filter((hold) => hold.covers(identity)));
    const isLocking = found.state.objectLock !== null;
    const looks = isLocking && ranges.length > 0;
    return {
      ...identity,
      ...found.state,
      unheld: looks && (await hasUnheld(client, name, ranges, options)),
      ownHolds: isLocking ? await ownLegalHolds(journal, name) : [],
    };
  }

  return {
    kind: "s3_bucket",

    async observe(options = {}) {
      const names = needs.buckets ?? (await bucketNames(needs, options));
      const queue = new PQueue({ concurrency });
      const unread: Unread[] = [];
      const found = names.map((name) =>
        inTurn(queue, async () => {
          try {
            return await read(name, options);
          } catch (error) {
            unread.push({ store: idOf(name), kind: "s3_bucket", name, message: sentence(error) });
            return null;
          }
        }),
      );
      const stores = await Promise.all(found);
      return { stores: stores.filter((store) => store !== null), unread: unread.toSorted(byStore) };
    },

    async reobserve(id, options = {}) {
      return read(nameOf(id), options);
    },

    async apply(action, options = {}) {
      const bucket = nameOf(action.store);
      if (action.type === "set_lifecycle") return putOwnRules(client, { bucket, prefix: "" }, action, options);
      if (action.type !== "place_legal_hold" && action.type !== "release_legal_holds") {
        throw new TrailkeepError("invalid-request", `a bucket cannot do this: ${action.type}`);
      }
      const { objectLock } = (await read(bucket, options)) ?? {};
      if (!objectLock) throw conflict(action.store, "it has no Object Lock");
      if (action.type === "release_legal_holds") return releaseLegalHolds({ client, journal }, bucket, action, options);
      return placeLegalHolds({ client, journal }, bucket, action, options);
    },

    isApplied,
  };
}

function isApplied(action: ActionOf<"s3_bucket">, bucket: ObservedS3Bucket | null): boolean {
  if (bucket === null) return false;
  if (action.type === "place_legal_hold") return !bucket.unheld;
  if (action.type === "release_legal_holds") return bucket.ownHolds.every((madeMs) => isWithin(action.keep, madeMs));
  return action.type === "set_lifecycle" && sameRules(ownRules(bucket.rules, ""), action.after);
}

async function bucketNames({ client, account, region }: S3BucketNeeds, { signal }: TargetOptions) {
  const names: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const more = ContinuationToken === undefined ? {} : { ContinuationToken };
    const command = new ListBucketsCommand({ BucketRegion: region, MaxBuckets: 1_000, ...more });
    const asked = { permission: "s3:ListAllMyBuckets", store: `buckets of ${account} in ${region}`, signal };
    const page = await ask(asked, (options) => client.send(command, options));
    names.push(...(page.Buckets ?? []).flatMap(({ Name }) => (Name === undefined ? [] : [Name])));
    ContinuationToken = page.ContinuationToken;
  } while (ContinuationToken !== undefined);
  return names;
}

function nameOf(id: string): string {
  return id.replace(/^arn:[^:]+:s3:::/, "");
}

function byStore(a: Unread, b: Unread): number {
  return a.store < b.store ? -1 : 1;
}

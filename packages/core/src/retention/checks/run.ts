import { type AwsPlace, lakeClient, s3Client } from "../../engine/aws.ts";
import type { RetentionPlace } from "../../stores/schema.ts";
import type { Observed } from "../plan/index.ts";
import { type Policy, requirements } from "../policy/index.ts";
import type { Unread } from "../target/index.ts";
import { checkBucket } from "./bucket.ts";
import { type Check, result } from "./check.ts";
import { checkLogGroup } from "./log-group.ts";
import { checkTrail } from "./trail.ts";

export interface CheckOptions {
  readonly places: readonly RetentionPlace[];
  /** What retention sees there. */
  readonly observed: readonly Observed[];
  /** What it could not read there: it is checked as far as it lets itself be read. */
  readonly unread: readonly Unread[];
  readonly policies: readonly Policy[];
  readonly credentials?: AwsPlace["credentials"];
  readonly signal?: AbortSignal | undefined;
}

/**
 * What auditors ask of trails, of the buckets that hold logs (a trail's, or one that a policy speaks of) and of log groups,
 * in every place. Reads only.
 * @throws {TrailkeepError} where the trails of a place can't be listed
 */
export async function runChecks({
  places,
  observed,
  unread,
  policies,
  ...options
}: CheckOptions): Promise<readonly Check[]> {
  const found = unread.flatMap(unreadGroup);
  const requirementOf = requirements(policies);
  const hidden = unread.filter(({ kind }) => kind === "s3_bucket").map(({ name }) => name);
  for (const [index, place] of places.entries()) {
    const own = observed.filter(({ account, region }) => account === place.account && region === place.region);
    const governed = own.filter((store) => policies.some((policy) => policy.selects(store)));
    const buckets = governed.flatMap(({ kind, name }) => (kind === "s3_bucket" ? [name] : []));
    // Where a bucket is that could not be read, nobody knows: S3 redirects whoever asks for it.
    found.push(...(await checkPlace(place, index === 0 ? [...buckets, ...hidden] : buckets, options)));
    found.push(...own.flatMap((store) => (store.kind === "log_group" ? checkLogGroup(store, requirementOf) : [])));
  }
  return found;
}

async function checkPlace(
  place: RetentionPlace,
  governed: readonly string[],
  { credentials, signal }: Pick<CheckOptions, "credentials" | "signal">,
): Promise<readonly Check[]> {
  const { account, region, assumeRole, endpoint, s3Endpoint } = place;
  const { readBucketSecurity, readTrails } = await import("./inspect.ts");
  const aws = { region, assumeRole, credentials };
  const cloudTrail = await lakeClient({ ...aws, endpoint });
  const s3 = await s3Client({ ...aws, endpoint: s3Endpoint });
  try {
    const trails = await readTrails(cloudTrail, place, { signal });
    const found: Check[] = trails.flatMap(checkTrail);
    if (trails.length === 0) found.push(noTrail(account, region));
    const names = new Set([...trails.flatMap(({ bucket }) => bucket ?? []), ...governed]);
    for (const name of names) found.push(...checkBucket(await readBucketSecurity(s3, name, region, { signal })));
    return found;
  } finally {
    cloudTrail.destroy();
    s3.destroy();
  }
}

function unreadGroup({ kind, store, name, message }: Unread): readonly Check[] {
  return kind === "log_group" ? [result("log_group_retention", { id: store, name }, "unknown", message)] : [];
}

function noTrail(account: string, region: string): Check {
  const resource = { id: `arn:aws:iam::${account}:root`, name: account };
  return result("trail_multi_region", resource, "fail", `no trail records ${region}`);
}

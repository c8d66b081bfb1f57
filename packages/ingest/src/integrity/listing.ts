import { type Area, accountFolder, areaFolder, type DigestKey, daysOf, parseDigestKey } from "./chain/digest-key.ts";
import type { Span } from "./chain/verdict.ts";
import { spillMs } from "./chain/walk.ts";
import type { Evidence } from "./io/evidence.ts";

/** Which part of a bucket is looked at; an empty list is everything. */
export interface Selection {
  readonly accountIds: readonly string[];
  readonly regions: readonly string[];
}

/** Every account and region that has digests below the prefix, alone or as part of an organization. */
export async function areasIn(evidence: Evidence, { accountIds, regions }: Selection): Promise<readonly Area[]> {
  const areas: Area[] = [];
  for (const account of await accountsIn(evidence)) {
    if (accountIds.length > 0 && !accountIds.includes(account.accountId)) continue;
    for (const region of await evidence.folders(`${accountFolder(account)}CloudTrail-Digest/`)) {
      if (regions.length === 0 || regions.includes(region)) areas.push({ ...account, region });
    }
  }
  return areas;
}

async function accountsIn(evidence: Evidence): Promise<readonly Omit<Area, "region">[]> {
  const { prefix } = evidence;
  const accounts: Omit<Area, "region">[] = [];
  for (const name of await evidence.folders(`${prefix}AWSLogs/`)) {
    if (/^\d{12}$/.test(name)) accounts.push({ prefix, organizationId: null, accountId: name });
    if (!/^o-[a-z0-9]+$/.test(name)) continue;
    for (const accountId of await evidence.folders(`${prefix}AWSLogs/${name}/`)) {
      if (/^\d{12}$/.test(accountId)) accounts.push({ prefix, organizationId: name, accountId });
    }
  }
  return accounts;
}

/** The digests of an area whose end lies in the range, or in the hour after it; and keys among them that are no digest's. */
export interface DigestListing {
  /** Oldest first. */
  readonly digests: readonly DigestKey[];
  readonly strange: readonly string[];
}

export async function digestKeys(
  evidence: Evidence,
  bucket: string | null,
  area: Area,
  { startMs, endMs }: Span,
): Promise<DigestListing> {
  const digests: DigestKey[] = [];
  const strange: string[] = [];
  const until = endMs + spillMs;
  for await (const key of keysOfDays(evidence, bucket, areaFolder(area, "CloudTrail-Digest"), {
    startMs,
    endMs: until,
  })) {
    const digest = parseDigestKey(key);
    if (digest === null) strange.push(key);
    else if (digest.endMs >= startMs && digest.endMs <= until) digests.push(digest);
  }
  return { digests: digests.toSorted((a, b) => a.endMs - b.endMs), strange };
}

/** The keys of a folder that has a folder for each day. */
export async function* keysOfDays(
  evidence: Evidence,
  bucket: string | null,
  folder: string,
  range: Span,
): AsyncGenerator<string> {
  const days = daysOf(range);
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return;
  for await (const key of evidence.keys(bucket, folder, `${folder}${first}`)) {
    if (key.slice(folder.length, folder.length + last.length) > last) return;
    yield key;
  }
}

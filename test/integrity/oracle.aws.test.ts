import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { z } from "zod";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { awsCli } from "../rigs/aws-cli.ts";
import { append, edit, exchange, fileAt, remove, resign, swap, unzip } from "./world/damage.ts";
import { type SigningKey, signingKey } from "./world/key.ts";
import { publicKeyService } from "./world/service.ts";
import { type Bucket, home, hourMs, logFile, Trail, type TrailPlace } from "./world/trail.ts";

/**
 * AWS's own `cloudtrail validate-logs` as the oracle: on the same bucket it must say of every object what `trailkeep verify`
 * says. What it does not look at (files beside, digests exchanged for others that are signed too) is named in the tests.
 */
const { url } = inject("ministack");
const s3 = new S3Client({
  endpoint: url,
  region: "us-east-1",
  forcePathStyle: true,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});
const keys: Readonly<Record<string, readonly SigningKey[]>> = {
  "eu-west-1": [signingKey(), signingKey(), signingKey()],
  "us-east-1": [signingKey()],
};
/** AWS's command looks at the first page of ListPublicKeys only, so the key that signs stands first. */
const keyOf = (region: string): SigningKey => keys[region]?.at(0) ?? signingKey();

let trailService: AwsEndpoint;
beforeAll(async () => {
  trailService = await startAwsEndpoint({ services: [publicKeyService((region) => keys[region] ?? [])] });
});
afterAll(async () => {
  s3.destroy();
  await trailService.close();
});

const startMs = Date.parse("2026-03-01T21:13:20Z");
const range = { startMs, endMs: startMs + 5 * hourMs };
let buckets = 0;

/** Five hours over midnight with three log files each in a bucket of their own, damaged. */
async function inS3(damage: (bucket: Bucket, trail: Trail) => void, changes: Partial<TrailPlace> = {}) {
  buckets += 1;
  const place = { ...home, bucket: `trail-${process.pid}-${buckets}`, ...changes };
  const bucket: Bucket = new Map();
  const trail = new Trail(bucket, keyOf(place.region), place);
  for (let hour = 0; hour < 5; hour++) trail.deliver(startMs + hour * hourMs, { logs: 3, starting: hour === 0 });
  damage(bucket, trail);
  await upload(bucket, place.bucket);
  return { trail, place };
}

async function upload(bucket: Bucket, name: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  for (const [Key, { bytes, metadata }] of bucket) {
    await s3.send(new PutObjectCommand({ Bucket: name, Key, Body: bytes, Metadata: { ...metadata } }));
  }
}

type Verdicts = ReadonlyMap<string, string>;

const iso = (ms: number): string => new Date(ms).toISOString();

function environment(region: string) {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL_S3: url,
    AWS_ENDPOINT_URL_CLOUDTRAIL: trailService.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function arnOf({ homeRegion, accountId, trailName }: TrailPlace): string {
  return `arn:aws:cloudtrail:${homeRegion}:${accountId}:trail/${trailName}`;
}

/** What AWS's command line says: good or bad for each object that it names, and its exit code. */
async function awsSays(place: TrailPlace): Promise<{ readonly code: number | null; readonly verdicts: Verdicts }> {
  const args = ["cloudtrail", "validate-logs", "--trail-arn", arnOf(place), "--verbose", "--region", place.region];
  const where = ["--s3-bucket", place.bucket, "--account-id", place.accountId];
  const prefix = place.prefix === "" ? [] : ["--s3-prefix", place.prefix.slice(0, -1)];
  const times = ["--start-time", iso(range.startMs), "--end-time", iso(range.endMs)];
  const { code, said } = await awsCli([...args, ...where, ...prefix, ...times], environment(place.region));
  const lines = said.matchAll(/^(?:\(backfill\) )?(?:Digest|Log) file\t(s3:\/\/\S+)\t(valid|INVALID)/gm);
  return { code, verdicts: new Map([...lines].map(([, uri = "", word]) => [uri, word === "valid" ? "good" : "bad"])) };
}

const line = z.object({ uri: z.string().optional(), verdict: z.string().optional() });

/** What Trailkeep says, in the same words; the words that AWS's has not are left as they are. */
async function trailkeepSays(
  place: TrailPlace,
): Promise<{ readonly code: number | null; readonly verdicts: Verdicts }> {
  const location = `s3://${place.bucket}/${place.prefix}`;
  const asked = [
    "--trail",
    arnOf(place),
    "--account",
    place.accountId,
    "--region",
    place.region,
    "--verbose",
    "--json",
  ];
  const times = ["--from", iso(range.startMs), "--to", iso(range.endMs), "--data", "/nonexistent/store"];
  const run = await trailkeep(["verify", location, ...asked, ...times], { env: environment(place.region) });
  expect(run.err).not.toContain("trailkeep:");
  const words: Readonly<Record<string, string>> = { valid: "good", tampered: "bad", missing: "bad" };
  const verdicts = new Map<string, string>();
  for (const text of run.out.trim().split("\n")) {
    const { uri, verdict = "" } = line.parse(JSON.parse(text));
    if (uri !== undefined) verdicts.set(uri, words[verdict] ?? verdict);
  }
  return { code: run.code, verdicts };
}

/** Both on one bucket: what only Trailkeep has words for is left out of the comparison, and returned. */
async function both(damage: (bucket: Bucket, trail: Trail) => void, changes: Partial<TrailPlace> = {}) {
  const { trail, place } = await inS3(damage, changes);
  const [aws, own] = [await awsSays(place), await trailkeepSays(place)];
  const common = [...own.verdicts].filter(([, verdict]) => verdict === "good" || verdict === "bad");
  return { trail, place, aws, own, common: new Map(common) };
}

const first = (trail: Trail, hour: number): string => trail.hours[hour]?.logKeys[0] ?? "";
const second = (trail: Trail, hour: number): string => trail.hours[hour]?.logKeys[1] ?? "";
const digest = (trail: Trail, hour: number): string => trail.hours[hour]?.digestKey ?? "";

const damages: Readonly<Record<string, (bucket: Bucket, trail: Trail) => void>> = {
  nothing: () => undefined,
  "edited log files": (bucket, trail) => {
    edit(bucket, first(trail, 1));
    edit(bucket, second(trail, 4));
  },
  "a removed log file": (bucket, trail) => remove(bucket, first(trail, 2)),
  "log files under each other's names": (bucket, trail) => swap(bucket, first(trail, 1), first(trail, 3)),
  "a log file that is cut short, and ones that go on": (bucket, trail) => {
    const file = fileAt(bucket, first(trail, 0));
    bucket.set(first(trail, 0), { ...file, bytes: file.bytes.subarray(0, -9) });
    append(bucket, first(trail, 1), Buffer.from("more"));
    append(bucket, second(trail, 1), Buffer.from("1f8b08000000000000000300000000000000", "hex"));
  },
  "a log file that is not compressed": (bucket, trail) => unzip(bucket, second(trail, 2)),
  "an edited digest": (bucket, trail) => edit(bucket, digest(trail, 2)),
  "the newest digest edited": (bucket, trail) => edit(bucket, digest(trail, 4)),
  "the oldest digest edited": (bucket, trail) => edit(bucket, digest(trail, 0)),
  "a removed digest": (bucket, trail) => remove(bucket, digest(trail, 2)),
  "two removed digests": (bucket, trail) => {
    remove(bucket, digest(trail, 2));
    remove(bucket, digest(trail, 1));
  },
  "a digest signed with another key": (bucket, trail) =>
    resign(bucket, digest(trail, 3), trail, { ...signingKey(), fingerprint: keyOf("eu-west-1").fingerprint }),
  "a digest under another's name": (bucket, trail) => bucket.set(digest(trail, 3), fileAt(bucket, digest(trail, 1))),
  "a digest without its signature": (bucket, trail) =>
    bucket.set(digest(trail, 1), { ...fileAt(bucket, digest(trail, 1)), metadata: {} }),
  "a digest that is no JSON": (bucket, trail) => {
    const file = fileAt(bucket, digest(trail, 1));
    bucket.set(digest(trail, 1), { ...file, bytes: logFile("x", 0).bytes.subarray(0, 30) });
  },
  "digests edited and removed, and log files under them": (bucket, trail) => {
    edit(bucket, digest(trail, 3));
    remove(bucket, digest(trail, 1));
    edit(bucket, first(trail, 3));
    remove(bucket, first(trail, 0));
    edit(bucket, second(trail, 2));
  },
};

it.each(Object.keys(damages))("says of each object what AWS's own command says: %s", async (name) => {
  const { aws, own, common } = await both((bucket, trail) => damages[name]?.(bucket, trail));
  expect(aws.verdicts.size).toBeGreaterThan(0);
  expect(common).toEqual(aws.verdicts);
  expect(own.code).toBe(aws.code);
});

it("agrees where a trail of an organization delivers below a prefix in a region that is not its own", async () => {
  const changes = { prefix: "central/", region: "us-east-1", accountId: "444455556666" };
  const { aws, common } = await both((bucket, trail) => edit(bucket, first(trail, 1)), changes);
  expect(aws.verdicts.size).toBe(20);
  expect(common).toEqual(aws.verdicts);
});

it("agrees about gaps and backfill digests, of which those without a time of making are bad", async () => {
  const { aws, own, common } = await both((bucket, trail) => {
    const later = new Trail(bucket, keyOf("eu-west-1"), trail.place);
    remove(bucket, digest(trail, 1));
    const [from, without] = [startMs + hourMs, startMs + 2 * hourMs];
    later.deliver(from, { logs: 1, starting: true, backfilledMs: startMs + 90 * hourMs });
    const { digestKey } = later.deliver(without, { logs: 1, starting: true, backfilledMs: startMs });
    const { "backfill-generation-timestamp": _, ...metadata } = fileAt(bucket, digestKey).metadata;
    bucket.set(digestKey, { ...fileAt(bucket, digestKey), metadata });
  });
  expect(aws.verdicts.size).toBeGreaterThan(15);
  expect(common).toEqual(aws.verdicts);
  expect(own.code).toBe(1);
});

it("sees more: files that no digest names, and a digest in the place of another that was signed as well", async () => {
  const planted = await both((bucket, trail) =>
    bucket.set(trail.logKey(startMs + 2.5 * hourMs, "planted"), logFile("planted", startMs)),
  );
  expect(planted.common).toEqual(planted.aws.verdicts);
  expect([planted.aws.code, planted.own.code]).toEqual([0, 1]);
  expect([...planted.own.verdicts.values()].filter((verdict) => verdict === "extra")).toHaveLength(1);

  const exchanged = await both((bucket, trail) => exchange(bucket, digest(trail, 2), trail));
  const uri = `s3://${exchanged.place.bucket}/${digest(exchanged.trail, 2)}`;
  expect(exchanged.aws.verdicts.get(uri)).toBe("good");
  expect(exchanged.own.verdicts.get(uri)).toBe("bad");
});

it("sees more: the newest hours cut off", async () => {
  const { aws, own, common } = await both((bucket, trail) => {
    for (const hour of [3, 4]) {
      for (const key of [digest(trail, hour), ...(trail.hours[hour]?.logKeys ?? [])]) remove(bucket, key);
    }
  });
  expect(common).toEqual(aws.verdicts);
  expect([aws.code, own.code]).toEqual([0, 1]);
});

it("sees more: a public key on a later page of the list", async () => {
  const last = keys["eu-west-1"]?.at(-1) ?? signingKey();
  const { aws, own } = await both((bucket, { place }) => {
    bucket.clear();
    new Trail(bucket, last, place).deliver(startMs + 4 * hourMs, { logs: 1, starting: true });
  });
  expect([...aws.verdicts.values()]).toEqual(["bad"]);
  expect([...own.verdicts.values()]).toEqual(["good", "good"]);
});

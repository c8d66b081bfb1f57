import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type ObjectVerdict, openEvidence, openKeys, verifyTrails } from "@trailkeep/ingest/integrity";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type S3Endpoint, startS3 } from "../aws/s3/server.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { AwsError } from "../aws/service.ts";
import { edit, remove } from "./world/damage.ts";
import { scratch } from "./world/folder.ts";
import { signingKey } from "./world/key.ts";
import { publicKeyService } from "./world/service.ts";
import { type Bucket, home, hourMs, Trail } from "./world/trail.ts";

/** The bucket itself, through the SDK's clients, when things go wrong on the way. */

const key = signingKey();
const startMs = Date.parse("2026-03-01T21:13:20Z");
const range = { startMs, endMs: startMs + 3 * hourMs };

let s3: S3Endpoint;
let cloudTrail: AwsEndpoint;
beforeEach(async () => {
  s3 = await startS3({ folder: scratch(), buckets: [home.bucket] });
  cloudTrail = await startAwsEndpoint({ services: [publicKeyService(() => [signingKey(), signingKey(), key])] });
  vi.stubEnv("AWS_ENDPOINT_URL_S3", s3.url);
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDTRAIL", cloudTrail.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKID");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "eu-west-1");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([s3.close(), cloudTrail.close()]);
});

/** Three hours of two log files each in the bucket; one was edited, one removed. */
async function deliver(): Promise<void> {
  const bucket: Bucket = new Map();
  const trail = new Trail(bucket, key);
  for (const hour of [0, 1, 2]) trail.deliver(startMs + hour * hourMs, { logs: 2, starting: hour === 0 });
  edit(bucket, trail.hours[1]?.logKeys[0] ?? "");
  remove(bucket, trail.hours[2]?.logKeys[1] ?? "");
  const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
  const client = new S3Client({ endpoint: s3.url, region: "eu-west-1", forcePathStyle: true, credentials });
  for (const [Key, { bytes, metadata }] of bucket) {
    await client.send(new PutObjectCommand({ Bucket: home.bucket, Key, Body: bytes, Metadata: { ...metadata } }));
  }
  client.destroy();
}

async function verify() {
  const judged: ObjectVerdict[] = [];
  const report = await verifyTrails(openEvidence(`s3://${home.bucket}`), await openKeys([]), {
    range,
    nowMs: range.endMs + 12 * hourMs,
    onVerdict: (verdict) => judged.push(verdict),
  });
  return { report, judged };
}

const expected = {
  digests: { valid: 3, tampered: 0, missing: 0, extra: 0, unverified: 0 },
  logs: { valid: 4, tampered: 1, missing: 1, extra: 0, unverified: 0 },
  intact: false,
};

it("verifies the bucket with the keys that CloudTrail tells, page by page", async () => {
  await deliver();
  const { report, judged } = await verify();
  expect(report).toMatchObject(expected);
  expect(judged.map(({ uri }) => uri.startsWith(`s3://${home.bucket}/AWSLogs/`))).not.toContain(false);
});

it("says the same when S3 is slow, fails and breaks connections", async () => {
  await deliver();
  const get = { target: "S3", operation: "GetObject" };
  s3.faults.plan(get, { kind: "error", error: new AwsError("SlowDown", "Reduce your request rate.", 503) }, 2);
  s3.faults.plan(get, { kind: "drop", when: "after" });
  s3.faults.plan(
    { target: "S3", operation: "ListObjectsV2" },
    { kind: "error", error: new AwsError("InternalError", "oh", 500) },
  );
  cloudTrail.faults.throttle({ target: "CloudTrail_20131101", operation: "ListPublicKeys" });
  expect((await verify()).report).toMatchObject(expected);
});

it("never takes an object that it may not read for one that is missing", async () => {
  await deliver();
  const denied = new AwsError("AccessDenied", "Access Denied", 403);
  s3.faults.plan({ target: "S3", operation: "GetObject" }, { kind: "error", error: denied });
  await expect(verify()).rejects.toMatchObject({
    code: "forbidden",
    problems: [{ hint: expect.stringContaining("s3:GetObject") }],
  });
});

it("says which bucket is not there", async () => {
  const nowhere = verifyTrails(openEvidence("s3://amzn-s3-demo-nowhere"), await openKeys([]), {
    range,
    nowMs: range.endMs,
  });
  await expect(nowhere).rejects.toMatchObject({ code: "not-found" });
});

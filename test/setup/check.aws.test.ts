import { CreateBucketCommand, PutBucketLoggingCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { type FakeTrail, selectorService } from "../aws/cloudtrail/trail-selectors.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";

const { url } = inject("ministack");
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const s3 = new S3Client({ endpoint: url, region: "us-east-1", forcePathStyle: true, credentials });
const [store, logs, trail] = ["store", "logs", "trail"].map((name) => `setup-${process.pid}-${name}`);

let endpoint: AwsEndpoint | undefined;
beforeAll(async () => {
  for (const Bucket of [store, logs, trail]) await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => endpoint?.close());
afterAll(() => s3.destroy());

async function check(trails: readonly FakeTrail[], ...args: readonly string[]) {
  endpoint = await startAwsEndpoint({ services: [selectorService(trails)] });
  const env = {
    AWS_ENDPOINT_URL_S3: url,
    AWS_ENDPOINT_URL_CLOUDTRAIL: endpoint.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
  };
  const { code, out, err } = await trailkeep(["setup", "check", "--store", `s3://${store}`, ...args], { env });
  expect(err).not.toContain("trailkeep:");
  return { code, out };
}

const logInto = (bucket: string | undefined, target: string | undefined) =>
  s3.send(
    new PutBucketLoggingCommand({
      Bucket: bucket,
      BucketLoggingStatus: target === undefined ? {} : { LoggingEnabled: { TargetBucket: target, TargetPrefix: "" } },
    }),
  );

it("finds nothing where nothing goes round", async () => {
  const trails = [{ Name: "all", S3BucketName: trail ?? "", EventSelectors: [{ IncludeManagementEvents: true }] }];
  const found = await check(trails, "--trail-logs", `s3://${trail}`, "--access-logs", `s3://${logs}`);
  expect(found).toEqual({ code: 0, out: "Nothing stands in the way.\n" });
});

it("refuses an access-log bucket that logs to itself", async () => {
  await logInto(logs, logs);
  const { code, out } = await check([], "--access-logs", `s3://${logs}`);
  await logInto(logs, undefined);
  expect(code).toBe(1);
  expect(out).toContain(`goes round for ever, and each turn costs: s3://${logs}/ is logged by S3 into s3://${logs}/`);
});

it("refuses a store whose own log is taken in", async () => {
  await logInto(store, logs);
  const { code, out } = await check([], "--access-logs", `s3://${logs}`);
  await logInto(store, undefined);
  expect(code).toBe(1);
  expect(out).toContain("is taken into the store");
});

it("refuses a store in the bucket that logs are taken from", async () => {
  const { code, out } = await check([], "--access-logs", `s3://${store}/logs`);
  expect(code).toBe(1);
  expect(out).toContain("give the store a bucket of its own");
});

it("refuses a trail that records what the store does, unless its selectors leave the store out", async () => {
  const recording = (resource: object): FakeTrail => ({
    Name: "data",
    S3BucketName: trail ?? "",
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: "eventCategory", Equals: ["Data"] },
          { Field: "resources.type", Equals: ["AWS::S3::Object"] },
          { Field: "resources.ARN", ...resource },
        ],
      },
    ],
  });
  const from = ["--trail-logs", `s3://${trail}`];
  const loop = await check([recording({ StartsWith: [`arn:aws:s3:::${store}/`] })], ...from);
  expect(loop.code).toBe(1);
  expect(loop.out).toContain(`s3://${store}/ is recorded by the trail data into s3://${trail}/`);
  await endpoint?.close();
  const excluded = recording({ NotStartsWith: [`arn:aws:s3:::${store}/`, `arn:aws:s3:::${trail}/`] });
  expect((await check([excluded], ...from)).code).toBe(0);
});

it("prints the statement that a central bucket's policy lacks", async () => {
  const asked = ["--trail-logs", `s3://${trail}`, "--account", "111122223333", "444455556666", "--json"];
  const lacking = JSON.parse((await check([], ...asked)).out);
  const { statements } = lacking.problems[0];
  expect(statements).toHaveLength(2);
  await endpoint?.close();
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  await s3.send(new PutBucketPolicyCommand({ Bucket: trail, Policy }));
  expect(await check([], ...asked)).toEqual({ code: 0, out: '{"problems":[]}\n' });
});

import { expect, it } from "vitest";
import { type Flow, loopsIn } from "../src/setup/guards/loop.ts";
import { bucketPlace, overlaps } from "../src/setup/guards/place.ts";
import { missingForAccessLogs, missingForTrails, statementsOf } from "../src/setup/guards/policy.ts";
import { records } from "../src/setup/guards/selector.ts";

const at = bucketPlace;
const flow = (from: string, to: string): Flow => ({ from: at(from), to: at(to), how: "into" });
const names = (flows: readonly Flow[]) => loopsIn(flows).map((loop) => loop.map(({ from }) => from.bucket).toSorted());

it("finds loops of any length, each once, and no other", () => {
  const [logs, store, trail] = ["s3://logs", "s3://store/a", "s3://trail/x/"];
  expect(names([flow(logs, logs)])).toEqual([["logs"]]);
  expect(names([flow(logs, store), flow(store, trail)])).toEqual([]);
  expect(names([flow(logs, store), flow(store, logs)])).toEqual([["logs", "store"]]);
  expect(names([flow(logs, store), flow(store, trail), flow(trail, logs)])).toEqual([["logs", "store", "trail"]]);
  // Of two loops through one bucket, both; a way round both is neither.
  expect(names([flow(logs, logs), flow(logs, store), flow(store, logs)])).toEqual([["logs"], ["logs", "store"]]);
});

it("knows parts of buckets that can share keys", () => {
  expect(overlaps(at("s3://logs/a"), at("s3://logs"))).toBe(true);
  expect(overlaps(at("s3://logs/a"), at("s3://logs/b"))).toBe(false);
  expect(overlaps(at("s3://logs1"), at("s3://logs"))).toBe(false);
  expect(() => at("logs")).toThrow("this is no place in S3");
});

const store = at("s3://store/data/");
const basic = (...Values: string[]) => ({
  basic: [{ DataResources: [{ Type: "AWS::S3::Object", Values }] }],
  advanced: [],
});
const advanced = (...selectors: readonly { Field: string; [operator: string]: string | string[] }[]) => ({
  basic: [],
  advanced: [
    {
      FieldSelectors: [
        { Field: "eventCategory", Equals: ["Data"] },
        { Field: "resources.type", Equals: ["AWS::S3::Object"] },
        ...selectors,
      ],
    },
  ],
});

it.each([
  [basic("arn:aws:s3"), true],
  [basic("arn:aws:s3:::"), true],
  [basic("arn:aws:s3:::store/"), true],
  [basic("arn:aws:s3:::store/data/2026/"), true],
  [basic("arn:aws:s3:::store/other/"), false],
  [basic("arn:aws:s3:::store2/"), false],
  [
    { basic: [{ DataResources: [{ Type: "AWS::Lambda::Function", Values: ["arn:aws:lambda"] }] }], advanced: [] },
    false,
  ],
  [{ basic: [{ IncludeManagementEvents: true }], advanced: [] }, false],
  [advanced(), true],
  [advanced({ Field: "resources.ARN", StartsWith: ["arn:aws:s3:::store/"] }), true],
  [advanced({ Field: "resources.ARN", StartsWith: ["arn:aws:s3:::other/"] }), false],
  [advanced({ Field: "resources.ARN", NotStartsWith: ["arn:aws:s3:::store/"] }), false],
  [advanced({ Field: "resources.ARN", NotStartsWith: ["arn:aws:s3:::other/"] }), true],
  [advanced({ Field: "resources.ARN", NotStartsWith: ["arn:aws:s3:::store/data/2025/"] }), true],
  [advanced({ Field: "eventName", Equals: ["PutObjectAcl"] }), false],
  [advanced({ Field: "eventName", Equals: ["PutObject"] }), true],
  [{ basic: [], advanced: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }] }, false],
] as const)("knows whether a trail records what is done with the store: %j", (selectors, expected) => {
  expect(records(selectors as Parameters<typeof records>[0], store)).toBe(expected);
});

const central = at("s3://central/org");
const accounts = ["111122223333", "444455556666"];
const trailPolicy = (...ids: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: "arn:aws:s3:::central",
      },
      {
        Effect: "Allow",
        Principal: { Service: ["cloudtrail.amazonaws.com"] },
        Action: ["s3:PutObject"],
        Resource: ids.map((id) => `arn:aws:s3:::central/org/AWSLogs/${id}/*`),
        Condition: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnLike: { "aws:SourceArn": ids.map((id) => `arn:aws:cloudtrail:eu-west-1:${id}:trail/all`) },
        },
      },
    ],
  });

const lacking = (policy: string | null) => missingForTrails(statementsOf(policy) ?? [], central, accounts);

it("names what a central bucket's policy lacks, and its statement is enough", () => {
  expect(lacking(trailPolicy(...accounts))).toEqual([]);
  const missing = lacking(trailPolicy("111122223333"));
  expect(missing).toMatchObject([
    { Action: "s3:PutObject", Resource: ["arn:aws:s3:::central/org/AWSLogs/444455556666/*"] },
  ]);
  expect(lacking(null)).toMatchObject([{ Action: "s3:GetBucketAcl" }, { Action: "s3:PutObject" }]);
  for (const policy of [null, trailPolicy("111122223333")]) {
    const statements = [...(statementsOf(policy) ?? []), ...lacking(policy)];
    expect(lacking(JSON.stringify({ Statement: statements }))).toEqual([]);
  }
});

it("takes no condition for fulfilled that it does not know, and sees what is forbidden", () => {
  const allowed = JSON.parse(trailPolicy(...accounts));
  const [acl, write] = allowed.Statement;
  const strange = { ...write, Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } };
  expect(lacking(JSON.stringify({ Statement: [acl, strange] }))).toHaveLength(1);
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::central/*" };
  expect(lacking(JSON.stringify({ Statement: [acl, write, deny] }))).toHaveLength(1);
  const tls = { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } };
  expect(lacking(JSON.stringify({ Statement: [acl, write, tls] }))).toEqual([]);
  expect(statementsOf("{}")).toBeNull();
  expect(statementsOf("no JSON")).toBeNull();
});

it("names what access logs lack", () => {
  const place = at("s3://logs/access/");
  const missing = missingForAccessLogs([], place, ["111122223333"]);
  expect(missing).toEqual([
    {
      Sid: "TrailkeepAccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::logs/access/*",
      Condition: { StringEquals: { "aws:SourceAccount": ["111122223333"] } },
    },
  ]);
  const statements = statementsOf(JSON.stringify({ Statement: missing })) ?? [];
  expect(missingForAccessLogs(statements, place, ["111122223333"])).toEqual([]);
  expect(missingForAccessLogs(statements, place, ["444455556666"])).toHaveLength(1);
});

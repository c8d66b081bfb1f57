import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type SampleFile, sampleFiles } from "@trailkeep/sample";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldsOf, linesOf, recordsOf, textOf } from "./read.ts";

const account = "(\\d{12})";
const region = "([a-z]{2}-[a-z]+-\\d)";
const day = "(\\d{4})/(\\d\\d)/(\\d\\d)";
const unique = "[A-Za-z0-9]{16}";

function trailPattern(kind: string): RegExp {
  return new RegExp(
    `^AWSLogs/(?:o-[a-z0-9]{10,32}/)?${account}/${kind}/${region}/${day}/\\1_${kind}_\\2_\\3\\4\\5T(\\d\\d)(\\d\\d)Z_${unique}\\.json\\.gz$`,
  );
}

const trail = trailPattern("CloudTrail");
const network = trailPattern("CloudTrail-NetworkActivity");
const insight = trailPattern("CloudTrail-Insight");
const digest = new RegExp(
  `^AWSLogs/${account}/CloudTrail-Digest/${region}/${day}/\\1_CloudTrail-Digest_\\2_[\\w-]+_\\2_\\3\\4\\5T\\d{6}Z\\.json\\.gz$`,
);
const stamp = "-(\\d\\d)-(\\d\\d)-(\\d\\d)-[0-9A-F]{16}";
const partitioned = new RegExp(`^s3-access-logs/${account}/${region}/amzn-s3-demo-finance/${day}/\\3-\\4-\\5${stamp}$`);
const simplePrefix = new RegExp(`^web-access-logs/(\\d{4})-(\\d\\d)-(\\d\\d)${stamp}$`);

describe("keys follow AWS's patterns", () => {
  let files: SampleFile[] = [];
  beforeAll(() => {
    files = [...sampleFiles({})];
  });

  const kinds = [
    ["trail", trail, "cloudtrail"],
    ["network activity", network, "cloudtrail"],
    ["Insights", insight, "cloudtrail_insights"],
    ["digest", digest, null],
    ["partitioned access log", partitioned, "s3_access"],
    ["simple access log", simplePrefix, "s3_access"],
  ] as const;

  test("every one of them, and no other", () => {
    const odd = files.filter(({ path, source }) => !kinds.some(([, key, kind]) => key.test(path) && source === kind));
    expect(odd.map(({ path }) => path)).toEqual([]);
    for (const [name, key] of kinds) expect([name, files.some(({ path }) => key.test(path))]).toEqual([name, true]);
  });

  test("several accounts and regions, one account through the organization's trail alone", () => {
    const paths = files.map(({ path }) => path).filter((path) => trail.test(path));
    const places = new Set(paths.map((path) => trail.exec(path)?.slice(1, 3).join(" ")));
    expect([...places].sort()).toEqual([
      "111122223333 eu-west-1",
      "111122223333 us-east-1",
      "123456789012 us-east-1",
      "444455556666 us-east-1",
      "444455556666 us-west-2",
      "777788889999 eu-west-1",
      "777788889999 us-east-1",
    ]);
    const organization = paths.filter((path) => path.startsWith("AWSLogs/o-"));
    expect(new Set(organization.map((path) => trail.exec(path)?.[1]))).toEqual(new Set(["777788889999"]));
    expect(paths.filter((path) => path.includes("777788889999"))).toHaveLength(organization.length);
  });

  test("records belong to the account and region of their file and are older than it", () => {
    for (const file of files) {
      const match = trail.exec(file.path) ?? network.exec(file.path) ?? insight.exec(file.path);
      if (match === null) continue;
      const [, owner, place, year, month, date, hour, minute] = match;
      const delivered = `${year}-${month}-${date}T${hour}:${minute}:00Z`;
      for (const record of recordsOf(file)) {
        expect(record.recipientAccountId).toBe(owner);
        expect(record.awsRegion).toBe(place);
        expect(record.eventTime < delivered).toBe(true);
      }
    }
  });

  test("lines belong to the bucket of their file", () => {
    for (const file of files) {
      if (file.source !== "s3_access") continue;
      const bucket = file.path.startsWith("web") ? "amzn-s3-demo-web" : "amzn-s3-demo-finance";
      for (const line of linesOf(file)) expect(fieldsOf(line)[1]).toBe(bucket);
    }
  });

  test("CloudTrail's are gzip without a time and without an operating system, access logs plain text", () => {
    for (const { path, bytes, source } of files) {
      if (source === "s3_access") expect([...bytes.subarray(0, 2)]).not.toEqual([0x1f, 0x8b]);
      // RFC 1952: magic, deflate, no flags, four bytes of time, extra flags, operating system 255 = unknown.
      else expect([path, [...bytes.subarray(0, 8)], bytes[9]]).toEqual([path, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0], 255]);
    }
  });

  test("the digest's hashes are those of its files before compression", () => {
    const file = files.find(({ path }) => digest.test(path));
    const schema = z.object({ logFiles: z.array(z.object({ s3Object: z.string(), hashValue: z.string() })).min(1) });
    const { logFiles } = schema.parse(JSON.parse(file === undefined ? "{}" : textOf(file)));
    for (const { s3Object, hashValue } of logFiles) {
      const bytes = files.find(({ path }) => path === s3Object)?.bytes ?? new Uint8Array();
      expect(createHash("sha256").update(gunzipSync(bytes)).digest("hex")).toBe(hashValue);
    }
  });
});

import { sampleFiles } from "@trailkeep/sample";
import { describe, expect, test } from "vitest";
import { fieldsOf, readAll, recordsOf } from "./read.ts";

const { trail, insights, lines } = readAll(sampleFiles({ records: 20_000 }));
const fields = lines.map(fieldsOf);
const start = Date.parse("2026-10-25T00:00:00Z");
const end = Date.parse("2026-11-01T00:00:00Z");

function count<T>(list: readonly T[], test_: (item: T) => boolean): number {
  return list.filter(test_).length;
}

describe("CloudTrail records", () => {
  test("are of every kind", () => {
    expect([...new Set(trail.map((each) => each.eventVersion))].sort()).toEqual(["1.08", "1.09", "1.10", "1.11"]);
    expect([...new Set(trail.map((each) => each.eventCategory))].sort()).toEqual([
      "Data",
      "Management",
      "NetworkActivity",
    ]);
    expect([...new Set(trail.map((each) => each.eventType))].sort()).toEqual([
      "AwsApiCall",
      "AwsConsoleAction",
      "AwsConsoleSignIn",
      "AwsServiceEvent",
      "AwsVpceEvents",
    ]);
    const identities = new Set(trail.map((each) => each.userIdentity?.type ?? "none"));
    expect([...identities].sort()).toEqual([
      "AWSAccount",
      "AWSService",
      "AssumedRole",
      "Directory",
      "FederatedUser",
      "IAMUser",
      "IdentityCenterUser",
      "Role",
      "Root",
      "SAMLUser",
      "Unknown",
      "WebIdentityUser",
      "none",
    ]);
    expect(count(trail, (each) => each.errorCode === "VpceAccessDenied")).toBeGreaterThan(100);
    expect(count(trail, (each) => each.errorCode !== undefined)).toBeGreaterThan(trail.length / 50);
    expect(count(trail, (each) => each["readOnly"] === false)).toBeGreaterThan(trail.length / 20);
    expect(new Set(insights.map((each) => each.eventType))).toEqual(new Set(["AwsCloudTrailInsight"]));
  });

  test("have unique event ids but for their repeats", () => {
    const texts = new Set(trail.map((each) => JSON.stringify(each)));
    expect(new Set(trail.map((each) => each.eventID)).size).toBe(texts.size);
  });

  test("lie in the range asked for", () => {
    for (const { eventTime } of [...trail, ...insights]) {
      expect(Date.parse(eventTime)).toBeGreaterThanOrEqual(start);
      expect(Date.parse(eventTime)).toBeLessThan(end);
    }
  });

  test("come from few principals mostly, and only from addresses set aside for documentation", () => {
    const byArn = new Map<string, number>();
    for (const { userIdentity } of trail) {
      if (userIdentity?.arn !== undefined) byArn.set(userIdentity.arn, (byArn.get(userIdentity.arn) ?? 0) + 1);
    }
    const counts = [...byArn.values()].sort((a, b) => b - a);
    const top = counts.slice(0, Math.ceil(counts.length / 5)).reduce((sum, n) => sum + n, 0);
    expect(top).toBeGreaterThan(counts.reduce((sum, n) => sum + n, 0) / 2);
    // RFC 5737, RFC 3849, RFC 1918 (behind VPC endpoints), and AWS's own services.
    const known =
      /^(192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:|10\.|[a-z0-9-]+\.amazonaws\.com$|AWS Internal$)/;
    for (const each of trail) expect(each.sourceIPAddress).toMatch(known);
  });

  test("come late now and then: a few in a hundred lie hours before their file", () => {
    let late = 0;
    let all = 0;
    for (const file of sampleFiles({ records: 20_000 })) {
      if (file.source !== "cloudtrail") continue;
      const [, day = "", hour = "", minute = ""] = /_(\d{8})T(\d\d)(\d\d)Z_/.exec(file.path) ?? [];
      const delivered = Date.parse(`${day.replace(/(....)(..)(..)/, "$1-$2-$3")}T${hour}:${minute}:00Z`);
      const times = recordsOf(file).map(({ eventTime }) => Date.parse(eventTime));
      all += times.length;
      // Files of a sample this small span six hours and come up to eight minutes after.
      late += count(times, (timeMs) => delivered - timeMs > (6 * 60 + 8) * 60_000);
    }
    expect(late / all).toBeGreaterThan(0.01);
    expect(late / all).toBeLessThan(0.05);
  });
});

describe("access-log lines", () => {
  test("have 27 fields, a few of an older form fewer", () => {
    const lengths = new Set(fields.map((each) => each.length));
    expect([...lengths].sort()).toEqual([18, 24, 25, 26, 27]);
    expect(count(fields, (each) => each.length === 27)).toBeGreaterThan(0.98 * fields.length);
  });

  test("hold what the format's page says they hold", () => {
    for (const each of fields) {
      expect(each[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(each[2]).toMatch(/^\d\d\/[A-Z][a-z]{2}\/2026:\d\d:\d\d:\d\d \+0000$/);
      expect(each[5]).toMatch(/^[0-9A-Z]{16}$/);
      if (each.length === 27) expect(each[18]).toMatch(/^[0-9A-Za-z+/]{75}=$/);
    }
  });

  test("tell of every operation of interest", () => {
    const operations = new Set(fields.map((each) => each[6]));
    for (const operation of [
      "REST.GET.OBJECT",
      "REST.PUT.OBJECT",
      "REST.HEAD.OBJECT",
      "REST.DELETE.OBJECT",
      "REST.COPY.OBJECT",
      "REST.COPY.OBJECT_GET",
      "REST.POST.MULTI_OBJECT_DELETE",
      "BATCH.DELETE.OBJECT",
      "S3.EXPIRE.OBJECT",
      "REST.GET.BUCKET",
      "REST.GET.VERSIONING",
    ]) {
      expect([operation, operations.has(operation)]).toEqual([operation, true]);
    }
    expect(lines.some((line) => line.includes('"daily news"'))).toBe(true);
    expect(new Set(fields.map((each) => each[9]))).toEqual(new Set(["200", "204", "403", "404", "-"]));
  });
});

describe("the two logs of one bucket", () => {
  const events = new Map(
    trail
      .filter((each) => each.eventCategory === "Data" && each.eventSource === "s3.amazonaws.com")
      .map((each) => [each.requestID ?? "", each]),
  );
  const logged = new Map(fields.map((each) => [each[5] ?? "", each]));

  test("share most request ids, and each misses some", () => {
    const both = count([...events.keys()], (id) => logged.has(id));
    expect(both / events.size).toBeGreaterThan(0.8);
    expect(both / events.size).toBeLessThan(1);
    expect(both / logged.size).toBeGreaterThan(0.8);
    expect(both / logged.size).toBeLessThan(1);
  });

  test("agree on time, address, host id and key, which the access log encodes twice", () => {
    let hard = 0;
    for (const [id, each] of logged) {
      const event = events.get(id);
      if (event === undefined) continue;
      const [, , time = "", address, , , operation = "", rawKey = ""] = each;
      const [day, month, rest = ""] = time.split("/");
      const at = Date.parse(`${day} ${month} ${rest.replace(":", " ")}`);
      expect(at).toBe(Date.parse(event.eventTime));
      expect(address).toBe(event.sourceIPAddress);
      expect(each[18] ?? event.additionalEventData?.["x-amz-id-2"]).toBe(event.additionalEventData?.["x-amz-id-2"]);
      const key = event.requestParameters?.["key"];
      if (typeof key !== "string" || operation === "REST.COPY.OBJECT_GET") continue;
      expect(decodeURIComponent(decodeURIComponent(rawKey))).toBe(key);
      if (/[ %"]|[^\x20-\x7e]/.test(key)) hard++;
    }
    expect(hard).toBeGreaterThan(100);
  });

  test("a lifecycle rule's keys are encoded once", () => {
    const expired = fields.filter((each) => each[6] === "S3.EXPIRE.OBJECT").map((each) => each[7] ?? "");
    const hard = expired.filter((key) => key.includes("%"));
    expect(hard.length).toBeGreaterThan(0);
    for (const key of hard) expect(key).not.toMatch(/%25[0-9A-F]{2}%25|%2520/);
  });
});

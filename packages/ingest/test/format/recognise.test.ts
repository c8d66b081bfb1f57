import { recognise } from "@trailkeep/ingest/format";
import { expect, test } from "vitest";

const record = '{"eventVersion":"1.08","eventTime":"2023-07-10T12:20:00Z","eventName":"x"}';
const line = 'o b [06/Feb/2019:00:00:38 +0000] - - R REST.GET.OBJECT k "GET / HTTP/1.1" 200 - - - 1 - "-" "-" -\n';
const account = "123456789012";
const day = "us-east-1/2023/07/10";
const file = (kind: string): string => `${account}_${kind}_us-east-1_20230710T1220Z_abcdEFGH12345678.json.gz`;

const judged = (key: string, head: string | Uint8Array): string => {
  const result = recognise(key, Buffer.from(head));
  return result.kind === "format" ? result.format : result.reason;
};

test.each([
  `AWSLogs/${account}/CloudTrail/${day}/${file("CloudTrail")}`,
  `some/prefix/AWSLogs/o-abcde12345/${account}/CloudTrail/${day}/${file("CloudTrail")}`,
  `AWSLogs/${account}/CloudTrail-Insight/${day}/${file("CloudTrail-Insight")}`,
  `AWSLogs/${account}/CloudTrail-NetworkActivity/${day}/${file("CloudTrail-NetworkActivity")}`,
  `/home/me/logs/${file("CloudTrail")}`,
])("CloudTrail's layout: %s", (key) => {
  expect(judged(key, `{"Records":[${record}]}`)).toBe("cloudtrail");
  expect(judged(key, "damaged")).toBe("cloudtrail");
});

test.each([
  `AWSLogs/${account}/CloudTrail-Digest/${day}/${file("CloudTrail-Digest")}`,
  `p/AWSLogs/o-abcde12345/${account}/CloudTrail-Digest/${day}/${account}_CloudTrail-Digest_us-east-1_mgmt_us-east-1_20230710T122000Z.json.gz`,
  `copied/${file("CloudTrail-Digest")}`,
])("a digest holds no events: %s", (key) => {
  expect(judged(key, '{"awsAccountId":"1"}')).toContain("digest");
});

test("a digest under any name, and the other kinds that CloudTrail writes", () => {
  expect(
    judged(
      "d.json",
      `{"awsAccountId":"1","digestStartTime":"x","digestS3Bucket":"b","logFiles":[{"oldestEventTime":"x"}]}`,
    ),
  ).toContain("digest");
  expect(
    judged(`AWSLogs/${account}/CloudTrail-Aggregated/${day}/${file("CloudTrail-Aggregated")}`, '{"Records":[]}'),
  ).toContain("aggregated");
  expect(judged(`AWSLogs/${account}/CloudTrail-Lake/Query/2023/07/10/id/result_sign.json`, "{}")).toContain("Lake");
});

test("CloudTrail's test objects and empty files hold nothing", () => {
  for (const kind of ["CloudTrail", "CloudTrail-Insight"]) {
    expect(judged(`p/AWSLogs/${account}/${kind}/`, "")).toBe(
      "an empty object with which CloudTrail tests that it may write",
    );
  }
  expect(judged(`AWSLogs/${account}/CloudTrail-Digest/`, "")).toContain("digest");
  expect(judged("notes.json", "")).toBe("an empty file");
});

test.each([
  "logs/2019-02-06-00-00-38-0123456789ABCDEF",
  "2019-02-06-00-00-38-0123456789ABCDEF",
  "prefix-glued2019-02-06-00-00-38-0123456789ABCDEF",
  `logs/${account}/us-east-1/bucket/2019/02/06/2019-02-06-00-00-00-0123456789ABCDEF`,
  `${account}/us-east-1/bucket/2019/02/06/2019-02-06-00-00-00-0123456789ABCDEF.gz`,
])("the layouts of access logs: %s", (key) => {
  expect(judged(key, line)).toBe("s3_access");
  expect(judged(key, "no line of a log\n")).toBe("s3_access");
});

test("access logs under any name, also with a bad first line", () => {
  for (const name of ["a.log", "b.txt", "c", "logs.json"]) {
    expect(judged(name, line)).toBe("s3_access");
    expect(judged(name, `garbage\n${line}`)).toBe("s3_access");
  }
});

test("CloudTrail under any name, in every form in which people export it", () => {
  const pretty = JSON.stringify(JSON.parse(record), null, 2);
  for (const name of ["a.json", "b.jsonl", "c.ndjson", "d.json.cloudtrail", "e.log", "f.txt", "g"]) {
    for (const content of [
      `{"Records":[${record}]}`,
      `{"Records":[]}`,
      `{ "a": 1, "Records": [ ${pretty} ] }`,
      `[${record}]`,
      "[]",
      `${record}\n${record}`,
      pretty,
      `\ufeff${pretty}${pretty}`,
      `{"Events":[{"CloudTrailEvent":${JSON.stringify(record)}}]}`,
      `{"logEvents":[{"message":${JSON.stringify(record)}}]}`,
    ]) {
      expect(judged(name, content)).toBe("cloudtrail");
    }
  }
  expect(judged("lines.jsonl", `broken\n${record}\n`)).toBe("cloudtrail");
  expect(judged("export/000000", "x").length).toBeGreaterThan(0);
  expect(judged("export/000000.gz", `2023-07-10T12:20:00.000Z ${record}\n`)).toBe("cloudtrail");
});

test.each([
  ["LICENSE", "Apache License\nVersion 2.0"],
  ["README.md", `# Records\n\n    ${record}\n${record}\n`],
  ["image.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00])],
  ["data.parquet", "PAR1\u0000\u0001"],
  ["apache.log", '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326\n'],
])("a file of another kind is ignored: %s", (name, content) => {
  expect(judged(name, content)).toBe("neither CloudTrail records nor an S3 access log");
});

test("JSON of another kind, and logs of other services, are ignored with the reason", () => {
  expect(judged("package.json", '{"name":"x","version":"1"}')).toBe("JSON without the members of a CloudTrail record");
  expect(judged(`AWSLogs/${account}/vpcflowlogs/${day}/x.log.gz`, "version account-id\n")).toContain("vpcflowlogs");
  expect(judged(`AWSLogs/${account}/Config/x.json.gz`, '{"fileVersion":"1.0","configurationItems":[]}')).toContain(
    "Config",
  );
});

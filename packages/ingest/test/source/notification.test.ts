import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessage } from "../../src/source/notification.ts";

const record = (object: object, eventName = "ObjectCreated:Put") => ({
  eventVersion: "2.1",
  eventSource: "aws:s3",
  awsRegion: "eu-west-1",
  eventTime: "2026-11-02T10:00:00.123Z",
  eventName,
  s3: { s3SchemaVersion: "1.0", bucket: { name: "logs", arn: "arn:aws:s3:::logs" }, object },
});
const body = (...records: readonly object[]) => JSON.stringify({ Records: records });
const key = "AWSLogs/111122223333/CloudTrail/eu-west-1/a b+c.json.gz";
const encoded = "AWSLogs/111122223333/CloudTrail/eu-west-1/a+b%2Bc.json.gz";
const told = { key: encoded, size: 12, eTag: "abc", versionId: "v1", sequencer: "0055AED6DCD90281E5" };
const object = {
  kind: "object",
  object: {
    bucket: "logs",
    key,
    version: { kind: "id", value: "v1" },
    sizeBytes: 12,
    storedMs: Date.parse("2026-11-02T10:00:00.123Z"),
  },
};
const sns = (message: string) =>
  JSON.stringify({ Type: "Notification", TopicArn: "arn:aws:sns:eu-west-1:111122223333:logs", Message: message });

describe("S3's notification", () => {
  it("names the object and its version", () => {
    expect(readMessage(body(record(told)))).toEqual([object]);
  });

  it("is read within SNS", () => {
    expect(readMessage(sns(body(record(told))))).toEqual([object]);
  });

  it("may tell of several objects, in order", () => {
    const two = readMessage(body(record(told), record({ ...told, key: "b" })));
    expect(two).toMatchObject([{ object: { key } }, { object: { key: "b" } }]);
  });

  it("names the ETag where the bucket keeps no versions", () => {
    const { versionId: _, ...unversioned } = told;
    for (const given of [unversioned, { ...unversioned, versionId: "null" }])
      expect(readMessage(body(record(given)))).toMatchObject([{ object: { version: { kind: "etag", value: "abc" } } }]);
  });

  it("leaves the version to be asked for where it says neither", () => {
    expect(readMessage(body(record({ key: encoded })))).toEqual([{ kind: "named", object: { bucket: "logs", key } }]);
  });

  it.each(["ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated", "LifecycleExpiration:Delete"])("%s", (name) => {
    expect(readMessage(body(record(told, name)))).toEqual([{ kind: "removed", object: { bucket: "logs", key } }]);
  });

  it.each(["ObjectRestore:Completed", "ObjectTagging:Put", "ObjectAcl:Put"])("%s brings nothing", (name) => {
    expect(readMessage(body(record(told, name)))).toEqual([{ kind: "nothing", reason: expect.stringContaining(name) }]);
  });

  it("gives back every key as S3 holds it, with `/` encoded or not", () => {
    // What S3 does to a key: percent-encoding of UTF-8 but for unreserved characters, a space becoming `+`.
    const asForm = (text: string) => encodeURIComponent(text).replaceAll("%20", "+");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), fc.boolean(), (name, plainSlash) => {
        const sent = plainSlash ? name.split("/").map(asForm).join("/") : asForm(name);
        expect(readMessage(body(record({ ...told, key: sent })))).toMatchObject([{ object: { key: name } }]);
      }),
    );
  });
});

describe("EventBridge", () => {
  const event = (type: string, given: object) =>
    JSON.stringify({
      version: "0",
      "detail-type": type,
      source: "aws.s3",
      time: "2026-11-02T10:00:00Z",
      detail: { version: "0", bucket: { name: "logs" }, object: given, reason: "PutObject" },
    });

  it("names the key as it is", () => {
    const given = { key, size: 12, etag: "abc", "version-id": "v1", sequencer: "00" };
    const storedMs = Date.parse("2026-11-02T10:00:00Z");
    expect(readMessage(event("Object Created", given))).toEqual([
      { ...object, object: { ...object.object, storedMs } },
    ]);
    expect(readMessage(event("Object Created", { key: "a%2Fb+c", etag: "e" }))).toMatchObject([
      { object: { key: "a%2Fb+c", version: { kind: "etag", value: "e" } } },
    ]);
  });

  it("tells of removals, and of what brings nothing", () => {
    expect(readMessage(event("Object Deleted", { key }))).toEqual([
      { kind: "removed", object: { bucket: "logs", key } },
    ]);
    expect(readMessage(event("Object Tags Added", { key }))).toMatchObject([{ kind: "nothing" }]);
  });
});

it("reads CloudTrail's own notice, which names several keys", () => {
  const notice = JSON.stringify({ s3Bucket: "logs", s3ObjectKey: ["a+b.json.gz", "c.json.gz"] });
  const expected = ["a+b.json.gz", "c.json.gz"].map((name) => ({
    kind: "named",
    object: { bucket: "logs", key: name },
  }));
  expect(readMessage(sns(notice))).toEqual(expected);
  expect(readMessage(notice)).toEqual(expected);
});

it.each([
  JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Time: "2026-11-02T10:00:00Z", Bucket: "logs" }),
  sns(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "logs" })),
  sns("CloudTrail validation message."),
])("knows a service's test", (text) => {
  expect(readMessage(text)).toMatchObject([{ kind: "nothing", reason: expect.stringContaining("tests") }]);
});

it.each([
  ["", "not JSON"],
  ["[]", "no notification"],
  ['{"Records":[{"eventSource":"aws:sqs"}]}', "no notification"],
  ['{"s3Bucket":"logs","s3ObjectKey":[]}', "no notification"],
  [body(record({ ...told, key: "a%zz" })), "a%zz"],
  [sns(sns(sns(sns(body(record(told)))))), "no notification"],
])("refuses another message: %s", (text, why) => {
  expect(() => readMessage(text)).toThrow(why);
});

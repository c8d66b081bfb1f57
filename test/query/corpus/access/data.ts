import type { StoreRow } from "@trailkeep/core/store";
import { record } from "../record.ts";

const alice = { requester: "arn:aws:iam::111122223333:user/alice", remoteIp: "198.51.100.7" };
const get = { operation: "REST.GET.OBJECT", bucket: "payroll", httpStatus: 200n };

const logs = [
  record("s3_access", 1, "2026-03-01T09:00:00Z", { ...get, ...alice, requestId: "Q1", key: "a", bytesSent: 10n }),
  record("s3_access", 2, "2026-03-01T09:01:00Z", { ...get, ...alice, requestId: "Q2", key: "b", bytesSent: 20n }),
  ...batch(3, "Q3", [null, "c", "d"]),
  record("s3_access", 6, "2026-03-01T09:05:00Z", {
    ...get,
    ...alice,
    operation: "REST.GET.BUCKETVERSIONS",
    requestId: "Q4",
  }),
  record("s3_access", 7, "2026-03-01T09:06:00Z", { operation: "S3.EXPIRE.OBJECT", bucket: "payroll", key: "e" }),
  record("s3_access", 8, "2026-03-01T23:59:59Z", {
    ...get,
    ...alice,
    operation: "REST.PUT.OBJECT",
    requestId: "Q5",
    key: "f",
    totalTimeMs: 301_000n,
  }),
  record("s3_access", 9, "2026-03-01T10:00:00Z", {
    ...get,
    requestId: "Q6",
    key: "g",
    httpStatus: 403n,
    errorCode: "AccessDenied",
  }),
];

/** One request that deletes several objects: a line for the request, and one for each object. */
function batch(first: number, requestId: string, keys: readonly (string | null)[]): readonly StoreRow[] {
  return keys.map((key, place) =>
    record("s3_access", first + place, "2026-03-01T09:02:00Z", {
      ...get,
      ...alice,
      operation: key === null ? "REST.POST.MULTI_OBJECT_DELETE" : "BATCH.DELETE.OBJECT",
      requestId,
      key,
    }),
  );
}

const data = { eventSource: "s3.amazonaws.com", eventCategory: "Data", awsRegion: "eu-west-1" };
const object = (key: string) => ({
  requestParameters: JSON.stringify({ bucketName: "payroll", key }),
  resources: JSON.stringify([
    { ARN: `arn:aws:s3:::payroll/${key}`, ARNPrefix: null, accountId: null, type: "AWS::S3::Object" },
  ]),
});

const events = [
  /** The same request, as the owner of the bucket and the caller's account were told of it. */
  ...["111122223333", "444455556666"].map((recipientAccountId, place) =>
    record("cloudtrail", 101 + place, "2026-03-01T09:00:01Z", {
      ...data,
      ...object("a"),
      eventID: `o-1-${place}`,
      eventName: "GetObject",
      requestID: "Q1",
      sourceIPAddress: "198.51.100.7",
      recipientAccountId,
      "userIdentity.arn": alice.requester,
    }),
  ),
  /** Another service's request of the same id, and a management event: neither tells of an object. */
  record("cloudtrail", 103, "2026-03-01T09:01:00Z", {
    eventID: "o-2",
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    eventCategory: "Management",
    requestID: "Q2",
  }),
  record("cloudtrail", 104, "2026-03-01T09:01:30Z", {
    ...data,
    eventCategory: "Management",
    eventID: "o-3",
    eventName: "PutBucketPolicy",
    requestID: "Q8",
    requestParameters: '{"bucketName":"payroll"}',
  }),
  record("cloudtrail", 105, "2026-03-01T09:02:00Z", {
    ...data,
    eventID: "o-4",
    eventName: "DeleteObjects",
    requestID: "Q3",
    requestParameters: '{"bucketName":"payroll","delete":""}',
  }),
  record("cloudtrail", 106, "2026-03-02T00:05:00Z", {
    ...data,
    ...object("f"),
    eventID: "o-5",
    eventName: "PutObject",
    requestID: "Q5",
  }),
  record("cloudtrail", 107, "2026-03-01T10:00:00Z", {
    ...data,
    ...object("g"),
    eventID: "o-6",
    eventName: "GetObject",
    requestID: "Q6",
    errorCode: "AccessDenied",
    errorMessage: "Access Denied",
  }),
  record("cloudtrail", 108, "2026-03-02T11:00:00Z", {
    ...data,
    ...object("h"),
    eventID: "o-7",
    eventName: "GetObject",
    requestID: "Q7",
    sourceIPAddress: "203.0.113.9",
  }),
  record("cloudtrail", 109, "2026-03-02T12:00:00Z", {
    ...data,
    eventID: "o-8",
    eventName: "GetObject",
    requestParameters: '{"bucketName":"archive","key":{"no":"text"}}',
  }),
];

/** Requests that access logs, CloudTrail or both know, once and several times. */
export const accessRows: readonly StoreRow[] = [...logs, ...events];

import { cloudtrail } from "./cloudtrail.ts";
import { string, timestamp } from "./field.ts";
import { defineMatched, prefixed } from "./matched.ts";
import { s3Access } from "./s3-access.ts";

const [log, event] = ["log", "event"] as const;

/**
 * Access to S3 objects as both kinds of log tell it. Neither is complete: access logs are delivered on a best-effort
 * basis, and a trail records data events of the buckets that it selects.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html
 */
export const objectAccess = defineMatched(
  {
    name: "object_access",
    doc: "Access to S3 objects: access log records and CloudTrail data events of S3, matched on request id, many to many.",
    reference: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html",
    stores: ["lake", "athena", "local"],
    time: "time",
    id: "requestId",
    shortcuts: cloudtrail.shortcuts?.map(({ field, member }) => ({ field: `${event}.${field}`, member })) ?? [],
    fields: {
      time: timestamp("When S3 received the request by the access log, or else the time of the event."),
      requestId: string("Identifies the request; made by S3."),
      seenBy: string("Who knows the request: `both`, `access_logs` only, or `cloudtrail` only."),
      bucket: string("Bucket of the request, by the access log or else the event's `requestParameters.bucketName`."),
      key: string("Object key, by the access log or else the event's `requestParameters.key`."),
      remoteIp: string("Address that the request came from, by the access log or else the event."),
      errorCode: string("Error code, by the access log or else the event."),
      ...prefixed(log, s3Access.fields),
      ...prefixed(event, cloudtrail.fields),
    },
  },
  {
    left: { source: s3Access.name, prefix: log, key: "requestId", time: "time", only: {} },
    right: {
      source: cloudtrail.name,
      prefix: event,
      key: "requestID",
      time: "eventTime",
      only: { eventSource: "s3.amazonaws.com", eventCategory: "Data" },
    },
    leftNeeds: "key",
    either: {
      time: { left: "time", right: "eventTime" },
      requestId: { left: "requestId", right: "requestID" },
      bucket: { left: "bucket", right: "requestParameters", member: "bucketName" },
      key: { left: "key", right: "requestParameters", member: "key" },
      remoteIp: { left: "remoteIp", right: "sourceIPAddress" },
      errorCode: { left: "errorCode", right: "errorCode" },
    },
    seen: { field: "seenBy", both: "both", left: "access_logs", right: "cloudtrail" },
    // The times of one request differ by how long it took.
    marginMs: 86_400_000,
  },
);

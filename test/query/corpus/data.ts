import type { StoreRow } from "@trailkeep/core/store";
import { record } from "./record.ts";

/** When the corpus is asked: what `last` counts back from. */
export const nowMs = Date.parse("2026-03-03T00:00:00Z");

const alice = { "userIdentity.type": "IAMUser", "userIdentity.arn": "arn:aws:iam::111122223333:user/alice" };
const bob = { "userIdentity.type": "IAMUser", "userIdentity.arn": "arn:aws:iam::111122223333:user/bob" };
const carol = {
  "userIdentity.type": "AssumedRole",
  "userIdentity.arn": "arn:aws:sts::111122223333:assumed-role/dev/carol",
};
const root = { "userIdentity.type": "Root", "userIdentity.arn": "arn:aws:iam::111122223333:root" };
const signIn = {
  eventName: "ConsoleLogin",
  eventSource: "signin.amazonaws.com",
  awsRegion: "us-east-1",
  readOnly: false,
};
const failure = { responseElements: '{"ConsoleLogin":"Failure"}', errorMessage: "Failed authentication" };
const s3 = { eventSource: "s3.amazonaws.com", awsRegion: "eu-west-1", eventCategory: "Data" };

/** Two deletions at one instant, of which the first was delivered twice. */
const deletion = record("cloudtrail", 5, "2026-03-01T09:30:00Z", {
  ...bob,
  ...s3,
  eventID: "e-05",
  eventName: "DeleteObject",
  sourceIPAddress: "203.0.113.20",
  readOnly: false,
  requestParameters: '{"bucketName":"payroll","key":"2026/salaries.csv"}',
  resources: JSON.stringify([
    { ARN: "arn:aws:s3:::payroll/2026/salaries.csv", ARNPrefix: null, accountId: null, type: "AWS::S3::Object" },
    { ARN: "arn:aws:s3:::payroll", ARNPrefix: null, accountId: "111122223333", type: "AWS::S3::Bucket" },
  ]),
});

const trail = [
  record("cloudtrail", 1, "2026-03-01T08:00:00Z", {
    ...alice,
    ...signIn,
    ...failure,
    eventID: "e-01",
    sourceIPAddress: "198.51.100.7",
    additionalEventData: '{"MFAUsed":"No"}',
  }),
  record("cloudtrail", 2, "2026-03-01T08:00:05Z", {
    ...alice,
    ...signIn,
    ...failure,
    eventID: "e-02",
    sourceIPAddress: "198.51.100.7",
    additionalEventData: '{"MFAUsed":"No"}',
  }),
  record("cloudtrail", 3, "2026-03-01T08:00:10Z", {
    ...bob,
    ...signIn,
    ...failure,
    eventID: "e-03",
    sourceIPAddress: "198.51.100.7",
    additionalEventData: '{"MFAUsed":"No"}',
  }),
  record("cloudtrail", 4, "2026-03-01T08:01:00Z", {
    ...alice,
    ...signIn,
    eventID: "e-04",
    sourceIPAddress: "203.0.113.9",
    responseElements: '{"ConsoleLogin":"Success"}',
    additionalEventData: '{"MFAUsed":"Yes"}',
  }),
  deletion,
  record("cloudtrail", 6, "2026-03-01T09:30:00Z", {
    ...carol,
    ...s3,
    eventID: "e-06",
    eventName: "DeleteObject",
    sourceIPAddress: "203.0.113.21",
    errorCode: "AccessDenied",
    readOnly: false,
    requestParameters: '{"bucketName":"payroll","key":"2026/bonus.csv"}',
  }),
  record("cloudtrail", 7, "2026-03-01T23:59:59.999Z", {
    ...alice,
    ...s3,
    eventID: "e-07",
    eventName: "GetObject",
    sourceIPAddress: "203.0.113.9",
    readOnly: true,
    requestParameters: '{"bucketName":"logs","key":"a%b_c"}',
  }),
  record("cloudtrail", 8, "2026-03-02T00:00:00Z", {
    ...root,
    eventID: "e-08",
    eventName: "AuthorizeSecurityGroupIngress",
    eventSource: "ec2.amazonaws.com",
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    readOnly: false,
    requestParameters:
      '{"groupId":"sg-1","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}',
  }),
  record("cloudtrail", 9, "2026-03-02T00:15:00Z", {
    "userIdentity.type": "AWSService",
    "userIdentity.invokedBy": "cloudtrail.amazonaws.com",
    ...s3,
    eventName: "PutObject",
    sourceIPAddress: "cloudtrail.amazonaws.com",
    readOnly: false,
  }),
  record("cloudtrail", 10, "2026-03-02T12:00:00.500Z", {
    ...root,
    eventID: "e-10",
    eventName: "StopLogging",
    eventSource: "cloudtrail.amazonaws.com",
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "Ünïcode/1.0",
    errorCode: "TrailNotFoundException",
    readOnly: false,
    requestParameters:
      '{"name":"trail","n":12345678901234567890,"d":1.50,"ok":true,"nothing":null,"list":[10,"20",{"x":null}],"a.b":"dotted","10":"ten","when":"2026-01-02T03:04:05.6789+01:00"}',
  }),
  record("cloudtrail", 11, "1969-12-31T23:59:59.999Z", { eventID: "e-11", eventName: "Ａ" }),
  record("cloudtrail", 12, "2026-03-02T13:00:00Z", { eventID: "e-12", eventName: "\u{1F600}" }),
  deletion,
];

const get = { operation: "REST.GET.OBJECT", bucket: "payroll" };
const access = [
  record("s3_access", 101, "2026-03-01T10:00:00Z", {
    ...get,
    requestId: "R1",
    versionId: "17",
    remoteIp: "192.0.2.1",
    key: "2026/salaries.csv",
    requester: alice["userIdentity.arn"],
    httpStatus: 200n,
    bytesSent: 1024n,
    totalTimeMs: 10n,
  }),
  record("s3_access", 102, "2026-03-01T10:00:00Z", {
    ...get,
    remoteIp: "2001:db8::1",
    key: "b",
    versionId: "1.5",
    httpStatus: 200n,
    bytesSent: 2048n,
    totalTimeMs: 20n,
  }),
  record("s3_access", 103, "2026-03-01T10:05:00Z", {
    operation: "REST.DELETE.OBJECT",
    bucket: "payroll",
    requestId: "R3",
    versionId: "9223372036854775808",
    remoteIp: "192.0.2.200",
    key: "2026/salaries.csv",
    requester: bob["userIdentity.arn"],
    httpStatus: 204n,
    totalTimeMs: 5n,
  }),
  record("s3_access", 104, "2026-03-01T11:00:00Z", {
    ...get,
    requestId: "R4",
    remoteIp: "2001:DB8:0:0:0:0:0:2",
    key: "a",
    httpStatus: 403n,
    errorCode: "AccessDenied",
    bytesSent: 243n,
    totalTimeMs: 7n,
  }),
  record("s3_access", 105, "2026-03-01T11:00:00Z", {
    ...get,
    requestId: "R5",
    versionId: "21",
    remoteIp: "::ffff:192.0.2.1",
    key: "A",
    requester: alice["userIdentity.arn"],
    httpStatus: 200n,
    bytesSent: 9223372036854775807n,
    totalTimeMs: 40n,
  }),
  record("s3_access", 106, "2026-03-01T11:30:00Z", {
    operation: "S3.EXPIRE.OBJECT",
    bucket: "payroll",
    requestId: "R6",
    key: "é",
  }),
  record("s3_access", 107, "2026-03-01T12:00:00Z", {
    operation: "REST.PUT.OBJECT",
    bucket: "logs",
    requestId: "R7",
    remoteIp: "192.0.2.1",
    key: "z",
    httpStatus: 200n,
    bytesSent: 0n,
    totalTimeMs: 100n,
  }),
];

const unusual = {
  "insightDetails.eventSource": "s3.amazonaws.com",
  "insightDetails.eventName": "DeleteObject",
  "insightDetails.insightType": "ApiCallRateInsight",
};
const insights = [
  record("cloudtrail_insights", 201, "2026-03-01T09:00:00Z", {
    ...unusual,
    eventID: "i-1",
    sharedEventID: "s-1",
    "insightDetails.state": "Start",
    "insightDetails.insightContext.statistics.baseline.average": 0.5,
    "insightDetails.insightContext.statistics.insight.average": 12.25,
  }),
  record("cloudtrail_insights", 202, "2026-03-01T09:45:00Z", {
    ...unusual,
    eventID: "i-2",
    sharedEventID: "s-1",
    "insightDetails.state": "End",
    "insightDetails.insightContext.statistics.baseline.average": 0.5,
    "insightDetails.insightContext.statistics.insight.average": 20,
    "insightDetails.insightContext.statistics.insightDuration": 45n,
    "insightDetails.insightContext.attributions":
      '[{"attribute":"userAgent","insight":[{"value":"cli","average":1.0}]}]',
  }),
];

/** The corpus's records, in the order in which they are read; one of them is there twice. */
export const corpusRows: readonly StoreRow[] = [...trail, ...access, ...insights];

import type { Cell, StoreRow } from "@trailkeep/core/store";
import { record } from "./record.ts";

/** Two days of an account, 2026-03-01 (a Sunday) and 2026-03-02: what the dashboards and auditors' questions ask. */

const account = "111122223333";
const partnerAccount = "444455556666";

type Named = Readonly<Record<string, Cell>>;

const user = (name: string): Named => ({
  "userIdentity.type": "IAMUser",
  "userIdentity.arn": `arn:aws:iam::${account}:user/${name}`,
  "userIdentity.accountId": account,
  "userIdentity.accessKeyId": `AKIA${name.toUpperCase()}`,
  "userIdentity.userName": name,
});
const session = (role: string, name: string): Named => ({
  "userIdentity.type": "AssumedRole",
  "userIdentity.arn": `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  "userIdentity.accountId": account,
  "userIdentity.sessionContext.sessionIssuer.type": "Role",
  "userIdentity.sessionContext.sessionIssuer.userName": role,
  "userIdentity.sessionContext.sessionIssuer.arn": roleArn(role),
});
const alice = user("alice");
const bob = user("bob");
const carol = session("admin", "carol");
const ci = session("deploy", "ci");
const root: Named = {
  "userIdentity.type": "Root",
  "userIdentity.arn": `arn:aws:iam::${account}:root`,
  "userIdentity.accountId": account,
};
const partner: Named = { "userIdentity.type": "AWSAccount", "userIdentity.accountId": partnerAccount };
const dana: Named = { ...session("AWSReservedSSO_view", "dana"), "userIdentity.onBehalfOf.userId": "u-1" };

const home = "198.51.100.7";
const office = "203.0.113.9";
const hotel = "203.0.113.50";

function roleArn(role: string): string {
  return `arn:aws:iam::${account}:role/${role}`;
}

let next = 0;

/** An event: day, time, who, from where, and what. Ids are in the order of this file. */
function event(day: 1 | 2, time: string, who: Named, sourceIPAddress: string, what: Named): StoreRow {
  next++;
  return record("cloudtrail", next, `2026-03-0${day}T${time}:00Z`, {
    eventID: `c-${String(next).padStart(2, "0")}`,
    recipientAccountId: account,
    eventCategory: "Management",
    managementEvent: true,
    awsRegion: "eu-west-1",
    eventType: "AwsApiCall",
    sourceIPAddress,
    readOnly: false,
    ...who,
    ...what,
  });
}

const json = (value: unknown) => JSON.stringify(value);
const denied = (errorMessage: string): Named => ({ errorCode: "AccessDenied", errorMessage });

const login = (outcome: "Success" | "Failure", MFAUsed: "Yes" | "No"): Named => ({
  eventName: "ConsoleLogin",
  eventSource: "signin.amazonaws.com",
  eventType: "AwsConsoleSignIn",
  awsRegion: "us-east-1",
  responseElements: json({ ConsoleLogin: outcome }),
  additionalEventData: json({ MFAUsed }),
  ...(outcome === "Failure" ? { errorMessage: "Failed authentication" } : {}),
});
const logins = [
  event(1, "08:00", alice, home, login("Failure", "No")),
  event(1, "08:05", alice, home, login("Success", "No")),
  event(1, "20:00", alice, office, login("Success", "Yes")),
  event(2, "09:00", bob, office, login("Success", "Yes")),
  event(2, "09:10", bob, hotel, login("Failure", "No")),
  event(2, "09:20", root, hotel, login("Success", "No")),
];

const ec2 = { eventSource: "ec2.amazonaws.com" };
const fromConsole = { sessionCredentialFromConsole: "true" };
const launched = (...ids: readonly string[]) => ({
  responseElements: json({ instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } }),
});
const instances = [
  event(1, "09:00", carol, office, { ...ec2, ...fromConsole, eventName: "RunInstances", ...launched("i-0a", "i-0b") }),
  event(1, "09:30", alice, home, { ...ec2, eventName: "StopInstances" }),
  event(2, "10:00", ci, hotel, {
    ...ec2,
    eventName: "TerminateInstances",
    errorCode: "Client.UnauthorizedOperation",
    errorMessage: "You are not authorized to perform this operation.",
  }),
  event(2, "10:10", ci, hotel, { ...ec2, eventName: "RunInstances", awsRegion: "us-west-2", ...launched("i-0c") }),
  event(2, "10:15", alice, home, {
    ...ec2,
    eventName: "DescribeInstances",
    readOnly: true,
    "tlsDetails.tlsVersion": "TLSv1.1",
  }),
];

const opened = (groupId: string, cidrIp: string, fromPort: number): Named => ({
  ...ec2,
  eventName: "AuthorizeSecurityGroupIngress",
  requestParameters: json({
    groupId,
    ipPermissions: { items: [{ ipProtocol: "tcp", fromPort, ipRanges: { items: [{ cidrIp }] } }] },
  }),
});
const securityGroups = [
  event(1, "11:00", carol, office, opened("sg-1", "0.0.0.0/0", 22)),
  event(1, "11:05", alice, home, {
    ...ec2,
    eventName: "ModifySecurityGroupRules",
    requestParameters: json({
      ModifySecurityGroupRulesRequest: {
        GroupId: "sg-2",
        SecurityGroupRule: { SecurityGroupRule: { CidrIpv4: "0.0.0.0/0", FromPort: 3389 } },
      },
    }),
  }),
  event(2, "11:00", carol, office, {
    ...ec2,
    eventName: "CreateSecurityGroup",
    requestParameters: json({ groupName: "web", vpcId: "vpc-1" }),
    responseElements: json({ groupId: "sg-3" }),
  }),
  event(2, "11:05", carol, office, opened("sg-3", "10.0.0.0/8", 443)),
  event(2, "11:06", alice, home, {
    ...ec2,
    eventName: "RevokeSecurityGroupIngress",
    requestParameters: json({ groupId: "sg-1" }),
  }),
];

const trail = {
  eventSource: "cloudtrail.amazonaws.com",
  awsRegion: "us-east-1",
  requestParameters: json({ name: "main" }),
};
const trails = [
  event(1, "12:00", bob, office, { ...trail, eventName: "UpdateTrail" }),
  event(2, "12:00", root, hotel, { ...trail, ...fromConsole, eventName: "StopLogging" }),
  event(2, "12:01", ci, hotel, { ...trail, eventName: "DeleteTrail", ...denied("ci may not delete trails") }),
];

const assume = (role: string): Named => ({
  eventSource: "sts.amazonaws.com",
  eventName: "AssumeRole",
  awsRegion: "us-east-1",
  readOnly: true,
  requestParameters: json({ roleArn: roleArn(role) }),
  resources: json([{ ARN: roleArn(role), ARNPrefix: null, accountId: account, type: "AWS::IAM::Role" }]),
});
const roles = [
  event(1, "07:00", alice, home, assume("admin")),
  event(1, "07:30", alice, home, assume("deploy")),
  event(2, "07:00", bob, office, { ...assume("admin"), ...denied("bob may not assume admin") }),
  event(2, "07:10", ci, hotel, assume("deploy")),
  event(2, "07:20", partner, "192.0.2.44", assume("partner")),
];

const snapshot = (snapshotId: string, encrypted: boolean): Named => ({
  ...ec2,
  eventName: "CreateSnapshot",
  responseElements: json({ snapshotId, encrypted }),
});
const snapshots = [
  event(1, "13:00", carol, office, snapshot("snap-1", false)),
  event(1, "13:05", carol, office, snapshot("snap-2", true)),
];

const s3 = { eventSource: "s3.amazonaws.com" };
const object = (eventName: string, bucketName: string, key: string): Named => ({
  ...s3,
  eventName,
  eventCategory: "Data",
  managementEvent: false,
  readOnly: eventName === "GetObject",
  requestParameters: json({ bucketName, key }),
});
const endpoint = { vpcEndpointId: "vpce-1" };
const objects = [
  event(1, "14:00", alice, home, { ...object("GetObject", "payroll", "a.csv"), "tlsDetails.tlsVersion": "TLSv1.2" }),
  event(1, "14:10", ci, hotel, { ...object("PutObject", "logs", "b"), "tlsDetails.tlsVersion": "TLSv1.3" }),
  event(2, "14:00", partner, "192.0.2.44", object("GetObject", "payroll", "a.csv")),
  event(2, "14:05", bob, "10.1.2.3", {
    ...object("GetObject", "payroll", "a.csv"),
    ...endpoint,
    ...denied("Access Denied"),
  }),
  event(2, "14:06", bob, "10.1.2.3", {
    ...object("DeleteObject", "payroll", "a.csv"),
    ...endpoint,
    ...denied("Access Denied"),
  }),
  event(2, "14:07", partner, "192.0.2.44", {
    ...s3,
    eventName: "PutObject",
    eventCategory: "NetworkActivity",
    eventType: "AwsVpceEvents",
    managementEvent: false,
    vpcEndpointId: "vpce-2",
    errorCode: "VpceAccessDenied",
    errorMessage: "The request was denied due to a VPC endpoint policy",
  }),
];

const identityCenter = [
  event(2, "07:50", dana, "203.0.113.77", { ...s3, eventName: "ListBuckets", readOnly: true }),
  event(
    2,
    "08:00",
    { "userIdentity.type": "IdentityCenterUser", "userIdentity.onBehalfOf.userId": "u-1" },
    "203.0.113.77",
    {
      eventSource: "signin.amazonaws.com",
      eventName: "UserAuthentication",
      eventType: "AwsServiceEvent",
      awsRegion: "us-east-1",
    },
  ),
  event(2, "08:05", dana, "203.0.113.77", { ...s3, eventName: "ListBuckets", readOnly: true }),
  event(2, "08:06", dana, "203.0.113.77", { ...s3, eventName: "GetBucketPolicy", readOnly: true }),
];

const tagged = (eventName: string, resourceId: string): Named => ({
  ...ec2,
  eventName,
  requestParameters: json({
    resourcesSet: { items: [{ resourceId }] },
    tagSet: { items: [{ key: "env", value: "prod" }] },
  }),
});
const tags = [
  event(1, "15:00", carol, office, tagged("CreateTags", "i-0a")),
  event(2, "15:00", ci, hotel, tagged("DeleteTags", "i-0a")),
  event(2, "15:01", alice, home, tagged("CreateTags", "i-0b")),
];

const iam = { eventSource: "iam.amazonaws.com", awsRegion: "us-east-1" };
const others = [
  event(2, "16:00", root, hotel, { ...iam, eventName: "CreateAccessKey" }),
  event(2, "16:05", bob, office, { ...iam, eventName: "CreateUser", ...denied("bob may not create users") }),
  event(2, "17:00", ci, hotel, {
    eventSource: "kms.amazonaws.com",
    eventName: "ListKeys",
    awsRegion: "ap-southeast-1",
    readOnly: true,
    "tlsDetails.tlsVersion": "TLSv1",
  }),
];

const request = (id: number, at: string, named: Named) =>
  record("s3_access", 100 + id, at, { requestId: `Q${id}`, operation: "REST.GET.OBJECT", httpStatus: 200n, ...named });
const access = [
  request(1, "2026-03-01T10:00:00Z", {
    bucket: "payroll",
    key: "a.csv",
    requester: alice["userIdentity.arn"] ?? null,
    bytesSent: 5000n,
  }),
  request(2, "2026-03-01T10:10:00Z", {
    bucket: "payroll",
    key: "a.csv",
    requester: bob["userIdentity.arn"] ?? null,
    bytesSent: 3000n,
  }),
  request(3, "2026-03-01T10:20:00Z", {
    bucket: "logs",
    key: "big.gz",
    requester: alice["userIdentity.arn"] ?? null,
    bytesSent: 100_000n,
  }),
  request(4, "2026-03-02T10:30:00Z", {
    bucket: "uploads",
    key: "x",
    operation: "REST.PUT.OBJECT",
    requester: "79a59df900b949e5",
    bytesSent: 0n,
    aclRequired: "Yes",
  }),
  request(5, "2026-03-02T10:40:00Z", { bucket: "uploads", key: "x", bytesSent: 700n, aclRequired: "Yes" }),
  request(6, "2026-03-02T10:50:00Z", { bucket: "public", key: "p.html", httpStatus: 304n, aclRequired: "Yes" }),
];

/** The account's records; `corpus/tiles` and `corpus/intents` ask them. */
export const accountRows: readonly StoreRow[] = [
  ...[logins, instances, securityGroups, trails, roles, snapshots, objects, identityCenter, tags, others].flat(),
  ...access,
];

import { z } from "zod";
import type { BucketPlace } from "./place.ts";

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const conditionValues = z.union([
  z.array(z.union([z.string(), z.boolean(), z.number()]).transform(String)),
  z.union([z.string(), z.boolean(), z.number()]).transform((value) => [String(value)]),
]);

const statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.literal("*"), z.record(z.string(), texts)]).optional(),
  Action: texts.optional(),
  Resource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
});

const policy = z.object({ Statement: z.union([z.array(statement), statement.transform((one) => [one])]) });

type Statement = z.infer<typeof statement>;

/** A policy as JSON has it; no statements where there is none. Null if it cannot be read. */
export function statementsOf(text: string | null): readonly Statement[] | null {
  if (text === null) return [];
  try {
    return policy.safeParse(JSON.parse(text)).data?.Statement ?? null;
  } catch {
    return null;
  }
}

/** What a service must be allowed to deliver for an account. */
interface Need {
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly accountId: string;
}

/**
 * The statements that a bucket's policy lacks for CloudTrail to deliver the logs of these accounts.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function missingForTrails(
  statements: readonly Statement[],
  { bucket, prefix }: BucketPlace,
  accountIds: readonly string[],
): readonly object[] {
  const service = "cloudtrail.amazonaws.com";
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const base = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  const folder = (accountId: string) => `${bucketArn}/${base}AWSLogs/${accountId}/`;
  const needs = (accountId: string): readonly Need[] => [
    { service, action: "s3:GetBucketAcl", resource: bucketArn, accountId },
    { service, action: "s3:PutObject", resource: `${folder(accountId)}CloudTrail/log`, accountId },
  ];
  const lacks = (index: number) => accountIds.filter((id) => !isMet(statements, needs(id)[index]));
  const [acl, write] = [lacks(0), lacks(1)];
  const trails = (ids: readonly string[]) => ids.map((id) => `arn:aws:cloudtrail:*:${id}:trail/*`);
  const common = { Effect: "Allow", Principal: { Service: service } };
  return [
    ...(acl.length === 0
      ? []
      : [
          {
            Sid: "TrailkeepCloudTrailAcl",
            ...common,
            Action: "s3:GetBucketAcl",
            Resource: bucketArn,
            Condition: { ArnLike: { "aws:SourceArn": trails(acl) } },
          },
        ]),
    ...(write.length === 0
      ? []
      : [
          {
            Sid: "TrailkeepCloudTrailWrite",
            ...common,
            Action: "s3:PutObject",
            Resource: write.map((id) => `${folder(id)}*`),
            Condition: {
              StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" },
              ArnLike: { "aws:SourceArn": trails(write) },
            },
          },
        ]),
  ];
}

/**
 * The statement that a bucket's policy lacks for S3 to deliver access logs of these accounts' buckets.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function missingForAccessLogs(
  statements: readonly Statement[],
  { bucket, prefix }: BucketPlace,
  accountIds: readonly string[],
): readonly object[] {
  const service = "logging.s3.amazonaws.com";
  const resource = `arn:aws:s3:::${bucket}/${prefix}`;
  const action = "s3:PutObject";
  const lacking = accountIds.filter(
    (accountId) => !isMet(statements, { service, action, resource: `${resource}log`, accountId }),
  );
  if (lacking.length === 0) return [];
  return [
    {
      Sid: "TrailkeepAccessLogs",
      Effect: "Allow",
      Principal: { Service: service },
      Action: action,
      Resource: `${resource}*`,
      Condition: { StringEquals: { "aws:SourceAccount": lacking } },
    },
  ];
}

/** Whether a statement allows it, and none without condition forbids it. */
function isMet(statements: readonly Statement[], need: Need | undefined): boolean {
  if (need === undefined) return true;
  const matching = statements.filter((one) => concerns(one, need));
  if (matching.some(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined)) return false;
  return matching.some((one) => one.Effect === "Allow" && conditionsHold(one, need));
}

function concerns({ Principal, Action = [], Resource = [] }: Statement, { service, action, resource }: Need): boolean {
  const services = Principal === "*" ? ["*"] : [...(Principal?.["Service"] ?? []), ...(Principal?.["AWS"] ?? [])];
  const isAddressed = services.some((one) => one === "*" || one === service);
  const isNamed = Action.some((one) => like(one.toLowerCase(), action.toLowerCase()));
  return isAddressed && isNamed && Resource.some((one) => like(one, resource));
}

/** Conditions that delivery fulfils; one that is not known here counts as not fulfilled. */
function conditionsHold({ Condition = {} }: Statement, { accountId }: Need): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      switch (key.toLowerCase()) {
        case "s3:x-amz-acl":
          return values.includes("bucket-owner-full-control");
        case "aws:sourceaccount":
          return values.some((value) => like(value, accountId));
        case "aws:sourcearn":
          return values.some((value) => sourceOf(value, accountId));
        case "aws:securetransport":
          return values.includes("true");
        default:
          return operator.endsWith("IfExists");
      }
    }),
  );
}

/** Whether an ARN, or a pattern of some, can be of the account; S3's own ARNs have no account. */
function sourceOf(pattern: string, accountId: string): boolean {
  const account = pattern.split(":")[4] ?? "*";
  return account === "" || like(account, accountId);
}

/** `*` and `?` as policies have them. */
function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

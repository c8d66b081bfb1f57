import { z } from "zod";

/** The words of AWS that the stores file is written in. Each says what it should have been. */

/** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const accountId = z
  .string("an account id is text: write it in quotes, so that no leading zero is lost")
  .regex(/^\d{12}$/, "an account id has 12 digits");

export const regionName = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "this is no region; one is written like `eu-west-1`");

export const storeName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, "a store's name has lower-case letters, digits, - and _, and begins with a letter")
  .refine(
    (name) => name !== "auto" && name !== "local",
    "`auto` and `local` have a meaning of their own: choose another",
  );

/** A name of Glue or Athena, which a dialect quotes. */
export function awsName(maxLength: number) {
  return z
    .string()
    .regex(/^[\w.@:-]+$/, "a name has letters, digits and . @ : - _")
    .max(maxLength, `a name has at most ${maxLength} characters`);
}

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetTable.html */
export const athenaTable = z.strictObject({
  catalog: awsName(256).optional().describe("`AwsDataCatalog` if left out."),
  database: awsName(255),
  table: awsName(255),
});

export const roleArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
    "this is no ARN of a role: `arn:aws:iam::<account>:role/<name>`",
  );

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** By id or ARN. @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html */
export const eventDataStore = z
  .string()
  .regex(
    new RegExp(String.raw`^(arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:eventdatastore/)?${uuid}$`),
    "an event data store is named by its id, a UUID in lower case, or by its ARN",
  );

const groupName = String.raw`[.\-_/#A-Za-z0-9]{1,512}`;

/** By name or ARN. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const logGroup = z
  .string()
  .regex(
    new RegExp(String.raw`^(arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:)?${groupName}$`),
    "a log group is named by its name, of letters, digits and . - _ / #, or by its ARN without `:*`",
  );

export const logGroupPrefix = z
  .string()
  .regex(new RegExp(`^${groupName}$`), "a prefix has letters, digits and . - _ / #");

export const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name has 3 to 63 lower-case letters, digits, . and -");

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function bucketUri(maxLength: number) {
  return z
    .string()
    .regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^\u0000-\u001f]*)?$/,
      "this is no place in S3: `s3://bucket/prefix/`",
    )
    .max(maxLength, `a place in S3 has at most ${maxLength} characters here`);
}

/** Credentials and records travel to it: over TLS, unless it is this machine. */
export const endpointUrl = z.url({ protocol: /^https?$/, error: "this is no URL: `https://host`" }).refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}, "an endpoint that is not this machine is `https:`");

export const instant = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/,
    "a moment is a date, `2024-05-01`, or RFC 3339 with an offset, `2024-05-01T12:00:00Z`",
  )
  .refine((text) => !Number.isNaN(Date.parse(text)), "the calendar has no such moment");

export const hour = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/, "an ingest hour is written like `2024-05-01T12`");

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const dynamoTable = z.string().regex(/^[\w.-]{3,255}$/, "a table's name has 3 to 255 letters, digits and ._-");

import type { AthenaClient } from "@aws-sdk/client-athena";
import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { STSClient } from "@aws-sdk/client-sts";

/** The one place where clients of AWS are made. Each SDK is loaded when the first store needs it. */

/** Credentials as the SDK takes them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Which region, under whose rights, at which address. */
export interface AwsPlace {
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly assumeRole?:
    | {
        readonly roleArn: string;
        readonly externalId?: string | undefined;
        readonly sessionName?: string | undefined;
      }
    | undefined;
  /** To begin with; the SDK's default chain if left out. */
  readonly credentials?: AwsCredentials | undefined;
}

export async function lakeClient(place: AwsPlace): Promise<CloudTrailClient> {
  const { CloudTrailClient } = await import("@aws-sdk/client-cloudtrail");
  const client = new CloudTrailClient(await settings(place));
  client.middlewareStack.add(markBusy, busyOptions);
  return client;
}

export async function athenaClient(place: AwsPlace): Promise<AthenaClient> {
  const { AthenaClient } = await import("@aws-sdk/client-athena");
  return new AthenaClient(await settings(place));
}

export async function logsClient(place: AwsPlace): Promise<CloudWatchLogsClient> {
  const { CloudWatchLogsClient } = await import("@aws-sdk/client-cloudwatch-logs");
  return new CloudWatchLogsClient(await settings(place));
}

export async function cloudwatchClient(place: AwsPlace): Promise<CloudWatchClient> {
  const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
  return new CloudWatchClient(await settings(place));
}

/** A bucket may be in another region than the one that is asked: the SDK follows where S3 sends it. */
export async function s3Client(place: AwsPlace): Promise<S3Client> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  return new S3Client({ ...(await settings(place)), followRegionRedirects: true });
}

export async function dynamodbClient(place: AwsPlace): Promise<DynamoDBClient> {
  const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
  return new DynamoDBClient(await settings(place));
}

export async function kmsClient(place: AwsPlace): Promise<KMSClient> {
  const { KMSClient } = await import("@aws-sdk/client-kms");
  return new KMSClient(await settings(place));
}

export async function taggingClient(place: AwsPlace): Promise<ResourceGroupsTaggingAPIClient> {
  const { ResourceGroupsTaggingAPIClient } = await import("@aws-sdk/client-resource-groups-tagging-api");
  return new ResourceGroupsTaggingAPIClient(await settings(place));
}

export async function stsClient(place: AwsPlace): Promise<STSClient> {
  const { STSClient } = await import("@aws-sdk/client-sts");
  return new STSClient(await settings(place));
}

export async function snsClient(place: AwsPlace): Promise<SNSClient> {
  const { SNSClient } = await import("@aws-sdk/client-sns");
  return new SNSClient(await settings(place));
}

/** Adaptive retry slows down before the service has to say so again. */
async function settings(place: AwsPlace) {
  const credentials = await credentialsOf(place);
  return {
    region: place.region,
    retryMode: "adaptive",
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

async function credentialsOf({ region, assumeRole, credentials }: AwsPlace) {
  if (assumeRole === undefined) return credentials;
  const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const { roleArn, externalId, sessionName = "trailkeep" } = assumeRole;
  return fromTemporaryCredentials({
    ...(credentials === undefined ? {} : { masterCredentials: credentials }),
    clientConfig: { region },
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
  });
}

const busyOptions = { step: "deserialize", priority: "high", name: "markBusy" } as const;

/** Lake's "too many queries" is throttling too, which the SDK does not know by that name: it is tried again like others. */
function markBusy<Args, Output>(next: (args: Args) => Promise<Output>): (args: Args) => Promise<Output> {
  return async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (error instanceof Error && error.name === "MaxConcurrentQueriesException") {
        Object.assign(error, { $retryable: { throttling: true } });
      }
      throw error;
    }
  };
}

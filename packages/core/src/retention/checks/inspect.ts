import { type CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyStatusCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { ask, orElse, partitionOf, sentence } from "../target/ask.ts";
import { readBucket } from "../target/bucket-state.ts";
import type { TargetOptions } from "../target/target.ts";
import type { Fact, ObservedBucketSecurity, ObservedTrail } from "./facts.ts";

/** An account's trails in a Region, its own and those that reach into it: one call, and one for each. */
export async function readTrails(
  client: CloudTrailClient,
  place: { readonly account: string; readonly region: string },
  { signal }: TargetOptions,
): Promise<readonly ObservedTrail[]> {
  const asked = (permission: string, store: string) => ({ permission, store, signal });
  const { trailList = [] } = await ask(
    asked("cloudtrail:DescribeTrails", `trails of ${place.account} in ${place.region}`),
    (options) => client.send(new DescribeTrailsCommand({}), options),
  );
  return Promise.all(
    trailList.map(async (trail): Promise<ObservedTrail> => {
      const id = trail.TrailARN ?? "";
      return {
        id,
        name: trail.Name ?? "",
        multiRegion: trail.IsMultiRegionTrail ?? false,
        logFileValidation: trail.LogFileValidationEnabled ?? false,
        kmsKeyId: trail.KmsKeyId ?? null,
        bucket: trail.S3BucketName ?? null,
        logGroupArn: trail.CloudWatchLogsLogGroupArn ?? null,
        isLogging: await fact(async () => {
          const status = await ask(asked("cloudtrail:GetTrailStatus", id), (options) =>
            client.send(new GetTrailStatusCommand({ Name: id }), options),
          );
          return status.IsLogging ?? false;
        }),
      };
    }),
  );
}

/** The groups that are everybody. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
const everybody = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/** What a bucket lets others do: nine calls. What is refused is unknown, with the permission that is missing. */
export async function readBucketSecurity(
  client: S3Client,
  name: string,
  region: string,
  { signal }: TargetOptions,
): Promise<ObservedBucketSecurity> {
  const id = `arn:${partitionOf(region)}:s3:::${name}`;
  const Bucket = name;
  const read = <Output>(
    permission: string,
    send: (options: { readonly abortSignal?: AbortSignal }) => Promise<Output>,
  ) => ask({ permission, store: id, signal }, send);
  const [publicAccessBlocked, policyIsPublic, publicGrants, loggingTo, encryption, state] = await Promise.all([
    fact(async () => {
      const { PublicAccessBlockConfiguration: block } = await orElse(
        ["NoSuchPublicAccessBlockConfiguration"],
        { PublicAccessBlockConfiguration: undefined },
        read("s3:GetBucketPublicAccessBlock", (options) =>
          client.send(new GetPublicAccessBlockCommand({ Bucket }), options),
        ),
      );
      const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } = block ?? {};
      return [BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets].every((on) => on === true);
    }),
    fact(async () => {
      const { PolicyStatus } = await orElse(
        ["NoSuchBucketPolicy"],
        { PolicyStatus: undefined },
        read("s3:GetBucketPolicyStatus", (options) =>
          client.send(new GetBucketPolicyStatusCommand({ Bucket }), options),
        ),
      );
      return PolicyStatus?.IsPublic ?? false;
    }),
    fact(async () => {
      const { Grants = [] } = await read("s3:GetBucketAcl", (options) =>
        client.send(new GetBucketAclCommand({ Bucket }), options),
      );
      return Grants.flatMap(({ Grantee }) => everybody.exec(Grantee?.URI ?? "")?.[1] ?? []);
    }),
    fact(async () => {
      const { LoggingEnabled } = await read("s3:GetBucketLogging", (options) =>
        client.send(new GetBucketLoggingCommand({ Bucket }), options),
      );
      return LoggingEnabled?.TargetBucket ?? null;
    }),
    fact(async () => {
      const { ServerSideEncryptionConfiguration: configuration } = await orElse(
        ["ServerSideEncryptionConfigurationNotFoundError"],
        { ServerSideEncryptionConfiguration: undefined },
        read("s3:GetEncryptionConfiguration", (options) =>
          client.send(new GetBucketEncryptionCommand({ Bucket }), options),
        ),
      );
      return configuration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? null;
    }),
    fact(async () => (await readBucket(client, name, { signal })).state),
  ]);
  return { id, name, publicAccessBlocked, policyIsPublic, publicGrants, loggingTo, encryption, state };
}

async function fact<T>(read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    return { known: false, why: sentence(error) };
  }
}

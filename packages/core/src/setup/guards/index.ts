import { type CloudTrailClient, DescribeTrailsCommand, GetEventSelectorsCommand } from "@aws-sdk/client-cloudtrail";
import { GetBucketLoggingCommand, GetBucketPolicyCommand, type S3Client } from "@aws-sdk/client-s3";
import { type AwsPlace, lakeClient, s3Client } from "../../engine/aws.ts";
import { storeFailure } from "../../engine/remote/failure.ts";
import { type Flow, loopsIn, loopText } from "./loop.ts";
import { type BucketPlace, bucketPlace, placeText } from "./place.ts";
import { missingForAccessLogs, missingForTrails, statementsOf } from "./policy.ts";
import { records } from "./selector.ts";

export interface CheckSetupOptions {
  /** Where the store is, or is to be. */
  readonly store: string;
  /** Where CloudTrail's log files are taken from. */
  readonly trailLogs: readonly string[];
  /** Where S3 access logs are taken from. */
  readonly accessLogs: readonly string[];
  /** Whose logs are to be delivered there; nobody's policy is looked at if it is empty. */
  readonly accountIds: readonly string[];
  /** The service's address, for each; the SDK's if left out. */
  readonly s3Endpoint?: string | undefined;
  readonly cloudTrailEndpoint?: string | undefined;
}

/** What stands in the way of setting it up so. */
export interface SetupProblem {
  readonly message: string;
  readonly hint: string;
  /** Statements that a bucket's policy lacks. */
  readonly statements: readonly object[];
}

/**
 * Looks whether what is to be set up would feed itself: a bucket that logs to itself, a store in the bucket that it takes
 * logs from, a trail that records what the store does and delivers where the store takes logs from, and longer loops. And
 * whether logs of all the accounts may be delivered. Nothing is changed.
 * @throws TrailkeepError invalid-request, and what the clients' errors mean
 */
export async function checkSetup(place: AwsPlace, options: CheckSetupOptions): Promise<readonly SetupProblem[]> {
  const store = bucketPlace(options.store);
  const [trailLogs, accessLogs] = [options.trailLogs.map(bucketPlace), options.accessLogs.map(bucketPlace)];
  const s3 = await s3Client({ ...place, endpoint: options.s3Endpoint });
  const cloudTrail = await lakeClient({ ...place, endpoint: options.cloudTrailEndpoint });
  try {
    const sources = [...trailLogs, ...accessLogs];
    const flows = await flowsOf(s3, cloudTrail, store, sources);
    return [
      ...sources.filter(({ bucket }) => bucket === store.bucket).map((source) => sameBucket(source, store)),
      ...loopsIn(flows).map(loopProblem),
      ...(await policyProblems(s3, trailLogs, accessLogs, options.accountIds)),
    ];
  } catch (error) {
    throw storeFailure(error, "setup");
  } finally {
    s3.destroy();
    cloudTrail.destroy();
  }
}

async function flowsOf(
  s3: S3Client,
  cloudTrail: CloudTrailClient,
  store: BucketPlace,
  sources: readonly BucketPlace[],
): Promise<readonly Flow[]> {
  const flows: Flow[] = sources
    .filter(({ bucket }) => bucket !== store.bucket)
    .map((from) => ({ from, to: store, how: "is taken into the store" }));
  const places = [store, ...sources];
  for (const bucket of new Set(places.map((one) => one.bucket))) flows.push(...(await loggingOf(s3, bucket)));
  return [...flows, ...(await recordedBy(cloudTrail, places))];
}

async function loggingOf(s3: S3Client, bucket: string): Promise<readonly Flow[]> {
  const { LoggingEnabled } = await s3.send(new GetBucketLoggingCommand({ Bucket: bucket }));
  if (LoggingEnabled?.TargetBucket === undefined) return [];
  const to = { bucket: LoggingEnabled.TargetBucket, prefix: LoggingEnabled.TargetPrefix ?? "" };
  return [{ from: { bucket, prefix: "" }, to, how: "is logged by S3 into" }];
}

/** Of each trail that records what is done in one of the places, where it delivers that. */
async function recordedBy(client: CloudTrailClient, places: readonly BucketPlace[]): Promise<readonly Flow[]> {
  const flows: Flow[] = [];
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  for (const { Name, TrailARN, S3BucketName, S3KeyPrefix } of trailList) {
    if (S3BucketName === undefined || TrailARN === undefined) continue;
    const { EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] } = await client.send(
      new GetEventSelectorsCommand({ TrailName: TrailARN }),
    );
    const to = { bucket: S3BucketName, prefix: S3KeyPrefix === undefined ? "" : `${S3KeyPrefix}/` };
    for (const from of places) {
      if (!records({ basic, advanced }, from)) continue;
      flows.push({ from, to, how: `is recorded by the trail ${Name ?? TrailARN} into` });
    }
  }
  return flows;
}

async function policyProblems(
  s3: S3Client,
  trailLogs: readonly BucketPlace[],
  accessLogs: readonly BucketPlace[],
  accountIds: readonly string[],
): Promise<readonly SetupProblem[]> {
  if (accountIds.length === 0) return [];
  const problems: SetupProblem[] = [];
  for (const [places, missing] of [
    [trailLogs, missingForTrails],
    [accessLogs, missingForAccessLogs],
  ] as const) {
    for (const place of places) {
      const statements = statementsOf(await policyOf(s3, place.bucket));
      if (statements === null) problems.push(unreadablePolicy(place));
      else {
        const lacking = missing(statements, place, accountIds);
        if (lacking.length > 0) problems.push(lackingPolicy(place, lacking));
      }
    }
  }
  return problems;
}

async function policyOf(s3: S3Client, bucket: string): Promise<string | null> {
  try {
    return (await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy ?? null;
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchBucketPolicy") return null;
    throw error;
  }
}

function sameBucket(source: BucketPlace, store: BucketPlace): SetupProblem {
  return {
    message: `logs are taken from ${placeText(source)} into ${placeText(store)}: that is one bucket, so every file that the store writes is announced as a log file to be taken`,
    hint: "give the store a bucket of its own",
    statements: [],
  };
}

function loopProblem(loop: readonly Flow[]): SetupProblem {
  return {
    message: `this goes round for ever, and each turn costs: ${loopText(loop)}`,
    hint: "log into a bucket that is not logged itself, and leave the store's bucket out of the trail's selectors (resources.ARN NotStartsWith)",
    statements: [],
  };
}

function lackingPolicy(place: BucketPlace, statements: readonly object[]): SetupProblem {
  return {
    message: `the policy of the bucket ${place.bucket} does not let the logs of every account be delivered to ${placeText(place)}`,
    hint: "add these statements to it",
    statements,
  };
}

function unreadablePolicy({ bucket }: BucketPlace): SetupProblem {
  return {
    message: `the policy of the bucket ${bucket} has a form that is not understood here`,
    hint: "check by hand that the logs of every account may be delivered",
    statements: [],
  };
}

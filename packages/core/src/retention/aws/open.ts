import type { KeyObject } from "node:crypto";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { dynamodbClient, kmsClient, s3Client, stsClient } from "../../engine/aws.ts";
import { storeFailure } from "../../engine/remote/failure.ts";
import { TrailkeepError } from "../../error.ts";
import { storesText } from "../../remote/stores-text.ts";
import { parseStores } from "../../stores/parse.ts";
import type { RetentionPlace } from "../../stores/schema.ts";
import { stateLock } from "../apply/lock.ts";
import { EvidenceLog } from "../evidence/index.ts";
import { type RetentionNeeds, RetentionService } from "../service.ts";
import { openPlaces } from "../target/index.ts";
import { DynamoState } from "./dynamo-state.ts";
import { kmsSigner } from "./kms-signer.ts";
import { s3Anchor } from "./s3-anchor.ts";

/** Where retention is kept when it is kept in AWS. */
export interface AwsRetentionHome {
  /** A table of DynamoDB with text keys `pk` and `sk`: plans and evidence. */
  readonly table: string;
  /** The ARN of the KMS key that signs; its Region is that of the table. */
  readonly keyArn: string;
  /** `s3://bucket/key`: where the end of the evidence is anchored. */
  readonly anchor: string;
}

type Needs = Pick<RetentionNeeds, "now" | "onStep" | "readBackEveryMs">;

export interface OpenRetentionHome extends Needs {
  readonly home: AwsRetentionHome;
  /** Stores to look at; or where they are declared, a stores file's text, path or `s3://bucket/key`, and the Region of that. */
  readonly places: readonly RetentionPlace[] | { readonly declared: string; readonly region: string };
}

/** Retention in AWS, for whoever acts. */
export interface RetentionHome {
  readonly places: readonly RetentionPlace[];
  /** As a principal may use it: whoever calls this has established who that is. */
  as(principal: string): RetentionService;
  close(): void;
}

/**
 * Opens retention whose evidence is in AWS: records in DynamoDB, signed by KMS, anchored in S3. Every process that names the same
 * table acts on the same chain.
 * @throws TrailkeepError invalid-config, and what reading the declaration from S3 fails with
 */
export async function openRetentionHome({ home, places: given, ...rest }: OpenRetentionHome): Promise<RetentionHome> {
  const region = regionOf(home.keyArn);
  const anchorPlace = objectAt(home.anchor);
  const places = "declared" in given ? await declaredPlaces(given) : given;
  const [dynamo, kms, s3] = [await dynamodbClient({ region }), await kmsClient({ region }), await s3Client({ region })];
  const state = new DynamoState(dynamo, home.table);
  let signer: ReturnType<typeof kmsSigner> | undefined;
  const opened = () => {
    signer ??= kmsSigner(kms, home.keyArn).catch((error: unknown) => {
      signer = undefined;
      throw error;
    });
    return signer;
  };
  const evidence = new EvidenceLog({
    state,
    anchor: s3Anchor(s3, anchorPlace),
    signer: opened,
    publicKey: async (): Promise<KeyObject> => (await opened()).publicKey,
  });
  return {
    places,
    as(principal) {
      const lock = stateLock(state, principal, rest.now ?? Date.now);
      return new RetentionService({ state, evidence, targets: openPlaces(places), principal, lock, ...rest });
    },
    close() {
      for (const client of [dynamo, kms, s3]) client.destroy();
    },
  };
}

export interface OpenAwsRetention extends OpenRetentionHome {
  /** Who asks; what STS says of the credentials if left out. */
  readonly principal?: string | undefined;
}

export interface AwsRetention {
  readonly retention: RetentionService;
  readonly principal: string;
  close(): void;
}

/**
 * The same, for the caller's STS identity.
 * @throws TrailkeepError invalid-config, credentials, forbidden, store-failed
 */
export async function openAwsRetention({ principal, ...options }: OpenAwsRetention): Promise<AwsRetention> {
  const home = await openRetentionHome(options);
  try {
    const who = principal ?? (await callerArn(regionOf(options.home.keyArn)));
    return { retention: home.as(who), principal: who, close: () => home.close() };
  } catch (error) {
    home.close();
    throw error;
  }
}

async function declaredPlaces({ declared, region }: { readonly declared: string; readonly region: string }) {
  const s3 = await s3Client({ region });
  const { text, name } = await storesText({ declared }, s3).finally(() => s3.destroy());
  return parseStores(text, name).retention;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
async function callerArn(region: string): Promise<string> {
  const client = await stsClient({ region });
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    if (Arn !== undefined) return Arn;
    throw new TrailkeepError("credentials", "STS does not say whose the credentials are");
  } catch (error) {
    throw storeFailure(error, "sts");
  } finally {
    client.destroy();
  }
}

function regionOf(keyArn: string): string {
  const region = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(key|alias)\/.+$/.exec(keyArn)?.[1];
  if (region !== undefined) return region;
  const hint = "as in arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  throw new TrailkeepError("invalid-config", { message: `${JSON.stringify(keyArn)} is no ARN of a KMS key`, hint });
}

function objectAt(uri: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/.exec(uri) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  const hint = "as in s3://audit-anchor/retention/anchor.json";
  throw new TrailkeepError("invalid-config", { message: `${JSON.stringify(uri)} is no object in S3`, hint });
}

import { randomBytes } from "node:crypto";
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { inject } from "vitest";
import { type Dynamo, dynamoClient, s3Client } from "../../../packages/ingest/src/aws.ts";
import { createTable } from "./table.ts";

/** An AWS account of a test's own in the emulator: a bucket of logs, one for the store, and the ledger's table. */
export interface Account {
  readonly s3: S3Client;
  readonly dynamo: Dynamo;
  readonly logs: string;
  readonly store: string;
  readonly table: string;
}

/** What the SDK's clients, here and in child processes, need to know. */
function awsEnvironment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    // Logs and metrics go through the console, where a test can see them.
    POWERTOOLS_DEV: "true",
    POWERTOOLS_METRICS_DISABLED: "false",
  };
}

/** Points the clients of this process to the emulator of this run. */
export function useEmulator(): void {
  Object.assign(process.env, awsEnvironment(inject("ministack").url));
}

export async function newAccount(options: { readonly isVersioned?: boolean } = {}): Promise<Account> {
  useEmulator();
  const suffix = randomBytes(5).toString("hex");
  const [logs, store, table] = [`logs-${suffix}`, `store-${suffix}`, `ledger-${suffix}`];
  const [s3, dynamo] = [s3Client(), dynamoClient()];
  for (const Bucket of [logs, store]) await s3.send(new CreateBucketCommand({ Bucket }));
  if (options.isVersioned === true) {
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: logs, VersioningConfiguration }));
  }
  await createTable(dynamo.client, table);
  return { s3, dynamo, logs, store, table };
}

/** Puts an object, and answers with what S3's notification would say of it. */
export async function put({ s3, logs }: Account, key: string, body: string | Uint8Array) {
  const { ETag, VersionId } = await s3.send(new PutObjectCommand({ Bucket: logs, Key: key, Body: body }));
  const sizeBytes = Buffer.byteLength(body);
  const version =
    VersionId === undefined
      ? { kind: "etag" as const, value: (ETag ?? "").replaceAll('"', "") }
      : { kind: "id" as const, value: VersionId };
  return { bucket: logs, key, version, sizeBytes, storedMs: null };
}

/** The environment of the ingest function. */
export function settingsOf({ store, table }: Account): Record<string, string> {
  return { TRAILKEEP_STORE: `s3://${store}/trails/`, TRAILKEEP_LEDGER: table };
}

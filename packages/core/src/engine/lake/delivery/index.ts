import { stat } from "node:fs/promises";
import { TrailkeepError } from "../../../error.ts";
import { type AwsPlace, lakeClient, s3Client } from "../../aws.ts";
import { storeFailure } from "../../remote/failure.ts";
import { type ClientOf, checkFolder } from "./check.ts";
import { bucketFolder, type DeliveryFolder, localFolder } from "./folder.ts";
import type { DeliveryReport } from "./report.ts";

export type { DeliveredFile, DeliveryReport } from "./report.ts";

/** Under whose rights, and at which addresses; the region, if left out, is the one that the sign file names. */
export interface VerifyOptions extends Omit<AwsPlace, "region"> {
  readonly region?: string | undefined;
  /** Another address of S3; `endpoint` is CloudTrail's. */
  readonly s3Endpoint?: string | undefined;
}

/**
 * Verifies a result that CloudTrail Lake delivered: in S3 (`s3://bucket/.../<query id>/`), or in a folder that it was copied
 * to. What is wrong with it is in the report.
 * @throws TrailkeepError unreadable-input, credentials, forbidden, not-found, store-unreachable, store-failed
 */
export async function verifyDelivery(location: string, options: VerifyOptions = {}): Promise<DeliveryReport> {
  const { region, s3Endpoint, ...rest } = options;
  const opened: { destroy(): void }[] = [];
  const kept = <T extends { destroy(): void }>(client: T): T => {
    opened.push(client);
    return client;
  };
  const clientOf: ClientOf = async (signedIn) => kept(await lakeClient({ ...rest, region: region ?? signedIn }));
  try {
    if (!location.startsWith("s3://")) return await checkFolder(await folderAt(location), location, clientOf);
    const client = kept(await s3Client({ ...rest, region: region ?? "us-east-1", endpoint: s3Endpoint }));
    return await checkFolder(bucketFolder(client, location), location, clientOf);
  } catch (error) {
    throw storeFailure(error, location);
  } finally {
    for (const client of opened) client.destroy();
  }
}

async function folderAt(path: string): Promise<DeliveryFolder> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return localFolder(path);
  const hint = "name the folder that holds result_sign.json, or its `s3://` address";
  throw new TrailkeepError("unreadable-input", { message: "there is no such folder", at: path, hint });
}

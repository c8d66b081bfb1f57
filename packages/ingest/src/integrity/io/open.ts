import { TrailkeepError } from "@trailkeep/core/error";
import { cloudTrailClient, s3Client } from "./clients.ts";
import type { Evidence } from "./evidence.ts";
import { folderEvidence } from "./folder.ts";
import { keptKeys, listedKeys, type PublicKeys } from "./keys.ts";
import { s3Evidence } from "./s3.ts";

const bucketForm = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>.*))?$/;

/**
 * The evidence at `s3://bucket/prefix`, or in a folder that is a copy of it.
 * @param copyPrefix for a folder: what stood before it in the bucket's keys
 * @throws TrailkeepError unreadable-input, invalid-request
 */
export function openEvidence(location: string, copyPrefix = ""): Evidence {
  if (!location.startsWith("s3://")) return folderEvidence(location, withSlash(copyPrefix));
  const found = bucketForm.exec(location)?.groups;
  if (found === undefined || copyPrefix !== "") {
    const message = found === undefined ? "this is no bucket" : "a bucket's prefix is part of its address";
    throw new TrailkeepError("invalid-request", { message, at: location, hint: "write `s3://bucket/prefix`" });
  }
  return s3Evidence(s3Client(), found["bucket"] ?? "", withSlash(found["prefix"] ?? ""));
}

/**
 * CloudTrail's public keys: those that were kept in files, or else what CloudTrail says.
 * @throws TrailkeepError unreadable-input
 */
export async function openKeys(files: readonly string[]): Promise<PublicKeys> {
  return files.length > 0 ? keptKeys(files) : listedKeys(cloudTrailClient);
}

/** A prefix may be written with a slash at its end or without; what stands before `AWSLogs/` has one. */
function withSlash(prefix: string): string {
  const inner = prefix.replace(/^\/+|\/+$/g, "");
  return inner === "" ? "" : `${inner}/`;
}

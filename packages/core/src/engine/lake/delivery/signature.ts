import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { type CloudTrailClient, paginateListPublicKeys } from "@aws-sdk/client-cloudtrail";
import type { SignFile } from "./sign-file.ts";

/** For how long after a query CloudTrail may still sign with a key that was in use then; AWS's own command asks for as much. */
const keyPeriodMs = 20 * 86_400_000;

/**
 * Whether CloudTrail signed what a sign file says of its files: RSA with PKCS#1 v1.5 and SHA-256, over the files' hashes in
 * their order with one space between. Null where CloudTrail does not have the key in that region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-validation-sign-file-structure.html
 */
export async function isSigned(sign: SignFile, client: CloudTrailClient): Promise<boolean | null> {
  const key = await publicKey(sign, client);
  if (key === null) return null;
  const text = sign.files.map(({ fileHashValue }) => fileHashValue).join(" ");
  return verify("RSA-SHA256", Buffer.from(text), key, Buffer.from(sign.hashSignature, "hex"));
}

async function publicKey(
  { queryCompleteTime, publicKeyFingerprint }: SignFile,
  client: CloudTrailClient,
): Promise<KeyObject | null> {
  const completedMs = Date.parse(queryCompleteTime);
  const period = { StartTime: new Date(completedMs), EndTime: new Date(completedMs + keyPeriodMs) };
  for await (const { PublicKeyList = [] } of paginateListPublicKeys({ client }, period)) {
    const found = PublicKeyList.find(({ Fingerprint }) => Fingerprint === publicKeyFingerprint);
    if (found?.Value !== undefined) {
      return createPublicKey({ key: Buffer.from(found.Value), format: "der", type: "pkcs1" });
    }
  }
  return null;
}

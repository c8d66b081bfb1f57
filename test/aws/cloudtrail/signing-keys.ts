import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { z } from "zod";
import { sliceOf } from "../paging.ts";
import { AwsError } from "../service.ts";

/** A key pair of CloudTrail's in a region, and the time in which it signs. */
export interface SigningKey {
  readonly fingerprint: string;
  /** DER of PKCS#1, as ListPublicKeys gives it. */
  readonly publicKey: Buffer;
  readonly privateKey: KeyObject;
  readonly startMs: number;
  readonly endMs: number;
}

/** Keys are listed so many at a time here, so that one that is asked for may be on a later page. */
const pageSize = 2;

const listInput = z.object({
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
  NextToken: z.string().optional(),
});

/** The keys that CloudTrail signs with in one region. */
export class SigningKeys {
  readonly #keys: SigningKey[] = [];

  /** A new key that signs in a period; for ever if left out. */
  add(startMs = 0, endMs = Number.MAX_SAFE_INTEGER): SigningKey {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const der = publicKey.export({ format: "der", type: "pkcs1" });
    const fingerprint = createHash("md5").update(der).digest("hex");
    const key: SigningKey = { fingerprint, publicKey: der, privateKey, startMs, endMs };
    this.#keys.push(key);
    return key;
  }

  /** ListPublicKeys: keys whose period overlaps the one that is asked for. @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html */
  list(input: unknown): unknown {
    const { data } = listInput.safeParse(input);
    if (data === undefined) throw new AwsError("InvalidTimeRangeException", "The time range is not valid");
    const { StartTime = 0, EndTime = Number.MAX_SAFE_INTEGER / 1_000, NextToken } = data;
    if (StartTime > EndTime) throw new AwsError("InvalidTimeRangeException", "The start is after the end");
    const matching = this.#keys.filter(
      ({ startMs, endMs }) => startMs <= EndTime * 1_000 && StartTime * 1_000 <= endMs,
    );
    const { items, nextToken } = sliceOf(matching, "keys", NextToken, pageSize, "InvalidTokenException");
    return {
      PublicKeyList: items.map(({ publicKey, fingerprint, startMs, endMs }) => ({
        Value: publicKey.toString("base64"),
        Fingerprint: fingerprint,
        ValidityStartTime: startMs / 1_000,
        ValidityEndTime: Math.min(endMs, 4_102_444_800_000) / 1_000,
      })),
      ...(nextToken === null ? {} : { NextToken: nextToken }),
    };
  }
}

/** SHA256withRSA, PKCS#1 v1.5, in hexadecimal. */
export function signatureOf(text: string, { privateKey }: SigningKey): string {
  return sign("RSA-SHA256", Buffer.from(text), privateKey).toString("hex");
}

import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** A key pair as CloudTrail has them for a region, made up. */
export interface SigningKey {
  readonly fingerprint: string;
  /** Base64 of DER, PKCS #1, as ListPublicKeys answers. */
  readonly value: string;
  /** SHA256withRSA, hex. */
  sign(text: string): string;
}

export function signingKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = publicKey.export({ type: "pkcs1", format: "der" });
  return {
    fingerprint: createHash("md5").update(der).digest("hex"),
    value: der.toString("base64"),
    sign: (text) => sign("RSA-SHA256", Buffer.from(text), privateKey).toString("hex"),
  };
}

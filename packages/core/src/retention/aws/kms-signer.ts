import { createPublicKey } from "node:crypto";
import { GetPublicKeyCommand, type KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { storeFailure } from "../../engine/remote/failure.ts";
import { TrailkeepError } from "../../error.ts";
import type { Signer } from "../evidence/index.ts";

/**
 * A signer whose key never leaves KMS: key spec `ECC_NIST_EDWARDS25519`, which signs as RFC 8032 says.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 * @throws TrailkeepError invalid-config if the key is of another kind, forbidden, store-failed
 */
export async function kmsSigner(client: KMSClient, keyArn: string): Promise<Signer> {
  async function asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw storeFailure(error, keyArn);
    }
  }
  const { PublicKey, KeySpec, KeyUsage } = await asked(() => client.send(new GetPublicKeyCommand({ KeyId: keyArn })));
  if (PublicKey === undefined || KeySpec !== "ECC_NIST_EDWARDS25519" || KeyUsage !== "SIGN_VERIFY") {
    const message = `the key is of the kind ${KeySpec}, for ${KeyUsage}`;
    const hint = "make one of the key spec ECC_NIST_EDWARDS25519, for SIGN_VERIFY";
    throw new TrailkeepError("invalid-config", { message, at: keyArn, hint });
  }
  return {
    publicKey: createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" }),
    sign: (message) =>
      asked(async () => {
        const { Signature } = await client.send(
          new SignCommand({
            KeyId: keyArn,
            Message: message,
            MessageType: "RAW",
            SigningAlgorithm: "ED25519_SHA_512",
          }),
        );
        if (Signature === undefined) throw new TrailkeepError("store-failed", "KMS gave no signature");
        return Buffer.from(Signature);
      }),
  };
}

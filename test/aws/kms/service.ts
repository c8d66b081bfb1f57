import { generateKeyPairSync, sign } from "node:crypto";
import { z } from "zod";
import { AwsError, type AwsService } from "../service.ts";

const signInput = z.object({
  KeyId: z.string(),
  Message: z.base64(),
  MessageType: z.enum(["RAW", "DIGEST", "EXTERNAL_MU"]).default("RAW"),
  SigningAlgorithm: z.string(),
});

/** A message that KMS signs as it is has at most so many bytes: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
const maxMessageBytes = 4_096;

/**
 * KMS with one asymmetric key, of a key spec: its public key, and signatures by it.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/asymmetric-key-specs.html
 */
export function kmsService(keyArn: string, spec: "ECC_NIST_EDWARDS25519" | "RSA_2048"): AwsService {
  const { privateKey, publicKey } =
    spec === "RSA_2048" ? generateKeyPairSync("rsa", { modulusLength: 2_048 }) : generateKeyPairSync("ed25519");
  const own = (KeyId: string) => {
    if (KeyId === keyArn) return { KeyId: keyArn };
    throw new AwsError("NotFoundException", `Key '${KeyId}' does not exist`);
  };
  return {
    target: "TrentService",
    operations: {
      GetPublicKey: async ({ KeyId }) => ({
        ...own(String(KeyId)),
        PublicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
        KeySpec: spec,
        KeyUsage: "SIGN_VERIFY",
        SigningAlgorithms: ["ED25519_SHA_512", "ED25519_PH_SHA_512"],
      }),
      Sign: async (input) => {
        const { KeyId, Message, MessageType, SigningAlgorithm } = signInput.parse(input);
        const message = Buffer.from(Message, "base64");
        // The algorithm without a hash before takes messages as they are, and no other.
        if (SigningAlgorithm !== "ED25519_SHA_512" || MessageType !== "RAW" || message.length > maxMessageBytes) {
          throw new AwsError("ValidationException", `${SigningAlgorithm} does not sign ${MessageType} messages`);
        }
        return { ...own(KeyId), SigningAlgorithm, Signature: sign(null, message, privateKey).toString("base64") };
      },
    },
  };
}

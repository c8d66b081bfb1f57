import { type KeyObject, sign } from "node:crypto";
import type { SigningKey } from "./key.ts";

/** What signs evidence: Ed25519 (RFC 8032), by a key in a file or one that never leaves its service. */
export interface Signer {
  readonly publicKey: KeyObject;
  /** The 64 bytes of the signature over a message. */
  sign(message: Uint8Array): Promise<Buffer>;
}

export function localSigner({ privateKey, publicKey }: SigningKey): Signer {
  return { publicKey, sign: async (message) => sign(null, message, privateKey) };
}

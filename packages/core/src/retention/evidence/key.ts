import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { TrailkeepError } from "../../error.ts";
import { atDisk, makeFolder, syncPath } from "../../store/disk.ts";

/** The key that evidence is signed with: Ed25519 (RFC 8032), as PKCS #8 PEM in a file that only its owner may read. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The key of a file, which is made, once, if it is not there.
 * @throws TrailkeepError forbidden if others may read it, invalid-config if it is no Ed25519 key, storage-failed
 */
export function openSigningKey(path: string): SigningKey {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) atDisk(path, () => makeKey(path));
  return readSigningKey(path);
}

/** The key of a file that has to be there. */
export function readSigningKey(path: string): SigningKey {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    const hint = "it is made with the first record of evidence; name another place with TRAILKEEP_EVIDENCE_KEY";
    throw new TrailkeepError("not-found", { message: "there is no signing key", at: path, hint });
  }
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    const hint = "`chmod 600` it, and ask who may have read it";
    throw new TrailkeepError("forbidden", { message: "others may read the signing key", at: path, hint });
  }
  const privateKey = parsed(path);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** Made under another name and linked: of two processes one wins, and nobody sees half a key. */
function makeKey(path: string): void {
  makeFolder(dirname(path));
  const { privateKey } = generateKeyPairSync("ed25519");
  const made = `${path}.${process.pid}`;
  rmSync(made, { force: true });
  const descriptor = openSync(made, "wx", 0o600);
  try {
    writeSync(descriptor, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(made, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(made, { force: true });
  }
  syncPath(dirname(path));
}

function parsed(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (error) {
    throw notAKey(path, error);
  }
  throw notAKey(path);
}

function notAKey(path: string, cause?: unknown): TrailkeepError {
  const message = "the signing key is no Ed25519 private key in PEM";
  return new TrailkeepError("invalid-config", { message, at: path, hint: "restore it from its backup" }, { cause });
}

import { createHash, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir, hostname, userInfo } from "node:os";
import { join } from "node:path";
import type { Store } from "../store/index.ts";
import { anchorFile, EvidenceLog, localSigner, openSigningKey, readSigningKey } from "./evidence/index.ts";
import { type RetentionNeeds, RetentionService } from "./service.ts";
import type { OpenTargets } from "./target/index.ts";
import { localStoreTarget } from "./target/local-store.ts";

export interface OpenRetentionOptions extends Pick<RetentionNeeds, "now" | "onStep" | "readBackEveryMs"> {
  readonly store: Store;
  /** Stores beside the embedded one. */
  readonly targets?: OpenTargets | undefined;
  /** Who asks; the operating-system user if left out. */
  readonly principal?: string | undefined;
  /** The file of the signing key, and that of the chain's anchor. See {@link evidencePlaces}. */
  readonly keyFile?: string | undefined;
  readonly anchorFile?: string | undefined;
  /** A public key in PEM to verify with, where the signing key is not at hand. */
  readonly publicKeyFile?: string | undefined;
}

/** Retention of the embedded store and of those given beside it. Nothing is written before something is put on record. */
export function openRetention(options: OpenRetentionOptions): RetentionService {
  const {
    store,
    targets = async () => [],
    principal = systemPrincipal(),
    keyFile,
    anchorFile: anchor,
    publicKeyFile,
    ...rest
  } = options;
  const places = evidencePlaces(store.root);
  const key = keyFile ?? places.keyFile;
  const evidence = new EvidenceLog({
    state: store.state,
    anchor: anchorFile(anchor ?? places.anchorFile),
    signer: async () => localSigner(openSigningKey(key)),
    publicKey: async () =>
      publicKeyFile === undefined ? readSigningKey(key).publicKey : createPublicKey(readFileSync(publicKeyFile)),
  });
  return new RetentionService({
    state: store.state,
    evidence,
    targets: async (terms) => [localStoreTarget({ store }), ...(await targets(terms))],
    principal,
    ...rest,
  });
}

/**
 * Where the key and the anchor are if nothing is said: outside the store's folder, so that who can write there cannot also
 * write its history anew. `TRAILKEEP_EVIDENCE_KEY` and `TRAILKEEP_ANCHOR` name other places.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function evidencePlaces(root: string): { readonly keyFile: string; readonly anchorFile: string } {
  const config = process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config");
  const state = process.env["XDG_STATE_HOME"] || join(homedir(), ".local", "state");
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  return {
    keyFile: process.env["TRAILKEEP_EVIDENCE_KEY"] || join(config, "trailkeep", "evidence-key.pem"),
    anchorFile: process.env["TRAILKEEP_ANCHOR"] || join(state, "trailkeep", `anchor-${name}.json`),
  };
}

/** The operating-system user, until the service has authentication. */
export function systemPrincipal(): string {
  return `os:${userInfo().username}@${hostname()}`;
}

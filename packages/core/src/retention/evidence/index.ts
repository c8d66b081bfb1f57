export { type AnchorStore, anchorFile } from "./anchor-file.ts";
export {
  type Anchor,
  anchorOf,
  anchorSchema,
  type EvidenceEntry,
  type EvidenceRecord,
  evidenceRecordSchema,
  keyIdOf,
  nextRecord,
  type Tampering,
  verifyChain,
} from "./chain.ts";
export { openSigningKey, readSigningKey, type SigningKey } from "./key.ts";
export { EvidenceLog, type EvidenceNeeds, EvidenceReader } from "./log.ts";
export { localSigner, type Signer } from "./signer.ts";

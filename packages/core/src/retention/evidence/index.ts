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

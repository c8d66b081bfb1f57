export { type ArchiveClass, archiveClasses, restoredClasses } from "./archive.ts";
export { type Duration, longestDays, parseDuration, shortestDays } from "./duration.ts";
export { type Policy, policiesOf } from "./policy.ts";
export { type Preset, presetNames, presets } from "./preset/index.ts";
export { maxPolicyFileBytes, readPolicyFile } from "./read.ts";
export { type Conflict, isConflict, type Requirement, type RequirementOf, requirements } from "./requirement.ts";
export { maxPolicies, type PolicyFile, policyFileSchema } from "./schema.ts";
export {
  type Selector,
  type StoreIdentity,
  type StoreKind,
  selectorSchema,
  selects,
  selectsByTags,
  storeKinds,
} from "./selector.ts";

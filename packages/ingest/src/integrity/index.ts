export type { ObjectVerdict, Span, Verdict } from "./chain/verdict.ts";
export { openEvidence, openKeys } from "./io/open.ts";
export { type IntegrityReport, type Tally, type TrailReport, wireReport } from "./report.ts";
export { type TrailName, type VerifyOptions, type VerifyProgress, verifyTrails } from "./verify.ts";

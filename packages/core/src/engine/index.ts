export type { Demands } from "./candidate.ts";
export { accessTime } from "./coverage/access.ts";
export type { AccessCounts, AccessQuestion, AccessReport } from "./coverage/access-report.ts";
export type { Ingestion, Retention } from "./coverage/part.ts";
export type { CoverageEntry, CoveragePart, CoverageQuestion } from "./coverage/report.ts";
export { finishRows } from "./insights/finish.ts";
export { openQueryService, type QueryServiceOptions } from "./open.ts";
export type { Routing } from "./router.ts";
export type { Completeness, Explanation, QueryOptions, QueryReply, QueryService } from "./service.ts";
export type {
  Capabilities,
  Column,
  Coverage,
  Engine,
  EngineKind,
  Estimate,
  Failure,
  Page,
  PrepareOptions,
  Quarantined,
  QueryHandle,
  QueryState,
  QueryStatus,
  Row,
  Statistics,
  Value,
  ValueType,
} from "./types.ts";
export type { Reason } from "./weigh.ts";

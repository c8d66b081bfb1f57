export { openQueryService, type QueryServiceOptions } from "./query-service.ts";
export type { Completeness, Explanation, QueryOptions, QueryReply, QueryService } from "./service.ts";
export type {
  Capabilities,
  Column,
  Coverage,
  Engine,
  Estimate,
  Page,
  QueryHandle,
  QueryState,
  QueryStatus,
  Row,
  Statistics,
  Value,
  ValueType,
} from "./types.ts";

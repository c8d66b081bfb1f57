/** The meaning of a query, as a plain evaluator over arrays. It shares nothing with the planner, dialects and engines. */
export { evaluate, type OracleAnswer } from "./evaluate.ts";
export type { Query } from "./language.ts";
export { oracleRecord } from "./record.ts";
export type { Records } from "./table.ts";

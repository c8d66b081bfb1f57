import type { Plan } from "../query/plan.ts";
import { compileDuckdb } from "./duckdb.ts";
import type { Statement } from "./statement.ts";

export { compileAthena } from "./athena.ts";
export { compileInsights } from "./insights/compile.ts";
export { compileLake } from "./lake.ts";
export type { InsightsStatement, Statement } from "./statement.ts";
export type { AthenaTable, AthenaTarget, InsightsTarget, LakeTarget, RawTable, StoreTables } from "./target.ts";
export { athenaParameter } from "./trino-literal.ts";

/** Every language a plan can be put into without knowing more of the store. */
export const dialects = {
  duckdb: compileDuckdb,
} as const satisfies Record<string, (plan: Plan) => Statement>;

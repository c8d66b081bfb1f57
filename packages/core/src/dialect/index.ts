import type { Plan } from "../query/plan.ts";
import { compileDuckdb } from "./duckdb.ts";
import type { Statement } from "./statement.ts";

export type { Statement } from "./statement.ts";

/** Every language a plan can be put into. */
export const dialects = {
  duckdb: compileDuckdb,
} as const satisfies Record<string, (plan: Plan) => Statement>;

import { TrailkeepError } from "../error.ts";
import { problemsOf } from "./issues.ts";
import { type Query, querySchema, type UnionQuery, unionSchema } from "./wire.ts";

const maxDepth = 64;
const maxProblems = 20;
const tooDeep = `the query nests deeper than ${maxDepth} levels`;

/**
 * Reads a query from outside. Throws `invalid-query`; every problem says where (a JSON pointer) and, for a misspelt
 * word, what was probably meant.
 */
export function parseQuery(input: unknown): Query | UnionQuery {
  const fault = faultOf(input, maxDepth);
  if (fault !== null) throw new TrailkeepError("invalid-query", fault);
  const isUnion = typeof input === "object" && input !== null && Object.hasOwn(input, "union");
  const parsed = isUnion ? unionSchema.safeParse(input) : querySchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], input));
  throw new TrailkeepError("invalid-query", problems.slice(0, maxProblems));
}

/** What the schema would not see, or not survive: too deep a nesting, or a key `__proto__`, which it passes over. */
function faultOf(value: unknown, budget: number): { message: string; at: string } | null {
  if (typeof value !== "object" || value === null) return null;
  if (budget === 0) return { message: tooDeep, at: "" };
  if (Object.hasOwn(value, "__proto__")) return { message: "`__proto__` is no name", at: "/__proto__" };
  for (const [key, item] of Object.entries(value)) {
    const fault = typeof item === "object" ? faultOf(item, budget - 1) : null;
    if (fault !== null) return fault.message === tooDeep ? fault : { ...fault, at: `/${key}${fault.at}` };
  }
  return null;
}

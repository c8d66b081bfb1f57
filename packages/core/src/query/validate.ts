import { TrailkeepError } from "../error.ts";
import { problemsOf } from "./issues.ts";
import { type Query, querySchema, type UnionQuery, unionSchema } from "./wire.ts";

const maxDepth = 64;
const maxProblems = 20;

/**
 * Reads a query from outside. Throws `invalid-query`; every problem says where (a JSON pointer) and, for a misspelt
 * word, what was probably meant.
 */
export function parseQuery(input: unknown): Query | UnionQuery {
  if (depthOf(input, maxDepth) > maxDepth) {
    throw new TrailkeepError("invalid-query", { message: `the query nests deeper than ${maxDepth} levels`, at: "" });
  }
  const hidden = prototypeKey(input, "");
  if (hidden !== null) throw new TrailkeepError("invalid-query", { message: "`__proto__` is no name", at: hidden });
  const isUnion = typeof input === "object" && input !== null && Object.hasOwn(input, "union");
  const parsed = isUnion ? unionSchema.safeParse(input) : querySchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], input));
  throw new TrailkeepError("invalid-query", problems.slice(0, maxProblems));
}

function depthOf(value: unknown, budget: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (budget === 0) return 1;
  let deepest = 0;
  for (const item of Object.values(value)) deepest = Math.max(deepest, depthOf(item, budget - 1));
  return 1 + deepest;
}

/** Where a key `__proto__` stands, as a JSON pointer: the schema would pass over it without a word. */
function prototypeKey(value: unknown, at: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const place = `${at}/${key}`;
    const found = key === "__proto__" ? place : prototypeKey(item, place);
    if (found !== null) return found;
  }
  return null;
}

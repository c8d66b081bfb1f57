import { invalid } from "./invalid.ts";
import type { ValueType } from "./plan.ts";
import type { Cast, DatePart, NamedOperand } from "./wire.ts";

const casts: Record<ValueType, readonly Cast[]> = {
  string: ["string", "integer", "double", "boolean", "timestamp"],
  integer: ["integer", "double", "string"],
  double: ["double"],
  boolean: ["boolean", "string"],
  timestamp: ["timestamp", "string"],
  json: ["json"],
};

/** What is made of a value: how it is cast, which part is taken, and the type of the outcome. */
interface Made {
  readonly cast: Cast | null;
  readonly part: DatePart | null;
  readonly type: ValueType;
}

/**
 * What a named operand makes of a value of that type; `open` where objects and arrays may stand.
 * Throws invalid-query: a cast or part that the type has not.
 */
export function castOperand(type: ValueType, { field, cast, part }: NamedOperand, open: boolean, at: string): Made {
  const outcome = castType(type, { field, cast }, open, at);
  if (part === undefined) return { cast: cast ?? null, part: null, type: outcome };
  if (outcome !== "timestamp") {
    const hint = type === "string" ? 'cast it, as in `"cast": "timestamp"`' : "parts are taken of times";
    throw invalid(`\`${field}\` is ${outcome}, which has no \`${part}\``, at, hint);
  }
  return { cast: cast ?? null, part, type: "integer" };
}

function castType(type: ValueType, { field, cast }: NamedOperand, open: boolean, at: string): ValueType {
  if (cast === undefined) return type;
  if (casts[type].includes(cast) || (cast === "json" && open)) return cast;
  throw invalid(
    `\`${field}\` is ${type}: it cannot be cast to ${cast}`,
    at,
    `it can be cast to ${casts[type].join(", ")}`,
  );
}

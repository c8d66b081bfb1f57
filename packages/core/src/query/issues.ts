import type { z } from "zod";
import type { Problem } from "../error.ts";
import { didYouMean } from "./near.ts";

/** The words of the language, for near misses. */
const keys = [
  ..."parameters from time where select groupBy aggregate having distinct orderBy limit union join with kind on left right last start end and or not".split(
    " ",
  ),
  ..."field cast part op value other ignoreCase as bucket fill fn p of to dir param type default doc".split(" "),
];
const operators =
  "eq neq lt lte gt gte in notIn between contains startsWith endsWith like matches inCidr any exists missing".split(
    " ",
  );
const functions = "count countIf countDistinct min max sum avg percentile first last ratio".split(" ");

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: "invalid_union" }>;
type Place = readonly PropertyKey[];

/** What the schema found wrong, as sentences for the writer of the query. */
export function problemsOf(issue: Issue, base: Place, input: unknown): readonly Problem[] {
  const place = [...base, ...issue.path];
  const at = pointer(place);
  const written = valueAt(input, place);
  switch (issue.code) {
    case "invalid_union":
      return unionProblems(issue, place, input);
    case "unrecognized_keys":
      return issue.keys.map((key) => foreignKey(key, pointer([...place, key])));
    case "invalid_key":
      return [problem(issue.issues[0]?.message ?? issue.message, at)];
    case "invalid_type":
      return [
        problem(written === undefined ? "missing" : `expected ${named(issue.expected)}, got ${kindOf(written)}`, at),
      ];
    case "invalid_value":
      return [choiceProblem(written, issue.values.map(String), at)];
    case "too_small":
      return [problem(issue.origin === "array" ? tooFew(issue.minimum) : `the least is ${issue.minimum}`, at)];
    case "too_big":
      return [problem(`the most is ${issue.maximum}${unitOf(issue.origin)}`, at)];
    default:
      return [problem(issue.message, at)];
  }
}

function tooFew(minimum: number | bigint): string {
  return minimum === 1 ? "the list is empty; at least one is needed" : `at least ${minimum} are needed`;
}

function unionProblems(issue: UnionIssue, place: Place, input: unknown): readonly Problem[] {
  if ("discriminator" in issue && typeof issue.discriminator === "string") {
    return [discriminatorProblem(issue.discriminator, place, input)];
  }
  const branch = likeliest(issue.errors, valueAt(input, place));
  if (branch !== undefined) return branch.flatMap((item) => problemsOf(item, place, input));
  return [problem(misfit(valueAt(input, place)), pointer(place))];
}

/** Of a union's branches, the one that the writer most likely meant; none if the value is of no branch's kind. */
function likeliest(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | undefined {
  const candidates = branches.filter(
    (branch) => !branch.some((issue) => issue.path.length === 0 && issue.code === "invalid_type"),
  );
  return candidates.toSorted((a, b) => score(b, value) - score(a, value))[0];
}

/** Deeper problems mean that more of the branch fitted; foreign or absent keys, or another operator, that another was meant. */
function score(branch: readonly Issue[], value: unknown): number {
  const foreign = branch.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
  );
  const absent = branch.filter(
    ({ code, path }) => code === "invalid_type" && path.length === 1 && valueAt(value, path) === undefined,
  );
  const otherwise = branch.filter((issue) => issue.code === "invalid_union" && "discriminator" in issue);
  const depth = Math.max(0, ...branch.map((issue) => issue.path.length));
  return depth - 4 * foreign.length - 6 * otherwise.length - 2 * absent.length - branch.length / 100;
}

function discriminatorProblem(key: string, place: Place, input: unknown): Problem {
  const written = valueAt(input, place);
  const known = key === "fn" ? functions : operators;
  const choices = `it is one of ${known.join(", ")}`;
  if (written === undefined) return problem(`\`${key}\` is missing`, pointer(place.slice(0, -1)), choices);
  const what = key === "fn" ? "aggregate function" : "operator";
  return problem(
    `unknown ${what} \`${String(written)}\``,
    pointer(place),
    didYouMean(String(written), known) ?? choices,
  );
}

function foreignKey(key: string, at: string): Problem {
  if (keys.includes(key)) return problem(`\`${key}\` cannot stand here`, at);
  return problem(`unknown key \`${key}\``, at, didYouMean(key, keys));
}

function unitOf(origin: string): string {
  return { array: " items", string: " characters" }[origin] ?? "";
}

function choiceProblem(written: unknown, known: readonly string[], at: string): Problem {
  return problem(`\`${String(written)}\` is none of ${known.join(", ")}`, at, didYouMean(String(written), known));
}

function misfit(value: unknown): string {
  if (value === undefined) return "missing";
  return value === null ? "null is no value; ask with `exists` or `missing`" : `${kindOf(value)} does not fit here`;
}

function problem(message: string, at: string, hint?: string): Problem {
  return hint === undefined ? { message, at } : { message, at, hint };
}

function valueAt(input: unknown, place: Place): unknown {
  return place.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), input);
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function named(expected: string): string {
  return (
    { array: "an array", object: "an object", int: "an integer", record: "an object" }[expected] ?? `a ${expected}`
  );
}

/** A place as a JSON pointer (RFC 6901). */
function pointer(place: Place): string {
  return place.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

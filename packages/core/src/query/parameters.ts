import { parseInstant } from "./instant.ts";
import { invalid } from "./invalid.ts";
import { parseInteger } from "./literal.ts";
import { didYouMean } from "./near.ts";
import { durationPattern, type Given, type Parameter, type ParameterType, type Scalar } from "./wire-value.ts";

/** What a value is: as it is written, or as the run supplies it. Throws invalid-query for an unknown parameter. */
export type Values = (given: Given, at: string) => Scalar;

type Declared = Readonly<Record<string, Parameter>>;

/**
 * The values of a run: `declared` by the query, `supplied` by name. Throws invalid-query, naming the parameter: one that
 * is not declared, one without a value, or a value that is not of its type.
 */
export function parameterValues(declared: Declared, supplied: Readonly<Record<string, unknown>>): Values {
  const names = Object.keys(declared);
  for (const name of Object.keys(supplied)) {
    if (!Object.hasOwn(declared, name)) throw unknown(name, names, `/parameters/${name}`);
  }
  const values = new Map(names.map((name) => [name, runValue(name, declared[name], supplied)] as const));
  return (given, at) => {
    if (typeof given !== "object") return given;
    const value = values.get(given.param);
    if (value === undefined) throw unknown(given.param, names, at);
    return value;
  };
}

function unknown(name: string, names: readonly string[], at: string) {
  const hint = names.length === 0 ? "the query declares none" : `there are ${names.join(", ")}`;
  return invalid(`unknown parameter \`${name}\``, at, didYouMean(name, names) ?? hint);
}

function runValue(name: string, parameter: Parameter | undefined, supplied: Readonly<Record<string, unknown>>): Scalar {
  const at = `/parameters/${name}`;
  if (parameter === undefined) throw unknown(name, [], at);
  const standing =
    parameter.default === undefined ? undefined : typed(parameter.default, parameter.type, name, `${at}/default`);
  if (Object.hasOwn(supplied, name)) return typed(supplied[name], parameter.type, name, at);
  if (standing !== undefined) return standing;
  throw invalid(`parameter \`${name}\` has no value`, at, `supply a ${parameter.type}`);
}

function typed(value: unknown, type: ParameterType, name: string, at: string): Scalar {
  if (isScalar(value) && isOfType[type](value)) return value;
  throw invalid(`parameter \`${name}\` is ${type}, and ${JSON.stringify(value)} is none`, at, examples[type]);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

const isOfType: Record<ParameterType, (value: Scalar) => boolean> = {
  string: (value) => typeof value === "string",
  integer: (value) => parseInteger(value) !== null,
  double: (value) => typeof value === "number" && Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
  timestamp: (value) => typeof value === "string" && parseInstant(value) !== null,
  duration: (value) => typeof value === "string" && durationPattern.test(value),
};

const examples: Record<ParameterType, string> = {
  string: "write it in quotes",
  integer: "write a whole number; beyond 2^53 as text, up to 64 bits",
  double: "write a number",
  boolean: "write true or false",
  timestamp: "write RFC 3339, as in `2026-11-01T00:00:00Z`, milliseconds at most",
  duration: "write a number and a unit (ms, s, m, h, d, w), as in `7d`",
};

/** What a run brings along: its clock and its values. */
export interface Run {
  readonly nowMs: number;
  readonly values: Values;
}

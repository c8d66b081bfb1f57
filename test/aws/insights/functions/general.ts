import { jsonText, structureOf } from "../json.ts";
import { equal, isList, isMissing, isStructure, numberOf, textOf, type Value } from "../value.ts";
import { type Call, type FunctionOfRow, holds, over, refuse } from "./function.ts";

/** The most branches of `case` (CWL_QuerySyntax-general-functions). */
const maxBranches = 10;

/** General and JSON functions (CWL_QuerySyntax-general-functions, -json-functions). */
export const generalFunctions = {
  ispresent: over(1, 1, ({ values: [value] }) => Number(value !== undefined)),
  coalesce: over(1, "any", ({ values }) => values.find((value) => !isMissing(value))),
  case: over(2, "any", caseOf),
  if: over(3, 3, ({ values: [condition, yes, no] }) => (holds(condition) ? yes : no)),
  isnumeric: over(1, 1, ({ values: [value] }) => Number(numberOf(value) !== null)),
  messagesize: over(1, 1, ({ values: [value], readings }) => {
    const text = textOf(value, readings);
    return text === null ? undefined : Buffer.byteLength(text);
  }),
  jsonparse: over(1, 1, ({ values: [value] }) => (typeof value === "string" ? structureOf(value) : undefined)),
  jsonstringify: over(1, 1, ({ values: [value] }) => (isStructure(value) ? jsonText(value) : undefined)),
  jsonarraysize: over(1, 1, ({ values: [value] }) => listOf(value)?.length),
  jsonarraycontains: over(2, 2, ({ values: [value, sought], readings }) =>
    Number(listOf(value)?.some((item) => equal(item, sought, readings)) ?? false),
  ),
} as const satisfies Record<string, FunctionOfRow>;

function caseOf(call: Call): Value {
  const { values } = call;
  if (Math.floor(values.length / 2) > maxBranches) throw refuse(`case takes ${maxBranches} branches`, call);
  for (let index = 0; index + 1 < values.length; index += 2) {
    if (holds(values[index])) return values[index + 1];
  }
  return values.length % 2 === 1 ? values.at(-1) : undefined;
}

function listOf(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  const parsed = typeof value === "string" ? structureOf(value) : undefined;
  return isList(parsed) ? parsed : undefined;
}

import { addressFunctions } from "./address.ts";
import type { FunctionOfRow } from "./function.ts";
import { generalFunctions } from "./general.ts";
import { hashFunctions } from "./hash.ts";
import { numberFunctions } from "./number.ts";
import { textFunctions } from "./text.ts";
import { timeFunctions } from "./time.ts";

/** Every function of a row, by its name in lower case. */
const functions: Readonly<Record<string, FunctionOfRow>> = {
  ...generalFunctions,
  ...numberFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...addressFunctions,
  ...hashFunctions,
};

/** The function of that name; undefined if there is none. */
export function functionOf(name: string): FunctionOfRow | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

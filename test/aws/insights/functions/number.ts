import { numberOf } from "../value.ts";
import { type FunctionOfRow, ofNumbers, over } from "./function.ts";

const earthRadiusKm = 6371;

/** Numeric functions (CWL_QuerySyntax-operations-numeric). */
export const numberFunctions = {
  abs: ofNumbers(1, 1, (a = 0) => Math.abs(a)),
  ceil: ofNumbers(1, 1, (a = 0) => Math.ceil(a)),
  floor: ofNumbers(1, 1, (a = 0) => Math.floor(a)),
  greatest: ofNumbers(1, "any", (...all) => Math.max(...all)),
  least: ofNumbers(1, "any", (...all) => Math.min(...all)),
  log: ofNumbers(1, 1, (a = 0) => Math.log(a)),
  round: ofNumbers(1, 2, (a = 0, places = 0) => Math.round(a * 10 ** places) / 10 ** places),
  sqrt: ofNumbers(1, 1, (a = 0) => Math.sqrt(a)),
  haversine: ofNumbers(4, 4, haversineKm),
  tonumber: over(1, 1, ({ values: [value] }) => numberOf(value) ?? undefined),
  toint: ofNumbers(1, 1, (a = 0) => within(Math.trunc(a), 2 ** 31)),
  tolong: ofNumbers(1, 1, (a = 0) => within(Math.trunc(a), 2 ** 63)),
  todouble: over(1, 1, ({ values: [value] }) => numberOf(value) ?? undefined),
} as const satisfies Record<string, FunctionOfRow>;

function within(value: number, bound: number): number {
  return value >= -bound && value < bound ? value : Number.NaN;
}

function haversineKm(lat1 = 0, lon1 = 0, lat2 = 0, lon2 = 0): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const a = half(lat2 - lat1) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lon2 - lon1);
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(a));
}

import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store/row";
import { recordId } from "../record-id.ts";
import { shown, Unreadable } from "../unreadable.ts";
import { FIELDS } from "./grammar.ts";
import { decodeKey } from "./key.ts";
import { parseLine } from "./parse.ts";
import { logTimeMs } from "./time.ts";

const SOURCE = "s3_access";
const MAX_INT64 = 2n ** 63n - 1n;
/** A number with more digits than this is beyond 64 bits however many of them are zeros: it is not worked out. */
const mostDigits = 64;
const fields = recordFields(SOURCE);

const NAMES: readonly string[] = FIELDS;

/** For each field of the source, the place of its text in a line, or -1. */
const placeInLine = fields.map((field) => NAMES.indexOf(field.name));
const KEY_RAW = FIELDS.indexOf("keyRaw");
const OPERATION = FIELDS.indexOf("operation");
const TIME = FIELDS.indexOf("time");

/**
 * The row of a line of an access log.
 * @param bytes the line without its end
 * @param text the same as text
 * @throws Unreadable with the reason
 */
export function rowOf(bytes: Uint8Array, text: string): StoreRow {
  const { values, additional } = parseLine(text);
  const time = values[TIME] ?? "";
  const timeMs = logTimeMs(time);
  if (timeMs === null) throw new Unreadable(`its time is ${shown(time)}, and there is no such time`);
  const keyRaw = values[KEY_RAW] ?? null;
  const made: Readonly<Record<string, Cell>> = {
    time: timeMs,
    key: keyRaw === null ? null : decodeKey(keyRaw, values[OPERATION] ?? null),
    additionalFields: additional,
    raw: text,
  };
  const cells = fields.map((field, place) => {
    const value = made[field.name];
    if (value !== undefined) return value;
    const logged = values[placeInLine[place] ?? -1] ?? null;
    return logged !== null && field.type === "integer" ? integerOf(field.name, logged) : logged;
  });
  return { source: SOURCE, timeMs, recordId: recordId(bytes), cells };
}

/** The time of a line that could not be read, if that much can be. */
export function timeOfDamaged(text: string): number | null {
  const match = /^[^"[]* \[([^\]"]*)\]/.exec(text);
  return match === null ? null : logTimeMs(match[1] ?? "");
}

function integerOf(name: string, digits: string): number | bigint {
  const exact = digits.length > mostDigits ? null : BigInt(digits);
  if (exact === null || exact > MAX_INT64)
    throw new Unreadable(`${name} is ${shown(digits)}, which is more than 64 bits hold`);
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
}

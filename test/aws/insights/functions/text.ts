import { regexOf } from "../regex.ts";
import { isMissing, numberOf, textOf, type Value } from "../value.ts";
import { type Call, type FunctionOfRow, finite, holds, ofTexts, over, testOfTexts } from "./function.ts";

/** String functions (CWL_QuerySyntax-string-functions). Indexes count code points. */
export const textFunctions = {
  isempty: over(1, 1, ({ values: [value], readings }) => Number(isMissing(value) || textOf(value, readings) === "")),
  isblank: over(1, 1, ({ values: [value], readings }) =>
    Number(isMissing(value) || textOf(value, readings)?.trim() === ""),
  ),
  concat: over(1, "any", ({ values, readings }) => values.map((value) => textOf(value, readings) ?? "").join("")),
  ltrim: ofTexts(1, 2, trimStart),
  rtrim: ofTexts(1, 2, trimEnd),
  trim: ofTexts(1, 2, (text = "", characters) => trimStart(trimEnd(text, characters), characters)),
  strlen: ofTexts(1, 1, (text = "") => [...text].length),
  toupper: ofTexts(1, 1, (text = "") => text.toUpperCase()),
  tolower: ofTexts(1, 1, (text = "") => text.toLowerCase()),
  substr: over(2, 3, substr),
  replace: ofTexts(3, 3, (text = "", from = "", to = "") => (from === "" ? text : text.replaceAll(from, () => to))),
  regexreplace: over(3, 3, regexReplace),
  strcontains: over(2, 3, contains),
  startswith: testOfTexts(2, 2, (text = "", part = "") => text.startsWith(part)),
  endswith: testOfTexts(2, 2, (text = "", part = "") => text.endsWith(part)),
  urlencode: ofTexts(1, 1, (text = "") => encodeURIComponent(text)),
  urldecode: ofTexts(1, 1, (text = "") => decoded(text)),
  base64encode: ofTexts(1, 1, (text = "") => Buffer.from(text).toString("base64")),
  base64decode: ofTexts(1, 1, (text = "") => Buffer.from(text, "base64").toString()),
  split: ofTexts(2, 2, (text = "", delimiter = "") => text.split(delimiter)),
  hextoascii: ofTexts(1, 1, (text = "") => Buffer.from(text.replace(/^0x/i, ""), "hex").toString("latin1")),
  hextodec: ofTexts(1, 1, (text = "") => hexadecimal(text)),
  dectohex: over(1, 1, ({ values: [value] }) => toHexadecimal(numberOf(value))),
} as const satisfies Record<string, FunctionOfRow>;

function trimStart(text = "", characters?: string): string {
  if (characters === undefined) return text.trimStart();
  const kept = [...text].findIndex((character) => !characters.includes(character));
  return kept < 0 ? "" : [...text].slice(kept).join("");
}

function trimEnd(text = "", characters?: string): string {
  if (characters === undefined) return text.trimEnd();
  const kept = [...text].findLastIndex((character) => !characters.includes(character));
  return [...text].slice(0, kept + 1).join("");
}

function substr({ values: [value, from, length], readings }: Call): Value {
  const text = textOf(value, readings);
  const [start, count] = [numberOf(from), numberOf(length)];
  if (text === null || start === null) return undefined;
  const characters = [...text].slice(Math.max(0, start));
  return characters.slice(0, count ?? characters.length).join("");
}

function regexReplace({ values: [value, pattern, replacement], readings, span }: Call): Value {
  const [text, source, by] = [value, pattern, replacement].map((one) => textOf(one, readings));
  if (text == null || source == null || by == null) return undefined;
  return regexOf(source, readings, span).replace(text, by);
}

function contains({ values: [value, part, ignoreCase], readings }: Call): Value {
  const [text, sought] = [textOf(value, readings), textOf(part, readings)];
  if (text === null || sought === null) return 0;
  const fold = holds(ignoreCase) || ignoreCase === "true";
  return Number(fold ? text.toLowerCase().includes(sought.toLowerCase()) : text.includes(sought));
}

function decoded(text: string): Value {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function hexadecimal(text: string): Value {
  return /^(?:0x)?[0-9a-f]+$/i.test(text) ? finite(Number.parseInt(text, 16)) : undefined;
}

function toHexadecimal(number: number | null): Value {
  if (number === null) return undefined;
  const whole = Math.trunc(number);
  return `${whole < 0 ? "-" : ""}0x${Math.abs(whole).toString(16)}`;
}

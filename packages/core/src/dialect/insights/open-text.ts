import { RE2JS } from "re2js";
import type { TextOp } from "../../query/plan.ts";
import { foldAscii } from "../ascii.ts";
import { patternText } from "./literal.ts";
import { refuse } from "./refuse.ts";

/**
 * A test of text in open JSON, where a boolean may read as `true` or as 1, and a number as 100000 or as 1.0E5. Refuses a
 * test whose outcome could depend on which.
 */
export function requireCertain(op: TextOp, text: string, ignoreCase: boolean): void {
  const wanted = ignoreCase && op !== "matches" ? foldAscii(text) : text;
  const holds = testOf(op, wanted);
  const test = (subject: string) => holds(ignoreCase ? foldAscii(subject) : subject);
  const feature = `\`${op}\` ${JSON.stringify(text)} in open JSON`;
  if (test("true") !== test("1") || test("false") !== test("0")) {
    refuse(feature, "a boolean there cannot be told from a number");
  }
  if (mayHoldOfNumbers(op, wanted, test)) refuse(feature, "how a number there reads is not certain");
}

/** A text that a boolean may have as well as a number, or a number in another form. */
export const uncertainText = "/\\A([01]|true|false|[+-]?([0-9]+[.eE]|[.][0-9])[0-9.eE+-]*)\\z/";

const numberCharacters = /^[0-9+\-.eE]*$/;

/** Of a pattern only examples can be asked: numbers as they are written, short and long, plain and with exponents. */
const numberExamples = Array.from({ length: 2_000 }, (_, index) => {
  const digits = String(Math.imul(index + 1, 2_654_435_761) >>> 0);
  const forms = [
    digits,
    `-${digits}`,
    `${digits}.0`,
    `0.${digits}`,
    `${digits.slice(0, 1)}.${digits.slice(1)}E${index % 40}`,
    `1e-${index % 300}`,
  ];
  return forms[index % forms.length] ?? digits;
});

function mayHoldOfNumbers(op: TextOp, wanted: string, test: (subject: string) => boolean): boolean {
  if (op === "matches") return numberExamples.some(test);
  if (op === "like") return likeParts(wanted).every((part) => part.wildcard || numberCharacters.test(part.text));
  return numberCharacters.test(wanted);
}

function likeParts(pattern: string): readonly { readonly wildcard: boolean; readonly text: string }[] {
  return [...pattern.matchAll(/\\([%_\\])|%|_|[\s\S]/gu)].map(([part, escaped]) => ({
    wildcard: part === "%" || part === "_",
    text: escaped ?? part,
  }));
}

/** Patterns come from anyone: both kinds are run in linear time. */
function testOf(op: TextOp, wanted: string): (subject: string) => boolean {
  switch (op) {
    case "contains":
      return (subject) => subject.includes(wanted);
    case "startsWith":
      return (subject) => subject.startsWith(wanted);
    case "endsWith":
      return (subject) => subject.endsWith(wanted);
    case "like":
      return found(likeExpression(wanted));
    case "matches":
      return found(wanted);
  }
}

function found(expression: string): (subject: string) => boolean {
  const pattern = RE2JS.compile(expression);
  return (subject) => pattern.test(subject);
}

function likeExpression(pattern: string): string {
  const pieces = likeParts(pattern).map(({ wildcard, text }) =>
    wildcard ? (text === "%" ? ".*" : ".") : patternText(text),
  );
  return `(?s)\\A${pieces.join("")}\\z`;
}

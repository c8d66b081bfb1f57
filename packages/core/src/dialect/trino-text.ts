import type { TextOp } from "../query/plan.ts";

/** A test of text, with its value as the statement will hold it. */
export interface TextTest {
  readonly value: string;
  sql(text: string, placeholder: string): string;
}

/** How Trino says what is asked of a text. @see https://trino.io/docs/476/functions/string.html */
export function textTest(op: TextOp, value: string): TextTest {
  switch (op) {
    case "contains":
      return { value, sql: (text, placeholder) => `strpos(${text}, ${placeholder}) > 0` };
    case "startsWith":
      return { value, sql: (text, placeholder) => `starts_with(${text}, ${placeholder})` };
    case "endsWith":
      return { value: `%${value.replace(/[\\%_]/g, "\\$&")}`, sql: like };
    case "like":
      return { value, sql: like };
    case "matches":
      return { value: javaPattern(value), sql: (text, placeholder) => `regexp_like(${text}, ${placeholder})` };
  }
}

function like(text: string, placeholder: string): string {
  return `${text} LIKE ${placeholder} ESCAPE '\\'`;
}

const word = "[0-9A-Za-z_]";
const boundary = `(?:(?<!${word})(?=${word})|(?<=${word})(?!${word}))`;

/**
 * A portable pattern in Java's syntax: `$` would match before a line feed at the end too, and `\b` knows all of Unicode.
 * How greedily a part matches does not matter for whether there is a match.
 * @see https://trino.io/docs/476/functions/regexp.html
 */
function javaPattern(portable: string): string {
  return portable.replace(/\[[^\]]*\]|\^|\$|\\b|\}\?/g, (part) => {
    if (part === "^") return "\\A";
    if (part === "$") return "\\z";
    if (part === "\\b") return boundary;
    return part === "}?" ? "}" : part;
  });
}

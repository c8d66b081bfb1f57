/**
 * Text of a query: strings, patterns and names. A value never leaves its place: what a plain string could not hold for
 * certain is written as a regular expression, letter by letter.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Guidelines.html
 */

/** A string literal; null where no quoting is certain: AWS documents no escapes, so the delimiter must be absent. */
export function plainString(text: string): string | null {
  if (!/^[^\\\p{Cc}\u2028\u2029]*$/u.test(text)) return null;
  if (!text.includes('"')) return `"${text}"`;
  return text.includes("'") ? null : `'${text}'`;
}

/** A regular expression that matches the whole text and nothing else. */
export function wholePattern(text: string): string {
  return `/\\A${patternText(text)}\\z/`;
}

/** A text inside a regular expression: letters, digits and what is beyond ASCII as they are, the rest as codes. */
export function patternText(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (/[0-9A-Za-z_]/.test(character) || code > 0x9f) return character;
    return code > 0x7f ? `\\x{${code.toString(16)}}` : `\\x${code.toString(16).padStart(2, "0")}`;
  }).join("");
}

/** A field's name: in backticks where it holds anything but letters, digits, `@`, `_` and `.`. */
export function fieldName(name: string): string {
  return /^[A-Za-z@_][A-Za-z0-9@_.]*$/.test(name) ? name : `\`${name}\``;
}

/** The same with ASCII letters in either case, where case is ignored. */
export function caselessText(text: string, ignoreCase: boolean): string {
  if (!ignoreCase) return patternText(text);
  return Array.from(text, (character) =>
    /[A-Za-z]/.test(character) ? `[${character.toUpperCase()}${character.toLowerCase()}]` : patternText(character),
  ).join("");
}

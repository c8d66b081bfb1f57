/**
 * Characters that a terminal obeys or hides instead of showing: controls (the escape of ANSI sequences among them),
 * format characters (bidirectional overrides, zero-width ones), line and paragraph separators, lone surrogates.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const shortForms: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text as one line that is safe to print: every character that a terminal would obey or hide is written out, as in
 * `\x1b`, `\n` or `\u202e`. Everything that reaches the terminal passes through here, but for data in a data format.
 */
export function visible(text: string): string {
  return text.replace(unseen, written);
}

function written(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return shortForms[character] ?? `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 1)}}`;
}

/**
 * A value as JSON on one line, in which the same characters are `\u` escapes: a parser reads the same value, and a
 * terminal stays unharmed (JSON itself escapes the first 32 only: RFC 8259, section 7).
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(unseen, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${hex(character.charCodeAt(index), 4)}`).join(""),
  );
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

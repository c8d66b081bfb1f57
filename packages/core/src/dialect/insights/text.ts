import { caselessText, plainString } from "./literal.ts";

const anyCharacter = "[\\s\\S]";

/** Tests for a text that is not empty: by function where the value can be quoted, else by pattern. */
export const textTests = {
  contains: (field: string, text: string, ignoreCase: boolean) =>
    called("strcontains", field, text, ignoreCase) ?? pattern(field, "", text, "", ignoreCase),
  startsWith: (field: string, text: string, ignoreCase: boolean) =>
    called("startsWith", field, text, ignoreCase) ?? pattern(field, "\\A", text, "", ignoreCase),
  endsWith: (field: string, text: string, ignoreCase: boolean) =>
    called("endsWith", field, text, ignoreCase) ?? pattern(field, "", text, "\\z", ignoreCase),
} as const;

function called(name: string, field: string, text: string, ignoreCase: boolean): string | null {
  const plain = plainString(text);
  return plain === null || ignoreCase ? null : `${name}(${field}, ${plain}) = 1`;
}

function pattern(field: string, before: string, text: string, after: string, ignoreCase: boolean): string {
  return `${field} like /${before}${caselessText(text, ignoreCase)}${after}/`;
}

/** SQL's `like` as a pattern of the whole text; without wildcards it is an equality. */
export function likeText(
  like: string,
  ignoreCase: boolean,
  field: string,
  equals: (literal: string) => string,
): string {
  const parts = [...like.matchAll(/\\([%_\\])|%|_|[\s\S]/gu)].map(([part, escaped]) => ({ part, escaped }));
  const wild = parts.some(({ part }) => part === "%" || part === "_");
  if (!wild) return equals(parts.map(({ part, escaped }) => escaped ?? part).join(""));
  const body = parts.map(({ part, escaped }) =>
    part === "%" ? `${anyCharacter}*` : part === "_" ? anyCharacter : caselessText(escaped ?? part, ignoreCase),
  );
  return `${field} like /\\A${body.join("")}\\z/`;
}

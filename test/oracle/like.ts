/** `%` is any run of characters, `_` one code point, `\` makes the next of `%`, `_`, `\` plain. The whole text must match. */
export function likeMatches(pattern: string, text: string): boolean {
  return matchesFrom([...pattern], [...text]);
}

function matchesFrom(pattern: readonly string[], text: readonly string[]): boolean {
  const [token, ...rest] = pattern;
  if (token === undefined) return text.length === 0;
  if (token === "%") {
    return Array.from({ length: text.length + 1 }, (_, skip) => skip).some((skip) =>
      matchesFrom(rest, text.slice(skip)),
    );
  }
  if (text.length === 0) return false;
  if (token === "_") return matchesFrom(rest, text.slice(1));
  if (token === "\\") return rest[0] === text[0] && matchesFrom(rest.slice(1), text.slice(1));
  return token === text[0] && matchesFrom(rest, text.slice(1));
}

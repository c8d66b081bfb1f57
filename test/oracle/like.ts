/**
 * `%` is any run of characters, `_` one code point, `\` makes the next of `%`, `_`, `\` plain. The whole text must match.
 * A match is followed as the set of places it may have reached, so no choice is ever taken back.
 */
export function likeMatches(pattern: string, text: string): boolean {
  const points = [...text];
  let places = new Set([0]);
  for (const [token = ""] of pattern.matchAll(/\\?[\s\S]/gu)) places = after(token, points, places);
  return places.has(points.length);
}

function after(token: string, points: readonly string[], places: ReadonlySet<number>): Set<number> {
  if (token === "%") {
    const first = Math.min(...places);
    return new Set(points.concat("").flatMap((_, place) => (place >= first ? [place] : [])));
  }
  const fits = (place: number) =>
    place < points.length && (token === "_" || points[place] === token.replace(/^\\(?=[\s\S])/u, ""));
  return new Set([...places].filter(fits).map((place) => place + 1));
}

import { closest, distance } from "fastest-levenshtein";

/** "did you mean `eventName`?" where one of the known names is near enough to what was written; else undefined. */
export function didYouMean(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || written.length > 200) return undefined;
  const folded = known.find((name) => name.toLowerCase() === written.toLowerCase());
  const suffix = known.find((name) => name.toLowerCase().endsWith(`.${written.toLowerCase()}`));
  const near = folded ?? suffix ?? closest(written, known);
  const close = folded ?? suffix ?? distance(written, near) <= Math.max(2, Math.floor(written.length / 3));
  return close ? `did you mean \`${near}\`?` : undefined;
}

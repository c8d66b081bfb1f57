/**
 * Splits text into tokens at single spaces, so that an empty field is an empty token; or at runs of spaces, where the count
 * shows that a double space was no empty field.
 * @returns the tokens if one of the two ways, and not the other, gives what `fits` asks for; "ambiguous" if both do
 */
export function tokens(
  text: string,
  fits: (tokens: readonly string[]) => boolean,
): readonly string[] | "ambiguous" | null {
  const single = text.split(" ");
  const fitsSingle = fits(single);
  if (!single.includes("")) return fitsSingle ? single : null;
  const runs = single.filter((token) => token !== "");
  if (!fits(runs)) return fitsSingle ? single : null;
  return fitsSingle ? "ambiguous" : runs;
}

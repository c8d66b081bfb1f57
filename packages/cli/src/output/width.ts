import stringWidth from "string-width";

const ascii = /^[\x20-\x7e]*$/;
let graphemes: Intl.Segmenter | undefined;

/** Columns of a terminal that a text takes: 2 for a wide character, 0 for a combining one. */
export function displayWidth(text: string): number {
  return ascii.test(text) ? text.length : stringWidth(text);
}

/** The text cut to a width, `…` for what is left out. Characters that belong together stay together. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  // Made when it is needed: it takes longer than a table to print.
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(text.slice(0, width * 8))) {
    used += displayWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The text in exactly so many columns: cut, or filled up with blanks. */
export function fit(text: string, width: number, align: "left" | "right" = "left"): string {
  const short = shorten(text, width);
  const blanks = " ".repeat(Math.max(0, width - displayWidth(short)));
  return align === "right" ? blanks + short : short + blanks;
}

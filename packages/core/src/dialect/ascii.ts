export const upperAscii = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const lowerAscii = "abcdefghijklmnopqrstuvwxyz";

/** Folds the case of ASCII letters and of nothing else: what `ignoreCase` means on every engine. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

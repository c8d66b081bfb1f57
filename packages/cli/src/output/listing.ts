import { counted } from "./amount.ts";
import { visible } from "./visible.ts";
import { displayWidth, fit } from "./width.ts";

/** `title` and under it the first few lines; what is left out is counted. Nothing for an empty list. */
export function listing(title: string, lines: readonly string[], most = 5): readonly string[] {
  if (lines.length === 0) return [];
  const rest = lines.length > most ? [`  and ${counted(lines.length - most, "other")}`] : [];
  return [title, ...lines.slice(0, most).map((line) => `  ${line}`), ...rest];
}

/** Rows of texts as lines, the columns under one another; the columns named in `right` are flush right. */
export function aligned(rows: readonly (readonly string[])[], right: readonly number[] = []): readonly string[] {
  const shown = rows.map((row) => row.map(visible));
  const widths = shown.reduce<readonly number[]>(
    (all, row) => row.map((text, index) => Math.max(all[index] ?? 0, displayWidth(text))),
    [],
  );
  return shown.map((row) =>
    row
      .map((text, index) => fit(text, widths[index] ?? 0, right.includes(index) ? "right" : "left"))
      .join("  ")
      .trimEnd(),
  );
}

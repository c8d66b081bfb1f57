export interface CsvCell {
  readonly text: string;
  readonly quoted: boolean;
}

/** Reads CSV by the grammar of RFC 4180, strictly, and knows nothing of how ours is written. */
export function parseCsv(text: string): CsvCell[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const lines: CsvCell[][] = [];
  let line: CsvCell[] = [];
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) throw new Error(`not CSV at ${start}: ${JSON.stringify(text.slice(start, start + 40))}`);
    const [, quoted, plain = "", end] = match;
    line.push({ text: quoted === undefined ? plain : quoted.replaceAll('""', '"'), quoted: quoted !== undefined });
    if (end === ",") continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

import { styleText } from "node:util";
import type { Io } from "../../io.ts";
import type { Answer } from "../../run/answer.ts";
import { bytes, count, counted, dollars, duration } from "../amount.ts";
import { blocksLayout } from "./blocks.ts";
import { gridLayout } from "./grid.ts";
import type { Layout } from "./layout.ts";
import { type Measured, measure } from "./measure.ts";

/** In a file or a pipe nothing limits the width, but one long cell must not make every line as long. */
const widestInPipe = 300;

/**
 * The answer for people. On a terminal it is as wide as that, and a block per row where the columns do not fit; in a pipe
 * it is always a line per row. Reads the result twice: for the widths, and to print.
 */
export async function writeTable(answer: Answer, io: Io): Promise<void> {
  const widest = io.width ?? widestInPipe;
  const measured = await measure(answer.reply.columns, answer.pages(), widest);
  const cut = measured.shown.length === 0 ? 0 : await writeRows(answer, io, layoutFor(measured, io));
  io.note(summary(answer, measured), ...notes(measured, cut));
}

function layoutFor({ shown }: Measured, io: Io): Layout {
  if (io.width === null)
    return gridLayout(shown, Number.POSITIVE_INFINITY, widestInPipe) ?? blocksLayout(shown, widestInPipe);
  return gridLayout(shown, io.width, io.width) ?? blocksLayout(shown, io.width);
}

async function writeRows(answer: Answer, io: Io, layout: Layout): Promise<number> {
  const [names, ...rest] = layout.header;
  if (names !== undefined)
    await io.write(
      `${[io.colours ? styleText("bold", names, { validateStream: false }) : names, ...rest].join("\n")}\n`,
    );
  let number = 0;
  let cut = 0;
  for await (const rows of answer.pages()) {
    const lines: string[] = [];
    for (const row of rows) {
      number += 1;
      cut += layout.cut(row);
      lines.push(...layout.lines(row, number));
    }
    await io.write(`${lines.join("\n")}\n`);
  }
  return cut;
}

function summary({ reply: { statistics, engine } }: Answer, { rows }: Measured): string {
  const { elapsedMs, scannedBytes, scannedFiles, usd } = statistics;
  const files = scannedFiles === null ? "" : ` in ${counted(scannedFiles, "file")}`;
  const cost = usd === 0 ? "" : `, ${dollars(usd)}`;
  return `${counted(rows, "row")} in ${duration(elapsedMs)}, ${bytes(scannedBytes)}${files} scanned${cost} (${engine})`;
}

const whole = "`--json`, `--ndjson` and `--csv` give everything";

function notes({ empty, rows }: Measured, cut: number): readonly string[] {
  const lines: string[] = [];
  if (rows > 0 && empty.length > 0)
    lines.push(`${counted(empty.length, "column")} without any value not shown: ${some(empty)}`);
  if (cut > 0) lines.push(`${counted(cut, "cell")} cut short (…); ${whole}`);
  return lines;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(", ");
  return names.length > 6 ? `${shown} and ${count(names.length - 6)} more` : shown;
}

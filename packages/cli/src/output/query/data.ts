import type { Column, Row } from "@trailkeep/core/engine";
import type { Io } from "../../io.ts";
import type { Answer } from "../../run/answer.ts";
import { jsonText } from "../visible.ts";

/** The reply of `POST /v1/queries` with every row in it, on one line; `nextCursor` is therefore null. */
export async function writeJson({ reply, pages }: Answer, io: Io): Promise<void> {
  const { id, status, engine, routing, columns, approximate, completeness, statistics, error } = reply;
  await io.write(`${jsonText({ id, status, engine, routing, columns }).slice(0, -1)},"rows":[`);
  let separator = "";
  for await (const rows of pages()) {
    await io.write(separator + rows.map((row) => objectText(columns, row)).join(","));
    separator = ",";
  }
  await io.write(`],${jsonText({ nextCursor: null, approximate, completeness, statistics, error }).slice(1)}\n`);
}

/** A JSON object per row and line (https://github.com/ndjson/ndjson-spec). */
export async function writeNdjson({ reply: { columns }, pages }: Answer, io: Io): Promise<void> {
  for await (const rows of pages()) await io.write(rows.map((row) => `${objectText(columns, row)}\n`).join(""));
}

/** CSV as the service writes it. */
export async function writeCsv({ reply: { columns }, pages }: Answer, io: Io): Promise<void> {
  const { csvHeader, csvLines } = await import("@trailkeep/api/csv");
  await io.write(csvHeader(columns));
  for await (const rows of pages()) await io.write(csvLines(columns, rows));
}

function objectText(columns: readonly Column[], row: Row): string {
  return jsonText(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}

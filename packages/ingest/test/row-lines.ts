import { createHash } from "node:crypto";
import { localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store";
import { z } from "zod";
import type { Format, RecordSink } from "../src/format/format.ts";
import type { Reading } from "../src/reading.ts";

const line = z.object({
  source: z.enum(localSourceNames),
  timeMs: z.number(),
  recordId: z.string(),
  cells: z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), z.object({ big: z.string() })])),
});

/** A format that says exactly what rows there are: one JSON line a row. A line that starts with `bad` is quarantined. */
export const rowLines: Format = {
  name: "row_lines",
  doc: "Rows as they are, for tests.",
  reader(sink) {
    const chunks: Uint8Array[] = [];
    return {
      push: (chunk) => void chunks.push(Uint8Array.from(chunk)),
      end: () => readLines(Buffer.concat(chunks).toString(), sink),
    };
  },
};

export const reading: Reading = {
  formats: { row_lines: rowLines },
  recognise: (key) =>
    key.endsWith(".txt") ? { kind: "ignored", reason: "a text file" } : { kind: "format", format: "row_lines" },
  sourcesOf: () => ["cloudtrail"],
};

function readLines(text: string, sink: RecordSink): void {
  let byteOffset = 0;
  let position = 0;
  for (const one of text.split("\n")) {
    if (one.startsWith("bad")) {
      const timeMs = /@(\d+)/.exec(one)?.[1];
      sink.quarantine({
        raw: Buffer.from(one),
        reason: "it is bad",
        position,
        byteOffset,
        timeMs: timeMs === undefined ? null : Number(timeMs),
      });
    } else if (one !== "") {
      const { cells, ...row } = line.parse(JSON.parse(one));
      sink.record(
        { ...row, cells: cells.map((cell) => (typeof cell === "object" && cell !== null ? BigInt(cell.big) : cell)) },
        position,
      );
    }
    if (one !== "") position += 1;
    byteOffset += Buffer.byteLength(one) + 1;
  }
}

/** A row as a line of the format. */
export function lineOf(row: StoreRow): string {
  return JSON.stringify({
    ...row,
    cells: row.cells.map((cell) => (typeof cell === "bigint" ? { big: String(cell) } : cell)),
  });
}

/** A row of a source with the given fields, all others null; its id comes from them. */
export function rowOf(source: SourceName, timeMs: number, fields: Readonly<Record<string, Cell>>): StoreRow {
  const cells = recordFields(source).map((field) => fields[field.name] ?? null);
  const text = JSON.stringify([source, timeMs, cells.map(String)]);
  return { source, timeMs, recordId: createHash("sha256").update(text).digest("hex").slice(0, 32), cells };
}

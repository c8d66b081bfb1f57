import type { SourceName } from "@trailkeep/core/catalog";
import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store/row";
import { type FormatName, formats, type Quarantined, type ReadLimits, type RecordView } from "@trailkeep/ingest/format";
import { expect } from "vitest";
import { rowOfView } from "./view-rows.ts";

export const roomy: ReadLimits = { maxRecordBytes: 1024 ** 2, maxJsonDepth: 64 };

/** What a reader found, and in which order of position. */
export interface Found {
  readonly rows: readonly StoreRow[];
  readonly quarantined: readonly Quarantined[];
  readonly positions: readonly number[];
}

export interface ReadOptions {
  readonly limits?: ReadLimits;
  /** Sizes of the chunks in which the bytes are pushed, taken in turn; all at once if left out. */
  readonly chunks?: readonly number[];
}

/**
 * Reads content through a format's public door. The bytes of a chunk are wiped once the reader had them. It is read twice,
 * for rows only and for views where there may be some, and both ways have to find the same.
 */
export function read(format: FormatName, content: string | Uint8Array, options: ReadOptions = {}): Found {
  const found = readOnce(format, content, options, false);
  expect(readOnce(format, content, options, true)).toEqual(found);
  return found;
}

/** How many of the records are of the regular form, which is read the quick way. */
export function viewsOf(format: FormatName, content: string | Uint8Array): number {
  let views = 0;
  const ignore = (): void => undefined;
  const reader = formats[format].reader({ record: ignore, quarantine: ignore, view: () => (views += 1) }, roomy);
  reader.push(Buffer.from(content));
  reader.end();
  return views;
}

function readOnce(format: FormatName, content: string | Uint8Array, options: ReadOptions, withViews: boolean): Found {
  const rows: StoreRow[] = [];
  const quarantined: Quarantined[] = [];
  const positions: number[] = [];
  const sink = {
    record: (row: StoreRow, position: number) => {
      rows.push(row);
      positions.push(position);
    },
    quarantine: (entry: Quarantined) => {
      quarantined.push(entry);
      positions.push(entry.position);
    },
  };
  const takesViews = { ...sink, view: (view: RecordView, position: number) => sink.record(rowOfView(view), position) };
  const reader = formats[format].reader(withViews ? takesViews : sink, options.limits ?? roomy);
  for (const chunk of chunked(Buffer.from(content), options.chunks)) {
    reader.push(chunk);
    chunk.fill(0x7b);
  }
  reader.end();
  return { rows, quarantined, positions };
}

function* chunked(bytes: Buffer, sizes: readonly number[] = [bytes.length + 1]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const end = at + Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield Buffer.from(bytes.subarray(at, end));
    at = end;
  }
}

/** The cells of a row by field, without those that are null. */
export function filled(row: StoreRow | undefined): Readonly<Record<string, Cell>> {
  const cells: Record<string, Cell> = {};
  if (row === undefined) return cells;
  recordFields(row.source).forEach((field, place) => {
    const cell = row.cells[place] ?? null;
    if (cell !== null) cells[field.name] = cell;
  });
  return cells;
}

/** All cells of a row by field. */
export function cellsOf(row: StoreRow | undefined, source: SourceName): Readonly<Record<string, Cell>> {
  const names = recordFields(source).map((field) => field.name);
  return Object.fromEntries(names.map((name, place) => [name, row?.cells[place] ?? null]));
}

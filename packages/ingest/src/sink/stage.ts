import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localSourceNames, type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { atDisk, dayOf, recordFields, type StoreRow } from "@trailkeep/core/store";
import { escaped, needsEscape, plain, separator } from "./encode.ts";

/** Text held back before it is appended to its part's file, characters. */
const flushLength = 1024 ** 2;

/** DuckDB sorts and writes 2,048 rows at a time: a part of rows longer than this holds no more text than that. Characters. */
const longLine = 16 * 1024;
const longLinesLength = 64 * 1024 ** 2;

/** The same over all parts: after so much more text all of them are appended. Characters. */
const maxHeldLength = 64 * 1024 ** 2;

/** Rows of one source and day in a stage, as one file of staging text. */
export interface StagedPart {
  readonly source: SourceName;
  readonly day: string;
  readonly path: string;
  readonly rows: number;
  /** At least the bytes of the longest line. */
  readonly maxLineBytes: number;
  /** Cells in which a value was escaped, by their place in the row. */
  readonly escapedCells: ReadonlySet<number>;
}

const dayMs = 86_400_000;

const timeCell = new Map<SourceName, number>(
  localSourceNames.map((source) => [
    source,
    recordFields(source).findIndex((field) => field.name === sourceOf(source).time),
  ]),
);

/** Rows on their way into Parquet, on the disk, parted by source and day. Memory stays at a few megabytes. */
export class Stage {
  readonly #folder: string;
  /** The part of each source and day that takes rows. */
  readonly #open = new Map<string, Part>();
  readonly #parts = new Set<Part>();
  readonly #dropped = new Set<number>();
  #bytes = 0;
  #flushedBytes = 0;
  #partNumber = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Staged so far, characters of text. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many files the rows make: one for each source and day, more of them if the rows are large. */
  get partCount(): number {
    return this.#parts.size;
  }

  /** Objects whose rows do not count. */
  get dropped(): ReadonlySet<number> {
    return this.#dropped;
  }

  /** Adds a row of an input object. */
  add(row: StoreRow, objectId: number, position: number): void {
    this.#bytes += this.#part(row).add(row, objectId, position);
    if (this.#bytes - this.#flushedBytes > maxHeldLength) this.#flush();
  }

  /** Many days at once hold back little each and much together. */
  #flush(): void {
    for (const part of this.#parts) part.flush();
    this.#flushedBytes = this.#bytes;
  }

  #part({ source, timeMs }: StoreRow): Part {
    const key = `${source} ${Math.floor(timeMs / dayMs)}`;
    const known = this.#open.get(key);
    if (known !== undefined && !known.full) return known;
    const day = dayOf(timeMs);
    const part = new Part(source, day, join(this.#folder, `${source}-${day}-${this.#partNumber++}.txt`));
    this.#open.set(key, part);
    this.#parts.add(part);
    return part;
  }

  /** The rows of an object turned out not to count: its end could not be read. Files with no other rows are deleted. */
  drop(objectId: number): void {
    this.#dropped.add(objectId);
    for (const part of this.#parts) {
      if (part.onlyObject !== objectId) continue;
      this.#parts.delete(part);
      part.remove();
    }
    for (const [key, part] of this.#open) if (!this.#parts.has(part)) this.#open.delete(key);
  }

  /** Writes what is held back, and answers with the parts. */
  parts(): readonly StagedPart[] {
    this.#flush();
    return [...this.#parts];
  }
}

class Part implements StagedPart {
  readonly source: SourceName;
  readonly day: string;
  readonly path: string;
  readonly escapedCells = new Set<number>();
  readonly #timeCell: number;
  /** The object whose rows these are; null if there are several. */
  onlyObject: number | null | undefined;
  rows = 0;
  maxLineBytes = 0;
  #text = "";
  #length = 0;

  constructor(source: SourceName, day: string, path: string) {
    this.source = source;
    this.day = day;
    this.path = path;
    this.#timeCell = timeCell.get(source) ?? -1;
  }

  add(row: StoreRow, objectId: number, position: number): number {
    const line = this.#line(row, objectId, position);
    this.rows += 1;
    this.#length += line.length;
    this.onlyObject = this.onlyObject === undefined || this.onlyObject === objectId ? objectId : null;
    this.maxLineBytes = Math.max(this.maxLineBytes, lineBytes(line));
    this.#text += line;
    if (this.#text.length > flushLength) this.flush();
    return line.length;
  }

  flush(): void {
    if (this.#text === "") return;
    atDisk(this.path, () => appendFileSync(this.path, this.#text));
    this.#text = "";
  }

  get full(): boolean {
    return this.#length > longLinesLength && this.#length > this.rows * longLine;
  }

  remove(): void {
    this.#text = "";
    atDisk(this.path, () => rmSync(this.path, { force: true }));
  }

  #line(row: StoreRow, objectId: number, position: number): string {
    let line = `${objectId}${separator}${position}${separator}${row.recordId}`;
    for (let place = 0; place < row.cells.length; place++) {
      const cell = place === this.#timeCell ? row.timeMs : (row.cells[place] ?? null);
      line += separator + (typeof cell === "string" ? this.#escaped(cell, place) : plain(cell));
    }
    return `${line}\n`;
  }

  #escaped(cell: string, place: number): string {
    if (!needsEscape(cell)) return cell;
    this.escapedCells.add(place);
    return escaped(cell);
  }
}

/** Longer lines are measured, shorter ones estimated: UTF-8 has at most three bytes for a UTF-16 unit. Characters. */
const measuredLength = 64 * 1024;

function lineBytes(line: string): number {
  return line.length > measuredLength ? Buffer.byteLength(line) : line.length * 3;
}

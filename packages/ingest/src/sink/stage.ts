import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { localSourceNames, type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { atDisk, dayOf, recordFields, type StoreRow } from "@trailkeep/core/store";
import { escaped, needsEscape, plain, separator } from "./encode.ts";

/** Text held back before it is appended to its part's file, characters. */
const flushLength = 1024 ** 2;

/** The rows of one source and day in a stage, as one file of staging text. */
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
  readonly #parts = new Map<string, Part>();
  readonly #dropped = new Set<number>();
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Staged so far, characters of text. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Objects whose rows do not count. */
  get dropped(): ReadonlySet<number> {
    return this.#dropped;
  }

  /** Adds a row of an input object. */
  add(row: StoreRow, objectId: number, position: number): void {
    this.#bytes += this.#part(row).add(row, objectId, position);
  }

  #part({ source, timeMs }: StoreRow): Part {
    const key = `${source} ${Math.floor(timeMs / dayMs)}`;
    const known = this.#parts.get(key);
    if (known !== undefined) return known;
    const day = dayOf(timeMs);
    const part = new Part(source, day, join(this.#folder, `${source}-${day}.txt`));
    this.#parts.set(key, part);
    return part;
  }

  /** The rows of an object turned out not to count: its end could not be read. */
  drop(objectId: number): void {
    this.#dropped.add(objectId);
  }

  /** Writes what is held back, and answers with the parts. */
  parts(): readonly StagedPart[] {
    const parts = [...this.#parts.values()];
    for (const part of parts) part.flush();
    return parts;
  }
}

class Part implements StagedPart {
  readonly source: SourceName;
  readonly day: string;
  readonly path: string;
  readonly escapedCells = new Set<number>();
  readonly #timeCell: number;
  rows = 0;
  maxLineBytes = 0;
  #text = "";

  constructor(source: SourceName, day: string, path: string) {
    this.source = source;
    this.day = day;
    this.path = path;
    this.#timeCell = timeCell.get(source) ?? -1;
  }

  add(row: StoreRow, objectId: number, position: number): number {
    const line = this.#line(row, objectId, position);
    this.rows += 1;
    // A character is at most three bytes of UTF-8 for each of its UTF-16 units.
    this.maxLineBytes = Math.max(this.maxLineBytes, line.length * 3);
    this.#text += line;
    if (this.#text.length > flushLength) this.flush();
    return line.length;
  }

  flush(): void {
    if (this.#text === "") return;
    atDisk(this.path, () => appendFileSync(this.path, this.#text));
    this.#text = "";
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

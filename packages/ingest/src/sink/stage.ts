import { join } from "node:path";
import type { SourceName } from "@trailkeep/core/catalog";
import { dayOf, type StoreRow } from "@trailkeep/core/store";
import { HeldText } from "../kernel/held-text.ts";
import type { RecordView } from "../kernel/record-view.ts";
import { pageCodec } from "./parquet/page-codec.ts";
import { PartFile } from "./parquet/part-file.ts";

/** Column bytes that a stage holds in memory before it writes the largest parts' row groups. */
const maxHeldBytes = 32 * 1024 ** 2;

/** Rows after which held bytes are counted again. */
const checkRows = 1024;

/** New parts after which they are: a part with one row takes as much as one with many. */
const checkParts = 48;

/** The rows of one source and day in a stage: a Parquet file, whole and durable once it is synced. */
export interface StagedPart {
  readonly source: SourceName;
  readonly day: string;
  readonly path: string;
  readonly rows: number;
  readonly minTimeMs: number;
  readonly maxTimeMs: number;
  /** The input objects of the rows, in the order of the rows. */
  readonly runs: readonly ObjectRun[];
}

/** Rows of one input object that follow each other in a part. */
export interface ObjectRun {
  readonly objectId: number;
  readonly rows: number;
}

/** An input object as rows name it. */
export interface StagedObject {
  readonly id: number;
  readonly uri: string;
}

const dayMs = 86_400_000;

/** Rows on their way into the store, parted by source and day. Memory stays within {@link maxHeldBytes}. */
export class Stage {
  readonly #folder: string;
  readonly #name: string;
  readonly #keepRaw: boolean;
  readonly #parts = new Map<SourceName, Map<number, Part>>();
  readonly #dropped = new Set<number>();
  #rows = 0;
  #newParts = 0;
  #bytes = 0;
  #object: StagedObject = { id: -1, uri: "" };
  readonly #uri = new HeldText();

  /**
   * @param name ends the names of the files, so that two stages may share a folder
   * @param keepRaw whether records are kept as they were delivered
   */
  constructor(folder: string, name: string, keepRaw: boolean) {
    this.#folder = folder;
    this.#name = name;
    this.#keepRaw = keepRaw;
  }

  /** Raw bytes staged so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many files the rows make. */
  get partCount(): number {
    return this.#all().length;
  }

  /** Objects whose rows do not count. */
  get dropped(): ReadonlySet<number> {
    return this.#dropped;
  }

  /** Adds a row of an input object. */
  add(row: StoreRow | RecordView, object: StagedObject, position: number): void {
    if (object.id !== this.#object.id) this.#begin(object);
    const part = this.#part(row.source, row.timeMs);
    part.file.add(row, { uri: this.#uri, inputPosition: position });
    part.count(object.id);
    this.#bytes += sizeOf(row);
    if (++this.#rows % checkRows === 0 || this.#newParts >= checkParts) this.#relieve();
  }

  /** The rows of an object turned out not to count: its end could not be read. Files with no other rows are deleted. */
  drop(objectId: number): void {
    this.#dropped.add(objectId);
    for (const days of this.#parts.values()) {
      for (const [day, part] of days) {
        if (!part.isOnly(objectId)) continue;
        days.delete(day);
        part.file.remove();
      }
    }
  }

  /** Completes the files, and answers with them. */
  parts(): readonly StagedPart[] {
    const parts = this.#all();
    for (const part of parts) part.file.finish();
    this.release();
    return parts.map((part) => part.staged());
  }

  /** Gives back the memory of what is not written: nothing more is added. */
  release(): void {
    for (const part of this.#all()) part.file.release();
    this.#uri.release();
  }

  #begin(object: StagedObject): void {
    this.#object = object;
    this.#uri.set(object.uri);
  }

  #part(source: SourceName, timeMs: number): Part {
    const number = Math.floor(timeMs / dayMs);
    let days = this.#parts.get(source);
    if (days === undefined) {
      days = new Map();
      this.#parts.set(source, days);
    }
    const known = days.get(number);
    if (known !== undefined) return known;
    this.#newParts++;
    const day = dayOf(timeMs);
    const path = join(this.#folder, `${source}-${day}-${this.#name}.parquet`);
    const part = new Part(
      source,
      day,
      new PartFile(source, path, { keepRaw: this.#keepRaw, recordId: "uuid", codec: pageCodec }),
    );
    days.set(number, part);
    return part;
  }

  #all(): readonly Part[] {
    return [...this.#parts.values()].flatMap((days) => [...days.values()]);
  }

  /** Writes the largest parts' row groups until half of what may be held is. */
  #relieve(): void {
    this.#newParts = 0;
    const held = this.#all().map((part): [Part, number] => [part, part.file.heldBytes]);
    let total = held.reduce((sum, [, bytes]) => sum + bytes, 0);
    if (total <= maxHeldBytes) return;
    for (const [part, bytes] of held.sort((a, b) => b[1] - a[1])) {
      if (total <= maxHeldBytes / 2) return;
      part.file.flush();
      total -= bytes;
    }
  }
}

/** The text of a row, about: enough to tell when a batch is full. */
function sizeOf(row: StoreRow | RecordView): number {
  if (!("cells" in row)) return row.sizeBytes;
  return row.cells.reduce<number>((sum, cell) => sum + (typeof cell === "string" ? cell.length : 1), 0);
}

class Part {
  readonly file: PartFile;
  readonly #source: SourceName;
  readonly #day: string;
  readonly #runs: { objectId: number; rows: number }[] = [];

  constructor(source: SourceName, day: string, file: PartFile) {
    this.#source = source;
    this.#day = day;
    this.file = file;
  }

  /** Counts a row of an object. */
  count(objectId: number): void {
    const last = this.#runs.at(-1);
    if (last?.objectId === objectId) last.rows += 1;
    else this.#runs.push({ objectId, rows: 1 });
  }

  /** Whether all rows are of this object. */
  isOnly(objectId: number): boolean {
    return this.#runs.every((run) => run.objectId === objectId);
  }

  staged(): StagedPart {
    const { path, rows, minTimeMs, maxTimeMs } = this.file;
    return { source: this.#source, day: this.#day, path, rows, minTimeMs, maxTimeMs, runs: this.#runs };
  }
}

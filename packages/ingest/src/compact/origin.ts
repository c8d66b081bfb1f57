import { TrailkeepError } from "@trailkeep/core/error";
import type { ObjectChange, ObjectRows } from "@trailkeep/core/store";

interface Entry {
  readonly fileId: number;
  readonly objectId: number;
  rows: number;
}

/**
 * From which input objects the rows of merged files come. Rows name their object by its URI; where the ledger knows
 * several versions under one URI, rows are given to the older ones first, and dropped ones taken from the newest.
 */
export class Origin {
  readonly #entries = new Map<string, Entry[]>();
  readonly #repeated = new Map<number, number>();

  /** @param objects the ledger's account of the files, older objects first */
  constructor(objects: readonly ObjectRows[]) {
    for (const { uri, ...entry } of objects) this.#entries.set(uri, [...(this.#entries.get(uri) ?? []), { ...entry }]);
  }

  /** Rows of a file are repeats of others and go. */
  drop(fileId: number, uri: string, rows: number): void {
    const ofFile = (this.#entries.get(uri) ?? []).filter((entry) => entry.fileId === fileId).reverse();
    for (const [objectId, taken] of takeFrom(ofFile, uri, rows)) {
      this.#repeated.set(objectId, (this.#repeated.get(objectId) ?? 0) + taken);
    }
  }

  /** Rows stand in a new file. */
  place(rowsByUri: ReadonlyMap<string, number>): ReadonlyMap<number, number> {
    const placed = new Map<number, number>();
    for (const [uri, rows] of rowsByUri) {
      for (const [objectId, taken] of takeFrom(this.#entries.get(uri) ?? [], uri, rows)) {
        placed.set(objectId, (placed.get(objectId) ?? 0) + taken);
      }
    }
    return placed;
  }

  /** To be called when all is placed. */
  get complete(): boolean {
    return [...this.#entries.values()].flat().every((entry) => entry.rows === 0);
  }

  /** What the drops change in the ledger. */
  changes(): readonly ObjectChange[] {
    return [...this.#repeated].map(([id, repeated]) => ({
      id,
      records: { read: 0, written: -repeated, repeated, quarantined: 0, expired: 0 },
    }));
  }
}

function takeFrom(entries: readonly Entry[], uri: string, rows: number): readonly (readonly [number, number])[] {
  let left = rows;
  const taken: [number, number][] = [];
  for (const entry of entries) {
    const part = Math.min(entry.rows, left);
    entry.rows -= part;
    left -= part;
    if (part > 0) taken.push([entry.objectId, part]);
  }
  if (left === 0) return taken;
  throw new TrailkeepError("store-damaged", {
    message: `${left} more rows are in the store's files than the ledger knows of`,
    at: uri,
    hint: "were files of the store changed from outside?",
  });
}

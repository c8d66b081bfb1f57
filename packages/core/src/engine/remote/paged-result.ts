import { TrailkeepError } from "../../error.ts";
import { decodeCell } from "../decode.ts";
import type { DeliveryReport } from "../lake/delivery/report.ts";
import type { Column, Row } from "../types.ts";
import type { RemoteResult, Slice } from "./driver.ts";

/** A page as the store gives it: cells as text, in the order of the columns. */
export interface NativePage {
  readonly cells: readonly (readonly (string | null)[])[];
  /** Asks for the next page; null on the last one. */
  readonly nextToken: string | null;
}

export interface PagedSource {
  readonly columns: readonly Column[];
  /** Null if the store does not tell. */
  readonly rowCount: number | null;
  readonly warnings?: readonly string[];
  readonly delivery?: DeliveryReport | undefined;
  fetch(token: string | null): Promise<NativePage>;
}

/** Where a native page begins in the result, and the token that asks for it. */
interface Start {
  readonly row: number;
  readonly token: string | null;
}

interface Decoded {
  readonly start: Start;
  readonly rows: readonly Row[];
  readonly next: Start | null;
}

/** Decoded native pages that are kept: as many as the largest page of ours spans, and a few. */
const maxKept = 16;

/**
 * A result that the store keeps and gives in pages of its own size. Each native page's token is remembered, so that a
 * position is found again by asking for the page that holds it, and never by asking the query again.
 */
export class PagedResult implements RemoteResult {
  readonly warnings: readonly string[];
  readonly delivery: DeliveryReport | undefined;
  readonly #source: PagedSource;
  readonly #starts: Start[] = [{ row: 0, token: null }];
  readonly #kept = new Map<number, Promise<Decoded>>();
  #rowCount: number | null;

  constructor(source: PagedSource) {
    this.#source = source;
    this.#rowCount = source.rowCount;
    this.warnings = source.warnings ?? [];
    this.delivery = source.delivery;
  }

  get rowCount(): number | null {
    return this.#rowCount;
  }

  async slice(from: number, count: number): Promise<Slice> {
    const rows: Row[] = [];
    for (let index = this.#indexOf(from); ; index++) {
      const page = await this.#page(index);
      const first = Math.max(0, from - page.start.row);
      rows.push(...page.rows.slice(first, first + count + 1 - rows.length));
      // One row more than asked for tells that there are more: a store may give a token for a page without rows.
      if (rows.length > count) return { rows: rows.slice(0, count), more: true };
      if (page.next === null) return { rows, more: false };
    }
  }

  /** The last native page known to begin at or before a row. */
  #indexOf(row: number): number {
    const after = this.#starts.findIndex((start) => start.row > row);
    return (after === -1 ? this.#starts.length : after) - 1;
  }

  #page(index: number): Promise<Decoded> {
    const known = this.#kept.get(index);
    if (known !== undefined) return known;
    const page = this.#fetch(index);
    this.#kept.set(index, page);
    page.catch(() => this.#kept.delete(index));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
    }
    return page;
  }

  async #fetch(index: number): Promise<Decoded> {
    const start = this.#starts[index];
    if (start === undefined) throw new Error(`page ${index} is asked for before the one before it`);
    const { cells, nextToken } = await this.#source.fetch(start.token);
    const rows = cells.map((row) => decodeRow(row, this.#source.columns));
    const end = start.row + rows.length;
    const next = nextToken === null ? null : { row: end, token: nextToken };
    if (next === null) this.#rowCount = end;
    else this.#starts[index + 1] ??= next;
    return { start, rows, next };
  }
}

function decodeRow(cells: readonly (string | null)[], columns: readonly Column[]): Row {
  if (cells.length !== columns.length) {
    throw new TrailkeepError("store-failed", `the store gave ${cells.length} cells for ${columns.length} columns`);
  }
  return columns.map(({ type }, place) => decodeCell(cells[place] ?? null, type));
}

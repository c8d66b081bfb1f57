import type { Column, QueryService, Row, Value } from "@trailkeep/core/engine";
import { csvHeader, csvLines } from "./csv.ts";

export type Page = Awaited<ReturnType<QueryService["page"]>>;

/** A row by column name. Own properties only, so that a column may have any name. */
function rowObject(columns: readonly Column[], row: Row): Record<string, Value> {
  return Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null]));
}

export function rowObjects({ columns, rows }: Pick<Page, "columns" | "rows">): readonly Record<string, Value>[] {
  return rows.map((row) => rowObject(columns, row));
}

/** How rows travel when they are not a page of JSON: what comes first, and how a page reads as text. */
export interface RowFormat {
  readonly contentType: string;
  head(columns: readonly Column[]): string;
  lines(page: Page): string;
}

export const rowFormats = {
  /** One JSON object a line (https://github.com/ndjson/ndjson-spec). */
  ndjson: {
    contentType: "application/x-ndjson",
    head: () => "",
    lines: (page) =>
      rowObjects(page)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(""),
  },
  csv: {
    contentType: "text/csv; charset=utf-8; header=present",
    head: csvHeader,
    lines: ({ columns, rows }) => csvLines(columns, rows),
  },
} as const satisfies Record<string, RowFormat>;

export interface PageSource {
  readonly first: Page;
  next(cursor: string): Promise<Page>;
  /** Told when a page cannot be had. It must see to it that the reader does not take what it got for the whole, or throw. */
  onBroken(error: unknown): void;
}

/** Pages as a stream of bytes. The next page is asked for when the reader has taken one: memory holds no more than two. */
export function streamPages(format: RowFormat, { first, next, onBroken }: PageSource): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let head = format.head(first.columns);
  let upcoming: (() => Promise<Page>) | null = async () => first;
  return new ReadableStream({
    async pull(controller) {
      try {
        if (upcoming === null) return controller.close();
        const page = await upcoming();
        const { nextCursor } = page;
        upcoming = nextCursor === null ? null : () => next(nextCursor);
        controller.enqueue(encoder.encode(head + format.lines(page)));
        head = "";
      } catch (error) {
        onBroken(error);
        controller.close();
      }
    },
  });
}

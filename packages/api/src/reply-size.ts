import type { QueryService } from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import type { Page } from "./rows.ts";

/** How long and how large a reply may be, as the door in front has it. */
export interface ReplyLimits {
  readonly defaultWaitMs: number;
  readonly maxWaitMs: number;
  /** Of the body, and of the JSON text that carries it if the door wraps it; null where nothing limits it. */
  readonly maxBytes: number | null;
}

export const serverLimits: ReplyLimits = { defaultWaitMs: 30_000, maxWaitMs: 60_000, maxBytes: null };

/** A page with the text that it makes in a reply. */
export interface Fitted {
  readonly page: Page;
  readonly text: string;
}

export interface Fitting {
  readonly maxBytes: number | null;
  readonly textOf: (page: Page) => string;
  /** The same page with fewer rows. */
  readonly shorter: (rows: number) => Promise<Page>;
}

/**
 * The page, with as many of its rows as a reply can carry; its cursor leads on. No page starts a second scan.
 * @throws TrailkeepError capability where one row is too large
 */
export async function fitted(page: Page, { maxBytes, textOf, shorter }: Fitting): Promise<Fitted> {
  for (let current = page; ; ) {
    const text = textOf(current);
    const sizeBytes = maxBytes === null ? 0 : Buffer.byteLength(JSON.stringify(text));
    if (maxBytes === null || sizeBytes <= maxBytes) return { page: current, text };
    const rows = current.rows.length;
    if (rows <= 1) throw tooLarge(maxBytes);
    current = await shorter(Math.max(1, Math.min(rows - 1, Math.floor((rows * maxBytes * 0.9) / sizeBytes))));
  }
}

/** Asks for a page of a result with fewer rows. */
export function shorterPage(queries: QueryService, id: string, cursor: string | null) {
  return (rows: number) => queries.page(id, cursor, rows);
}

function tooLarge(maxBytes: number): TrailkeepError {
  return new TrailkeepError("capability", {
    message: `one row is larger than the ${maxBytes} bytes that a reply may have here`,
    hint: "select fewer columns",
  });
}

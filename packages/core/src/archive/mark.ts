import { z } from "zod";
import type { SourceName } from "../catalog/index.ts";
import { hour } from "../stores/words.ts";

/** Where the ledger's table says how far a source's archive goes: an item, by keys that are text. */
export function archiveMarkKey(source: SourceName): { readonly pk: string; readonly sk: string } {
  return { pk: `archive#${source}`, sk: "mark" };
}

/** Of the item, what a query needs: the last ingest hour that the archive holds whole; null before the first is moved. */
export const archiveMark = z.looseObject({ through: hour.nullable().default(null) });

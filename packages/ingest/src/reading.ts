import type { SourceName } from "@trailkeep/core/catalog";
import type { Format } from "./format/format.ts";

/** What a file is, judged by its path and its first bytes. */
export type Recognised =
  | { readonly kind: "format"; readonly format: string }
  | { readonly kind: "ignored"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** The formats that a run reads by. */
export interface Reading {
  readonly formats: Readonly<Record<string, Format>>;
  /** @param key path with `/`; @param head first decompressed bytes */
  recognise(key: string, head: Uint8Array): Recognised;
  /** Sources whose records a format may hold; null for any. */
  sourcesOf(format: string | null): readonly SourceName[] | null;
}

/** The names of the formats as one text: an ignored file is looked at again when it changes. */
export function knownFormats(reading: Reading): string {
  return Object.keys(reading.formats).sort().join(",");
}

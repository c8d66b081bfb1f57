import type { SourceName } from "@trailkeep/core/catalog";
import { type QuarantineEntry, Store } from "@trailkeep/core/store";

/** Whose quarantine: a folder's, or that of a store on S3. */
export interface QuarantineFlags {
  readonly data: string;
  readonly store?: string | undefined;
}

/** A quarantine, wherever it is. Methods throw not-found for an id that it has not. */
export interface QuarantineOf {
  list(page: {
    readonly limit: number;
    readonly afterId: string | undefined;
    readonly source: SourceName | undefined;
  }): Promise<readonly QuarantineEntry[]>;
  entry(id: string): Promise<QuarantineEntry>;
  raw(id: string): Promise<Uint8Array>;
  /** All entries; null where that would mean to read them. */
  count(): number | null;
  close(): void;
}

export async function openQuarantine({ data, store: uri }: QuarantineFlags): Promise<QuarantineOf> {
  if (uri !== undefined) {
    const { openS3Quarantine } = await import("@trailkeep/ingest/service");
    const reader = openS3Quarantine(uri, "--store");
    return {
      list: (page) => reader.list(page),
      entry: (id) => reader.entry(id),
      raw: (id) => reader.raw(id),
      count: () => null,
      close: () => reader.close(),
    };
  }
  const store = Store.open(data);
  return {
    list: async (page) => store.quarantine(page),
    entry: async (id) => store.quarantineEntry(id),
    raw: async (id) => store.quarantineRaw(id),
    count: () => store.quarantineCount(),
    close: () => store.close(),
  };
}

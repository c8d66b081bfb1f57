/** What was found in a region for one engine: stores as the stores file declares them, and what a person should know. */
export interface Draft {
  /** By name; none where nothing was found that can be asked. */
  readonly stores: Readonly<Record<string, FoundStore>>;
  readonly notes: readonly string[];
}

export interface FoundStore {
  readonly engine: string;
  readonly region: string;
  readonly sources: Readonly<Record<string, unknown>>;
}

/** One store, if it holds anything. */
export function draftOf(name: string, store: FoundStore, notes: readonly string[]): Draft {
  return { stores: Object.keys(store.sources).length === 0 ? {} : { [name]: store }, notes };
}

/** What was found in a region for one engine: a store as the stores file declares it, and what a person should know. */
export interface Draft {
  /** Null where nothing was found that can be asked. */
  readonly store: Readonly<Record<string, unknown>> | null;
  readonly notes: readonly string[];
}

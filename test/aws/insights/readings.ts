/**
 * What AWS's documents leave open: one switch a question, so that a client can be held against every reading. The
 * defaults are the likeliest readings, mostly from third-party reports of live behaviour.
 */
export interface Readings {
  /** How a string literal holds its own delimiter. `none`: not at all, and a backslash is a backslash. */
  readonly stringEscapes: "backslash" | "doubled" | "none";
  /** Whether a field whose JSON value is null is there. */
  readonly jsonNull: "missing" | "present";
  /** Whether `stats ... by f` keeps a group for the events without `f`. */
  readonly missingGroupKeys: "kept" | "dropped";
  /** Which regular expressions are taken: RE2's (and Hyperscan's), or those of a backtracking engine. */
  readonly regexEngine: "re2" | "backtracking";
  /** Whether two texts that are both numbers compare as such: `"10" > "9"`. */
  readonly textNumbers: "text" | "number";
  /** What a JSON boolean looks like in a result and to text functions. */
  readonly booleanText: "1" | "true";
  /** How a double is written: `12000000`, or as Java writes it, `1.2E7`. */
  readonly numberText: "plain" | "java";
  /** Which way `sort f` goes without a direction. */
  readonly sortDirection: "asc" | "desc";
  /** What `stats count(*)` gives where no event matched. */
  readonly emptyStats: "nothing" | "row";
  /** What the `-` of a space-separated flow or query log is. */
  readonly dash: "text" | "missing";
  /** What an aggregate of `@timestamp` gives. */
  readonly aggregateTime: "timestamp" | "millis";
  /** Up to how many values `countDistinct` is exact. */
  readonly exactDistinctUpTo: number;
}

export const defaultReadings: Readings = {
  stringEscapes: "backslash",
  jsonNull: "missing",
  missingGroupKeys: "kept",
  regexEngine: "re2",
  textNumbers: "text",
  booleanText: "1",
  numberText: "plain",
  sortDirection: "asc",
  emptyStats: "nothing",
  dash: "text",
  aggregateTime: "timestamp",
  exactDistinctUpTo: 100_000,
};

/** The other side of every switch, by switch: a suite runs under each, one at a time. */
export const otherReadings = {
  "string escapes: doubled delimiters": { stringEscapes: "doubled" },
  "string escapes: none": { stringEscapes: "none" },
  "JSON null is present": { jsonNull: "present" },
  "missing group keys are dropped": { missingGroupKeys: "dropped" },
  "a backtracking regex engine": { regexEngine: "backtracking" },
  "texts compare as numbers": { textNumbers: "number" },
  "booleans look like true": { booleanText: "true" },
  "doubles look like 1.2E7": { numberText: "java" },
  "sort goes down by default": { sortDirection: "desc" },
  "stats of nothing is a row": { emptyStats: "row" },
  "a dash is a missing field": { dash: "missing" },
  "aggregates of @timestamp are numbers": { aggregateTime: "millis" },
  "distinct counts are rough beyond 2": { exactDistinctUpTo: 2 },
} as const satisfies Record<string, Partial<Readings>>;

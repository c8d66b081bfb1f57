import { audit } from "./audit.ts";
import type { CorpusEntry } from "./entry.ts";
import { groups } from "./groups.ts";
import { predicates } from "./predicates.ts";
import { order, select, time } from "./select.ts";

export { corpusRows, nowMs } from "./data.ts";
export type { CorpusEntry } from "./entry.ts";

/** Every query of the corpus; the oracle and every engine are held against them. */
export const corpus: readonly CorpusEntry[] = [...predicates, ...select, ...time, ...order, ...groups, ...audit];

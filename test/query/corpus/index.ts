import { addresses } from "./addresses.ts";
import { audit } from "./audit.ts";
import { buckets } from "./buckets.ts";
import { distinct } from "./distinct.ts";
import { elements } from "./elements.ts";
import type { CorpusEntry } from "./entry.ts";
import { fields } from "./fields.ts";
import { groups } from "./groups.ts";
import { parameters } from "./parameters.ts";
import { predicates } from "./predicates.ts";
import { order, select, time } from "./select.ts";
import { several } from "./several.ts";

export { corpusRows, nowMs } from "./data.ts";
export type { CorpusEntry } from "./entry.ts";

/** Every query of the corpus; the oracle and every engine are held against them. */
export const corpus: readonly CorpusEntry[] = [
  ...[
    predicates,
    addresses,
    elements,
    fields,
    select,
    distinct,
    time,
    order,
    groups,
    buckets,
    parameters,
    several,
    audit,
  ].flat(),
];

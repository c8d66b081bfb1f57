import type { StoreRow } from "@trailkeep/core/store";
import { access, accessRows } from "./access/index.ts";
import { accountRows } from "./account.ts";
import { addresses } from "./addresses.ts";
import { audit } from "./audit.ts";
import { buckets } from "./buckets.ts";
import { corpusRows } from "./data.ts";
import { discoveredRows } from "./discovered/data.ts";
import { discovered } from "./discovered/index.ts";
import { distinct } from "./distinct.ts";
import { elements } from "./elements.ts";
import type { CorpusEntry } from "./entry.ts";
import { fields } from "./fields.ts";
import { groups } from "./groups.ts";
import { intents } from "./intents/index.ts";
import { operatorRows, operators } from "./operators/index.ts";
import { parameters } from "./parameters.ts";
import { predicates } from "./predicates.ts";
import { order, select, time } from "./select.ts";
import { several } from "./several.ts";
import { tiles } from "./tiles/index.ts";

export { corpusRows, nowMs } from "./data.ts";
export type { CorpusEntry } from "./entry.ts";

/** Every query over the records of {@link corpusRows}; the oracle and every engine are held against them. */
const corpus: readonly CorpusEntry[] = [
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

/** Queries of a kind and the records that they are asked over. */
export interface Corpus {
  readonly kind: "laws" | "operators" | "tiles" | "intents" | "access" | "discovered";
  readonly rows: readonly StoreRow[];
  readonly entries: readonly CorpusEntry[];
}

/** The whole corpus, by kind: each kind is counted by itself. */
export const corpora: readonly Corpus[] = [
  { kind: "laws", rows: corpusRows, entries: corpus },
  /** Operator by type by null. */
  { kind: "operators", rows: operatorRows, entries: operators },
  { kind: "tiles", rows: accountRows, entries: tiles },
  { kind: "intents", rows: accountRows, entries: intents },
  /** S3 object access, which two sources tell of. */
  { kind: "access", rows: accessRows, entries: access },
  /** Of sources that only Logs Insights holds. */
  { kind: "discovered", rows: discoveredRows, entries: discovered },
];

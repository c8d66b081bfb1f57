import type { CorpusEntry } from "../entry.ts";
import { access } from "./access.ts";
import { changes } from "./changes.ts";
import { identities } from "./identities.ts";

/** What auditors want to know, asked over the account's records. */
export const intents: readonly CorpusEntry[] = [changes, identities, access].flat();

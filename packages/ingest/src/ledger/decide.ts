import { pathToFileURL } from "node:url";
import type { LedgerEntry } from "@trailkeep/core/store";
import type { InputFile } from "../source/found.ts";

/** What to do with a file, by what the ledger knows of it. */
export type Decision =
  | { readonly kind: "skip" }
  /** Same size, another time of modification: only its content can tell. */
  | { readonly kind: "compare"; readonly file: InputFile; readonly uri: string; readonly entry: LedgerEntry }
  | TakeDecision;

export interface TakeDecision {
  readonly kind: "take";
  readonly file: InputFile;
  readonly uri: string;
  readonly version: number;
  /** The ledger entry that the new one takes the place of. */
  readonly replaces: number | null;
  /** Whether it was known with other content. */
  readonly changed: boolean;
}

/** The ledger's name for a file: `file:` and its absolute path (RFC 8089). */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/**
 * Decides on a file. One that could not be read, or was ignored when other formats were known, is looked at again in the
 * place of its entry; any other content under a known name is a new version.
 */
export function decide(file: InputFile, entry: LedgerEntry | undefined, formats: string): Decision {
  const uri = uriOf(file.path);
  if (entry === undefined) return { kind: "take", file, uri, version: 1, replaces: null, changed: false };
  const sameSize = entry.sizeBytes === file.sizeBytes;
  const unchanged = sameSize && entry.mtimeUs === file.mtimeUs;
  if (entry.state === "unreadable") return again(file, uri, entry);
  if (entry.state === "ignored")
    return unchanged && entry.knownFormats === formats ? { kind: "skip" } : again(file, uri, entry);
  if (unchanged) return { kind: "skip" };
  return sameSize && entry.sha256 !== null ? { kind: "compare", file, uri, entry } : newVersion(file, uri, entry);
}

/** A known file with other content. */
export function newVersion(file: InputFile, uri: string, entry: LedgerEntry): TakeDecision {
  return { kind: "take", file, uri, version: entry.version + 1, replaces: null, changed: true };
}

function again(file: InputFile, uri: string, entry: LedgerEntry): TakeDecision {
  return { kind: "take", file, uri, version: entry.version, replaces: entry.id, changed: false };
}

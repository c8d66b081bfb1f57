import { z } from "zod";
import { localSourceNames, type SourceName, sourceNames } from "../catalog/index.ts";
import { TrailkeepError } from "../error.ts";
import { jsonOf } from "../json-text.ts";

// What could not be read of objects, in a store on S3: below `quarantine/`, records as lines of JSON.

const line = z.looseObject({
  /** The object, as the ledger names it. */
  inputObject: z.string(),
  /** Sources that the record may be of; null for any. */
  sources: z.array(z.enum(sourceNames)).nullable(),
  /** When it happened, epoch milliseconds; null where nobody can tell. */
  timeMs: z.number().nullable(),
  format: z.string().nullable(),
  /** Why it could not be read. */
  reason: z.string(),
  /** Its place among the records of the object, from 0, and its first byte in it, decompressed. */
  position: z.number(),
  byteOffset: z.number().nullable(),
  /** Its bytes, in base64. */
  raw: z.string(),
  /** Sources whose records of that day retention has deleted since. */
  deletedOf: z.array(z.enum(sourceNames)).optional(),
});

/** A record that could not be read. */
export type QuarantineLine = z.infer<typeof line>;

/** Of a record, what retention goes by. */
export interface Quarantinable {
  readonly sources: readonly SourceName[] | null;
  readonly timeMs: number | null;
  readonly deletedOf?: readonly SourceName[] | undefined;
}

/** S3 takes 2 KB of an object's own metadata, and the digest is there too. Characters. */
const maxLabelLength = 1_500;

const labelName = "days";
const emptyLabel = "none";

/** Where the quarantine of a store lies, which has that prefix. */
export function quarantineFolder(prefix: string): string {
  return `${prefix}quarantine/`;
}

/** How the keys of files end that hold records, a line each, and of objects that are damaged as a whole. */
export const quarantinedRecords = ".ndjson";
export const quarantinedObject = ".object";

/** The partition of the ledger's table that entries of an object are in, one a version. */
export function objectPartition(uri: string): string {
  return `object#${uri}`;
}

/**
 * A line of such a file.
 * @throws TrailkeepError store-damaged
 */
export function readQuarantineLine(text: string, at: string): QuarantineLine {
  const read = line.safeParse(jsonOf(text));
  if (read.success) return read.data;
  const hint = "nothing but Trailkeep may write below the store's prefix: move the file away";
  throw new TrailkeepError("store-damaged", { message: "a line that Trailkeep did not write", at, hint });
}

/** Sources that a record may be of, and whose day retention has not deleted yet. */
export function waitingSources({ sources, deletedOf = [] }: Quarantinable): readonly SourceName[] {
  return (sources ?? localSourceNames).filter((source) => !deletedOf.includes(source));
}

/** The day of a record (UTC, `YYYY-MM-DD`); null where its time is not known. */
export function dayOfLine({ timeMs }: Quarantinable): string | null {
  if (timeMs === null) return null;
  const at = new Date(timeMs);
  const year = at.getUTCFullYear();
  return year >= 0 && year <= 9_999 ? at.toISOString().slice(0, 10) : null;
}

/** The days of a file's records, each with the sources whose retention they wait for. */
export class QuarantinedDays {
  readonly #days = new Map<string, Set<SourceName>>();

  add(found: Quarantinable): void {
    const day = dayOfLine(found);
    if (day !== null) this.put(day, waitingSources(found));
  }

  put(day: string, sources: Iterable<SourceName>): void {
    const known = this.#days.get(day) ?? new Set();
    this.#days.set(day, known);
    for (const source of sources) known.add(source);
  }

  /** In order. */
  of(source: SourceName): readonly string[] {
    return [...this.#days].flatMap(([day, sources]) => (sources.has(source) ? [day] : [])).sort();
  }

  /** As the file's own metadata tells them; nothing where they are too many for it: then the file has to be read. */
  labels(): Readonly<Record<string, string>> {
    const days = [...this.#days].map(([day, sources]) => `${day} ${[...sources].join(",")}`);
    const text = days.length === 0 ? emptyLabel : days.sort().join(";");
    return text.length > maxLabelLength ? {} : { [labelName]: text };
  }

  /** What a file's metadata tells; null where it does not. */
  static fromLabels(labels: Readonly<Record<string, string>>): QuarantinedDays | null {
    const text = labels[labelName];
    if (text === undefined) return null;
    const days = new QuarantinedDays();
    for (const part of text === emptyLabel ? [] : text.split(";")) {
      const [day = "", sources = ""] = part.split(" ");
      days.put(
        day,
        localSourceNames.filter((source) => sources.split(",").includes(source)),
      );
    }
    return days;
  }
}

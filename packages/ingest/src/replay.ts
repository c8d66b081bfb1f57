import { createHash } from "node:crypto";
import { TrailkeepError } from "@trailkeep/core/error";
import { type KeptEntry, type RecordCounts, type StoreRow, StoreWriter } from "@trailkeep/core/store";
import { Batches } from "./batches.ts";
import type { Quarantined } from "./format/format.ts";
import { type IngestLimits, limitsOf } from "./limits.ts";
import type { IngestOptions } from "./options.ts";
import type { Reading } from "./reading.ts";
import { decompressed, readBytes } from "./source/open.ts";
import { take } from "./take.ts";

export type ReplayOptions = Omit<IngestOptions, "root" | "onProgress"> & {
  /** Only these entries; all if left out. */
  readonly ids?: readonly string[];
};

/** What came of reading quarantined bytes again. */
export interface ReplayReport {
  /** `released` entries were read and are entries no more; `kept` ones are not better than before. */
  readonly entries: { readonly tried: number; readonly released: number; readonly kept: number };
  /** What was read: `read = written + repeated + quarantined + expired`. */
  readonly records: RecordCounts;
  readonly seconds: number;
}

/** Reads quarantined bytes again: see `replayQuarantine`. */
export async function runReplay(root: string, options: ReplayOptions, reading: Reading): Promise<ReplayReport> {
  const writer = await StoreWriter.open(root, { kind: "replay", wait: options.wait === true, signal: options.signal });
  try {
    options.onBoundary?.("run-started");
    const report = await new Replay(writer, options, reading).execute(chosen(writer.keptEntries(), options.ids));
    options.onBoundary?.("run-finished");
    return report;
  } finally {
    writer.close();
  }
}

class Replay {
  readonly #writer: StoreWriter;
  readonly #signal: AbortSignal | undefined;
  readonly #limits: IngestLimits;
  readonly #reading: Reading;
  readonly #batches: Batches;
  readonly #startMs = performance.now();
  #released = 0;

  constructor(writer: StoreWriter, options: ReplayOptions, reading: Reading) {
    this.#writer = writer;
    this.#signal = options.signal;
    this.#limits = limitsOf(options.limits);
    this.#reading = reading;
    this.#batches = new Batches(writer, options);
  }

  async execute(entries: readonly KeptEntry[]): Promise<ReplayReport> {
    try {
      for (const group of byObject(entries)) {
        if (this.#signal?.aborted === true) throw new TrailkeepError("cancelled", "the replay was stopped");
        const [first] = group;
        if (first !== undefined && first.position === null) await this.#whole(first);
        else await this.#records(group);
        await this.#batches.rotate();
      }
      await this.#batches.finish();
      this.#writer.finish();
      return this.#report(entries.length);
    } finally {
      await this.#batches.close();
    }
  }

  /** An object that was in quarantine as a whole. */
  async #whole(entry: KeptEntry): Promise<void> {
    const { objectId, uri } = entry;
    const batch = this.#batches.current;
    const taken = await take({
      objectId,
      key: decodeURIComponent(new URL(uri).pathname),
      pieces: decompressed(entry, { limits: this.#limits, hash: createHash("sha256"), onBytes: () => undefined }),
      batch,
      reading: this.#reading,
      limits: this.#limits,
      onRecords: () => undefined,
    });
    if (taken.kind === "damaged") return;
    const found = taken.kind === "read" ? taken : { staged: 0, quarantine: [] };
    const became =
      taken.kind === "read"
        ? { state: "done" as const, format: taken.format, reason: null }
        : { state: "ignored" as const, format: null, reason: taken.reason };
    const ledger = { kind: "known", quarantinedBefore: 0, became } as const;
    batch.outcomes.push({ objectId, uri, staged: found.staged, quarantined: found.quarantine.length, ledger });
    for (const one of found.quarantine) batch.quarantine.push(one);
    this.#release(entry);
  }

  /** Single records of one object. Each is read on its own, as a whole or not at all. */
  async #records(entries: readonly KeptEntry[]): Promise<void> {
    const batch = this.#batches.current;
    let staged = 0;
    let released = 0;
    for (const entry of entries) {
      const rows = this.#read(entry, await readBytes(entry));
      if (rows === undefined) continue;
      for (const row of rows) batch.stage.add(row, entry.objectId, entry.position ?? 0);
      staged += rows.length;
      released += 1;
      this.#release(entry);
    }
    const [first] = entries;
    if (first === undefined || released === 0) return;
    const ledger = { kind: "known", quarantinedBefore: released } as const;
    batch.outcomes.push({ objectId: first.objectId, uri: first.uri, staged, quarantined: 0, ledger });
  }

  #read(entry: KeptEntry, bytes: Uint8Array): readonly StoreRow[] | undefined {
    const rows: StoreRow[] = [];
    const refused: Quarantined[] = [];
    const sink = {
      record: (row: StoreRow) => void rows.push(row),
      quarantine: (again: Quarantined) => void refused.push(again),
    };
    const reader = entry.format === null ? undefined : this.#reading.formats[entry.format]?.reader(sink, this.#limits);
    if (reader === undefined) return undefined;
    reader.push(bytes);
    reader.end();
    return rows.length > 0 && refused.length === 0 ? rows : undefined;
  }

  #release(entry: KeptEntry): void {
    this.#batches.current.released.push(entry.id);
    this.#released += 1;
  }

  #report(tried: number): ReplayReport {
    return {
      entries: { tried, released: this.#released, kept: tried - this.#released },
      records: this.#batches.committed.records,
      seconds: Math.round(performance.now() - this.#startMs) / 1000,
    };
  }
}

function chosen(entries: readonly KeptEntry[], ids: readonly string[] | undefined): readonly KeptEntry[] {
  if (ids === undefined) return entries;
  const missing = ids.find((id) => !entries.some((entry) => entry.id === id));
  if (missing !== undefined) {
    const message = `there is no quarantine entry ${JSON.stringify(missing)} with bytes that can be read again`;
    throw new TrailkeepError("not-found", { message, hint: "`trailkeep quarantine list` shows those there are" });
  }
  return entries.filter((entry) => ids.includes(entry.id));
}

function byObject(entries: readonly KeptEntry[]): readonly (readonly KeptEntry[])[] {
  const groups = new Map<number, KeptEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.objectId);
    if (group === undefined) groups.set(entry.objectId, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

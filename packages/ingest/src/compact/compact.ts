import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { layout, Store, StoreWriter } from "@trailkeep/core/store";
import { Duck } from "../sink/duck.ts";
import type { CompactBoundary } from "./boundary.ts";
import { type DayPlan, leastFiles, planAll, planAutomatic } from "./choose.ts";
import { type CompactedDay, compactDay } from "./compact-day.ts";

export interface CompactOptions {
  /** Only this source. */
  readonly source?: SourceName | undefined;
  readonly onProgress?: ((progress: CompactProgress) => void) | undefined;
  /** Stops between two files: days that are done stay done. */
  readonly signal?: AbortSignal | undefined;
  /** Wait for a run that is writing to this store to end instead of refusing. */
  readonly wait?: boolean;
  /** Told at every place where something on the disk has just changed. */
  readonly onBoundary?: ((name: CompactBoundary) => void) | undefined;
  /** About the size of the files that a large day is cut into, bytes; 128 MiB if left out. */
  readonly targetBytes?: number;
}

/** How far a compaction is. */
export interface CompactProgress {
  readonly days: { readonly done: number; readonly total: number };
  readonly records: { readonly done: number; readonly total: number };
}

/** What a compaction did. `records.read = written + repeated`. */
export interface CompactReport extends CompactedDay {
  readonly days: number;
  readonly seconds: number;
}

/** Large enough that opening it costs nothing beside reading it, small enough to be sorted in bounded memory. */
const defaultTargetBytes = 128 * 1024 ** 2;

const nothing: CompactedDay = {
  files: { before: 0, after: 0 },
  records: { read: 0, written: 0, repeated: 0 },
  bytes: { read: 0, written: 0 },
};

/**
 * Merges the small files of every day into sorted ones, where that pays, day by day, each in one transaction. Repeats of
 * a record are dropped and counted in the ledger. Stopped at any point, a day holds its old files or its new ones.
 * @throws TrailkeepError store-busy, store-newer, store-damaged, storage-failed, cancelled
 */
export function compactStore(root: string, options: CompactOptions = {}): Promise<CompactReport> {
  return compact(root, options, "all");
}

/** The same for what has become worth it by many small ingests; null if nothing has. */
export async function compactAfterIngest(root: string, options: CompactOptions): Promise<CompactReport | null> {
  const store = Store.open(root);
  try {
    if (planAutomatic(store.daysToCompact(leastFiles.automatic)).length === 0) return null;
  } finally {
    store.close();
  }
  return compact(root, options, "automatic");
}

async function compact(root: string, options: CompactOptions, kind: keyof typeof leastFiles): Promise<CompactReport> {
  const startMs = performance.now();
  const done = existsSync(join(root, layout.manifest)) ? await run(root, options, kind) : [];
  const seconds = Math.round(performance.now() - startMs) / 1000;
  return { days: done.length, ...done.reduce(added, nothing), seconds };
}

async function run(
  root: string,
  options: CompactOptions,
  kind: keyof typeof leastFiles,
): Promise<readonly CompactedDay[]> {
  const { onBoundary = () => undefined, wait = false, signal } = options;
  const writer = await StoreWriter.open(root, { kind: "compact", wait, signal });
  let duck: Duck | undefined;
  try {
    onBoundary("compact-started");
    const plans = plansOf(writer, options, kind);
    if (plans.length > 0) duck = await Duck.open(writer.staging);
    const done = duck === undefined ? [] : await compactDays(writer, duck, plans, options);
    writer.finish();
    onBoundary("compact-finished");
    return done;
  } finally {
    duck?.close();
    writer.close();
  }
}

function plansOf(writer: StoreWriter, { source }: CompactOptions, kind: keyof typeof leastFiles): readonly DayPlan[] {
  const days = writer.daysToCompact(leastFiles[kind]).filter((day) => source === undefined || day.source === source);
  return kind === "all" ? planAll(days) : planAutomatic(days);
}

async function compactDays(
  writer: StoreWriter,
  duck: Duck,
  plans: readonly DayPlan[],
  options: CompactOptions,
): Promise<readonly CompactedDay[]> {
  const { onBoundary = () => undefined, onProgress = () => undefined, targetBytes = defaultTargetBytes } = options;
  let number = 0;
  const context = {
    writer,
    duck,
    targetBytes,
    nextNumber: () => number++,
    onBoundary,
    checkSignal: () => checkSignal(options.signal, writer.root),
  };
  const rows = plans.map(({ chosen }) => chosen.reduce((sum, file) => sum + file.rows, 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  const done: CompactedDay[] = [];
  let rowsDone = 0;
  for (const plan of plans) {
    context.checkSignal();
    done.push(await compactDay(context, plan));
    rowsDone += rows[done.length - 1] ?? 0;
    onProgress({ days: { done: done.length, total: plans.length }, records: { done: rowsDone, total } });
  }
  return done;
}

function checkSignal(signal: AbortSignal | undefined, root: string): void {
  if (signal?.aborted !== true) return;
  const hint = "run it again: it goes on where it stopped";
  throw new TrailkeepError("cancelled", { message: "the compaction was stopped", at: root, hint });
}

function added(a: CompactedDay, b: CompactedDay): CompactedDay {
  return {
    files: { before: a.files.before + b.files.before, after: a.files.after + b.files.after },
    records: {
      read: a.records.read + b.records.read,
      written: a.records.written + b.records.written,
      repeated: a.records.repeated + b.records.repeated,
    },
    bytes: { read: a.bytes.read + b.bytes.read, written: a.bytes.written + b.bytes.written },
  };
}

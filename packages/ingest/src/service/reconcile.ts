import type { S3Client } from "@aws-sdk/client-s3";
import { TrailkeepError } from "@trailkeep/core/error";
import type { DynamoLedger } from "../ledger/dynamo/ledger.ts";
import type { EntryState, LedgerEntry } from "../ledger/ledger.ts";
import type { FileReason } from "../report.ts";
import { type InputObject, uriOfObject } from "../source/object.ts";
import { listObjects } from "../source/s3/list.ts";
import { type Feed, Feeds } from "./feed.ts";
import type { SendAgain } from "./send-again.ts";

/** A notification is on its way for seconds, seldom for minutes: what is younger is not missed yet. */
const youngMs = 15 * 60_000;

/** No function works on an object for so long: its claim was left behind. */
const stuckMs = 60 * 60_000;

/** A feed of which nothing came for so long has ended, and is not waited for. */
const endedMs = 30 * 24 * 3_600_000;

/** Entries that are asked for at once, and objects of which a report names the first. */
const atOnce = 100;
const maxNamed = 1_000;

/**
 * What became of an object: the ledger's state, or `missing`: S3 holds it and nobody has taken it; `stuck`: it was begun, and
 * left; `young`: not missed yet; `older`: from before the time that is looked at.
 */
export type Standing = Exclude<EntryState, "claimed"> | "underWay" | "stuck" | "missing" | "young" | "older";

export interface ReconcileOptions {
  /** Objects stored before are counted and not looked up, epoch milliseconds; all are looked up if left out. */
  readonly sinceMs?: number | undefined;
  /** A feed whose newest object is older is quiet, milliseconds. */
  readonly quietMs: number;
  /** Where objects that are to be taken are told of; nothing is sent if left out. */
  readonly again?: SendAgain | undefined;
  /** Keys below are the store's own, `prefix` of that bucket. */
  readonly own: { readonly bucket: string; readonly prefix: string };
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** `listed` is the sum of all standings. */
export interface ReconcileReport {
  readonly listed: { readonly objects: number; readonly bytes: number };
  readonly standing: Readonly<Record<Standing, number>>;
  /** Objects that were told of again. */
  readonly sent: number;
  /** The first ones that are missing, stuck or failed, with why. */
  readonly named: readonly FileReason[];
  readonly feeds: readonly Feed[];
  /** Feeds of which nothing new came for too long. */
  readonly quiet: readonly Feed[];
}

/** Compares what S3 holds with what was taken. */
export async function reconcile(
  { s3, ledger }: { readonly s3: S3Client; readonly ledger: DynamoLedger },
  { bucket, prefixes }: { readonly bucket: string; readonly prefixes: readonly string[] },
  options: ReconcileOptions,
): Promise<ReconcileReport> {
  const run = new Reconciliation(ledger, options);
  for (const prefix of prefixes) {
    for await (const object of listObjects(s3, bucket, prefix)) await run.add(object);
  }
  return run.finish();
}

class Reconciliation {
  readonly #ledger: DynamoLedger;
  readonly #options: ReconcileOptions;
  readonly #feeds = new Feeds();
  readonly #standing: Record<Standing, number> = {
    ...{ done: 0, quarantined: 0, ignored: 0, gone: 0, failed: 0 },
    ...{ underWay: 0, stuck: 0, missing: 0, young: 0, older: 0 },
  };
  readonly #named: FileReason[] = [];
  #waiting: InputObject[] = [];
  #objects = 0;
  #bytes = 0;
  #sent = 0;

  constructor(ledger: DynamoLedger, options: ReconcileOptions) {
    this.#ledger = ledger;
    this.#options = options;
  }

  async add(object: InputObject): Promise<void> {
    const { sinceMs, own, signal } = this.#options;
    if (signal?.aborted === true) throw new TrailkeepError("cancelled", "the reconciliation was stopped");
    const { bucket, key, sizeBytes, storedMs } = object;
    if (bucket === own.bucket && key.startsWith(own.prefix)) return;
    this.#objects += 1;
    this.#bytes += sizeBytes ?? 0;
    this.#feeds.add(bucket, key, sizeBytes ?? 0, storedMs ?? 0);
    if (sinceMs !== undefined && (storedMs ?? 0) < sinceMs) {
      this.#standing.older += 1;
      return;
    }
    this.#waiting.push(object);
    if (this.#waiting.length === atOnce) await this.#look();
  }

  async finish(): Promise<ReconcileReport> {
    await this.#look();
    const feeds = this.#feeds.all();
    const nowMs = this.#options.now();
    const isQuiet = ({ lastStoredMs }: Feed) =>
      lastStoredMs < nowMs - this.#options.quietMs && lastStoredMs >= nowMs - endedMs;
    return {
      listed: { objects: this.#objects, bytes: this.#bytes },
      standing: this.#standing,
      sent: this.#sent,
      named: this.#named,
      feeds,
      quiet: feeds.filter(isQuiet),
    };
  }

  async #look(): Promise<void> {
    const objects = this.#waiting;
    this.#waiting = [];
    if (objects.length === 0) return;
    const entries = await this.#ledger.entries(objects);
    const again: InputObject[] = [];
    for (const [place, object] of objects.entries()) {
      const { standing, reason } = this.#judge(object, entries[place] ?? null);
      this.#standing[standing] += 1;
      if (reason === null) continue;
      again.push(object);
      if (this.#named.length < maxNamed) this.#named.push({ uri: uriOfObject(object), reason });
    }
    if (this.#options.again === undefined || again.length === 0) return;
    await this.#options.again(again);
    this.#sent += again.length;
  }

  /** With a reason where the object is to be taken. */
  #judge(
    { storedMs }: InputObject,
    entry: LedgerEntry | null,
  ): { readonly standing: Standing; readonly reason: string | null } {
    const nowMs = this.#options.now();
    if (entry === null) {
      if (storedMs !== null && storedMs > nowMs - youngMs) return { standing: "young", reason: null };
      return { standing: "missing", reason: "S3 holds it, and nobody has taken it" };
    }
    if (entry.state === "failed") return { standing: "failed", reason: entry.reason ?? "it was given up" };
    if (entry.state !== "claimed") return { standing: entry.state, reason: null };
    if (entry.firstSeenMs > nowMs - stuckMs) return { standing: "underWay", reason: null };
    return { standing: "stuck", reason: entry.reason ?? "it was begun, and whoever began it was not heard of again" };
  }
}

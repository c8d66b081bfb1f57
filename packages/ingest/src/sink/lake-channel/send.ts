import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { ChannelLedger, type SentCounts } from "@trailkeep/core/store";
import { formats, recognise } from "../../format/index.ts";
import { uriOf } from "../../ledger/decide.ts";
import { type IngestLimits, limitsOf } from "../../limits.ts";
import type { FileReason } from "../../report.ts";
import type { InputFile } from "../../source/found.ts";
import { listInputs } from "../../source/list.ts";
import { decompressed, ObjectDamage } from "../../source/open.ts";
import { channelOf } from "./channel.ts";
import type { Patience } from "./deliver.ts";
import { FileSender } from "./file-sender.ts";
import { putAuditEvents } from "./put.ts";

export interface SendOptions {
  /** The folder of the store that remembers what was sent; made if it is not there. */
  readonly root: string;
  readonly channelArn: string;
  readonly externalId?: string | undefined;
  readonly limits?: Partial<IngestLimits>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (records: SentCounts) => void;
  /** How waiting is done; by the clock if left out. */
  readonly patience?: Patience;
}

/** What a run did. `records.read = sent + repeated + quarantined`. */
export interface SendReport {
  /** `skipped`: sent whole by an earlier run. */
  readonly files: {
    readonly sent: number;
    readonly skipped: number;
    readonly ignored: number;
    readonly failed: number;
  };
  readonly records: SentCounts;
  readonly ignored: readonly FileReason[];
  readonly failed: readonly FileReason[];
}

const byTheClock: Patience = {
  sleep: (ms, signal) => pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  random: Math.random,
};

/** First bytes that are enough to tell a format, and how much is read on before events are sent. */
const headBytes = 64 * 1024;
const pieceBytes = 256 * 1024;

/**
 * Sends the records of S3 access logs into a channel of CloudTrail Lake, in the order in which they stand, in batches. What
 * has been acknowledged is remembered: stopped at any point and run again, at most the batch whose acknowledgement was not
 * seen is sent again, under the same ids. Records that the channel refuses, or that cannot be read, are kept with the code.
 * @throws TrailkeepError invalid-request, unreadable-input, store-busy, store-newer, store-damaged, storage-failed, cancelled;
 * and not-found, forbidden, credentials, too-many, store-unreachable, store-failed of the channel
 */
export async function sendLogs(paths: readonly string[], options: SendOptions): Promise<SendReport> {
  const channel = channelOf(options.channelArn);
  const limits = limitsOf(options.limits);
  const { files } = await listInputs(paths, options.root);
  const ledger = ChannelLedger.open(options.root);
  const sender = new FileSender({
    channel,
    ledger,
    put: putAuditEvents(channel, { externalId: options.externalId }),
    patience: options.patience ?? byTheClock,
    signal: options.signal,
    onProgress: options.onProgress,
  });
  const [ignored, failed]: [FileReason[], FileReason[]] = [[], []];
  let [sent, skipped] = [0, 0];
  try {
    for (const file of files) {
      const uri = uriOf(file.path);
      const what = await lookAt(file, limits);
      if (what.kind !== "access-log") (what.kind === "ignored" ? ignored : failed).push({ uri, reason: what.reason });
      else if (await sender.send(uri, what.sha256, formats.s3_access, limits, piecesOf(file, limits))) sent += 1;
      else skipped += 1;
    }
    const counts = { sent, skipped, ignored: ignored.length, failed: failed.length };
    return { files: counts, records: sender.counts, ignored, failed };
  } finally {
    ledger.close();
  }
}

type Look =
  | { readonly kind: "access-log"; readonly sha256: string }
  | { readonly kind: "ignored"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** Reads a file once: whether it is whole and an access log, and which content it is. */
async function lookAt(file: InputFile, limits: IngestLimits): Promise<Look> {
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  try {
    for await (const piece of decompressed(file, { limits, hash, onBytes: () => undefined })) {
      if (head.length < headBytes) head = Buffer.concat([head, piece.subarray(0, headBytes - head.length)]);
    }
  } catch (error) {
    if (!(error instanceof ObjectDamage)) throw error;
    return { kind: "failed", reason: error.message };
  }
  const recognised = recognise(file.path, head);
  if (recognised.kind !== "format") return { kind: "ignored", reason: recognised.reason };
  if (recognised.format !== "s3_access") return { kind: "ignored", reason: "only S3 access logs go into a channel" };
  return { kind: "access-log", sha256: hash.digest("hex") };
}

async function* piecesOf(file: InputFile, limits: IngestLimits): AsyncGenerator<Uint8Array> {
  const reading = { limits, hash: createHash("sha256"), onBytes: () => undefined };
  for await (const bytes of decompressed(file, reading)) {
    for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
  }
}

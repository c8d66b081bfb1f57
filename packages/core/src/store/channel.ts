import { resolve } from "node:path";
import { z } from "zod";
import { TrailkeepError } from "../error.ts";
import { createManifest, openManifest } from "./manifest.ts";
import type { Sqlite } from "./sqlite.ts";

/** What became of a file's records on their way into a channel. `read = sent + repeated + quarantined`. */
export interface SentCounts {
  readonly read: number;
  readonly sent: number;
  /** Same content as another record of the same request. */
  readonly repeated: number;
  readonly quarantined: number;
}

/** A file that is being sent: its place in the ledger, and how many of its records have been acknowledged. */
export interface SentFile {
  readonly id: number;
  readonly acknowledged: number;
  readonly isDone: boolean;
}

/** A record that the channel did not take, or that could not be read. */
export interface RefusedRecord {
  readonly position: number;
  /** The channel's code for it, or `Unreadable`. */
  readonly code: string;
  readonly message: string;
  /** The event as it was sent; the bytes as they stood (base64) where no event could be made. */
  readonly content: string;
}

/** A refused record as the store keeps it. */
export interface KeptRefusal extends RefusedRecord {
  readonly id: number;
  readonly channel: string;
  readonly inputObject: string;
  readonly refusedAtMs: number;
}

const fileRow = z.object({ id: z.number(), acknowledged: z.number(), done: z.number() });

const refusalRow = z.object({
  id: z.number(),
  channel: z.string(),
  uri: z.string(),
  position: z.number(),
  code: z.string(),
  message: z.string(),
  content: z.string(),
  refused_ms: z.number(),
});

/** What has been sent into channels, in a store's manifest: the memory that sends each batch once, but for the last. */
export class ChannelLedger {
  readonly #manifest: Sqlite;

  private constructor(manifest: Sqlite) {
    this.#manifest = manifest;
  }

  /** @throws TrailkeepError store-newer, store-damaged, storage-failed */
  static open(root: string): ChannelLedger {
    return new ChannelLedger(createManifest(resolve(root)));
  }

  /** Begins with a file of this content, or goes on with it. */
  begin(channel: string, uri: string, sha256: string): SentFile {
    const insert = "INSERT INTO channel_file (channel, uri, sha256) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    this.#manifest.run(insert, [channel, uri, sha256]);
    const select = "SELECT id, acknowledged, done FROM channel_file WHERE channel = ? AND uri = ? AND sha256 = ?";
    const row = this.#manifest.get(fileRow, select, [channel, uri, sha256]);
    if (row === undefined) throw new Error("the manifest gave no id to a file");
    return { id: row.id, acknowledged: row.acknowledged, isDone: row.done === 1 };
  }

  /**
   * Notes a batch: each of its records was acknowledged, dropped as a repeat, or refused.
   * @param from how many records had been acknowledged before it
   * @param to how many are now
   * @throws TrailkeepError store-busy if another run has sent it meanwhile
   */
  advance(file: SentFile, from: number, to: number, counts: SentCounts, refused: readonly RefusedRecord[]): void {
    this.#manifest.transaction(() => {
      const changed = this.#manifest.run(
        `UPDATE channel_file SET acknowledged = ?, records_read = records_read + ?, records_sent = records_sent + ?,
           records_repeated = records_repeated + ?, records_quarantined = records_quarantined + ?
         WHERE id = ? AND acknowledged = ?`,
        [to, counts.read, counts.sent, counts.repeated, counts.quarantined, file.id, from],
      );
      if (changed !== 1) throw elsewhere();
      for (const { position, code, message, content } of refused) {
        const insert = `INSERT INTO channel_quarantine (file_id, position, code, message, content, refused_ms)
          VALUES (?, ?, ?, ?, ?, ?)`;
        this.#manifest.run(insert, [file.id, position, code, message.replaceAll("\0", ""), content, Date.now()]);
      }
    });
  }

  /** All of the file's records have been acknowledged or refused. */
  finish(file: SentFile): void {
    this.#manifest.run("UPDATE channel_file SET done = 1 WHERE id = ?", [file.id]);
  }

  close(): void {
    this.#manifest.close();
  }
}

/** Records that channels did not take, in the order in which they were refused. Empty if the folder holds no store. */
export function channelRefusals(root: string, page: { readonly limit: number; readonly afterId?: number }) {
  const manifest = openManifest(resolve(root));
  try {
    const rows = manifest?.all(
      refusalRow,
      `SELECT q.id, f.channel, f.uri, q.position, q.code, q.message, q.content, q.refused_ms
       FROM channel_quarantine q JOIN channel_file f ON f.id = q.file_id WHERE q.id > ? ORDER BY q.id LIMIT ?`,
      [page.afterId ?? 0, page.limit],
    );
    return (rows ?? []).map(
      ({ uri: inputObject, refused_ms: refusedAtMs, ...rest }): KeptRefusal => ({ ...rest, inputObject, refusedAtMs }),
    );
  } finally {
    manifest?.close();
  }
}

function elsewhere(): TrailkeepError {
  const message = "another run is sending the same file into the same channel";
  return new TrailkeepError("store-busy", { message, hint: "wait for it to end; what it has sent is not sent again" });
}

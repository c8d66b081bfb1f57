import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { archiveMark, archiveMarkKey, releaseLease } from "@trailkeep/core/archive";
import type { SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import type { Dynamo } from "../aws.ts";
import { transact } from "../ledger/dynamo/transact.ts";

const text = z.string().nullable().default(null);
const whenMs = z.number().nullable().default(null);

/** The item that says how far a source's archive is, and what is being done to it. */
const markItem = archiveMark.extend({
  /** The hour that is being moved, and which attempt at it this is. */
  movingHour: text,
  attempt: z.number().int().positive().default(1),
  /** Days that got rows since small files were last merged. */
  touchedFrom: text,
  touchedThrough: text,
  optimizedMs: whenMs,
  vacuumedMs: whenMs,
});
export type ArchiveMark = z.infer<typeof markItem>;

/** What became of an hour. `records = moved + known`; `rows - records` were repeats within the hour. */
export interface MovedHour {
  readonly ingestHour: string;
  /** The first and last day (UTC) of its records; null where it has none. */
  readonly days: { readonly from: string; readonly through: string } | null;
  readonly rows: number;
  readonly records: number;
  /** Rows that the archive got. */
  readonly moved: number;
  /** Records that it had already. */
  readonly known: number;
  readonly scannedBytes: number;
}

/** The right to change a source's archive: one mover at a time has it. */
export class ArchiveLease {
  readonly #dynamo: Dynamo;
  readonly #table: string;
  readonly #source: SourceName;
  readonly #token: string;
  #mark: ArchiveMark;

  constructor(of: { dynamo: Dynamo; table: string; source: SourceName; token: string; item: unknown }) {
    this.#dynamo = of.dynamo;
    this.#table = of.table;
    this.#source = of.source;
    this.#token = of.token;
    this.#mark = markItem.parse(of.item);
  }

  get mark(): ArchiveMark {
    return this.#mark;
  }

  /** The attempt at an hour's move that is under way, or the first. What a dead mover has started has the same number. */
  async attemptAt(ingestHour: string): Promise<number> {
    if (this.#mark.movingHour !== ingestHour) await this.set({ movingHour: ingestHour, attempt: 1 });
    return this.#mark.attempt;
  }

  /** Another attempt: what the last one started has ended. */
  async nextAttempt(): Promise<number> {
    await this.set({ attempt: this.#mark.attempt + 1 });
    return this.#mark.attempt;
  }

  /** From now on the archive holds the hour whole. */
  async moved(hour: MovedHour): Promise<void> {
    const { touchedFrom, touchedThrough } = this.#mark;
    const { ingestHour, days, ...counts } = hour;
    const change = {
      through: ingestHour,
      movingHour: null,
      attempt: 1,
      touchedFrom: least(touchedFrom, days?.from),
      touchedThrough: greatest(touchedThrough, days?.through),
    };
    const movedMs = this.#dynamo.clock.nowMs();
    const { pk } = archiveMarkKey(this.#source);
    const done = await transact(this.#dynamo.client, [
      { Update: this.#update(change) },
      { Put: { TableName: this.#table, Item: { pk, sk: hourKey(ingestHour), movedMs, ...counts } } },
    ]);
    if (done.kind === "refused") throw this.#lost();
    this.#mark = { ...this.#mark, ...change };
  }

  /** Changes the mark, if the lease still stands. */
  async set(change: Partial<ArchiveMark>): Promise<void> {
    try {
      await this.#dynamo.client.send(new UpdateCommand(this.#update(change)));
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw this.#lost();
      throw error;
    }
    this.#mark = { ...this.#mark, ...change };
  }

  /** Lets the next mover begin at once. Of no effect where the lease has run out. */
  async release(): Promise<void> {
    const command = new UpdateItemCommand(
      releaseLease({ table: this.#table, source: this.#source, token: this.#token }),
    );
    await this.#dynamo.client.send(command).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  }

  #update(change: Readonly<Record<string, unknown>>) {
    const names = Object.keys(change);
    return {
      TableName: this.#table,
      Key: archiveMarkKey(this.#source),
      UpdateExpression: `SET ${names.map((_, place) => `#n${place} = :v${place}`).join(", ")}`,
      ConditionExpression: "leaseToken = :token",
      ExpressionAttributeNames: Object.fromEntries(names.map((name, place) => [`#n${place}`, name])),
      ExpressionAttributeValues: {
        ":token": this.#token,
        ...Object.fromEntries(Object.values(change).map((value, place) => [`:v${place}`, value])),
      },
    };
  }

  #lost(): TrailkeepError {
    const message = `another mover has taken over the archive of ${this.#source}`;
    return new TrailkeepError("store-busy", { message, hint: "it goes on from here; nothing is to be done" });
  }
}

/** The key of what became of an hour, beside the mark. */
export function hourKey(ingestHour: string): string {
  return `hour#${ingestHour}`;
}

function least(a: string | null, b: string | undefined): string | null {
  return a === null || (b !== undefined && b < a) ? (b ?? null) : a;
}

function greatest(a: string | null, b: string | undefined): string | null {
  return a === null || (b !== undefined && b > a) ? (b ?? null) : a;
}

import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { paginateQuery, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { objectPartition } from "@trailkeep/core/archive";
import { z } from "zod";
import type { Dynamo } from "../../aws.ts";
import type { Outcome } from "../ledger.ts";
import { entryItem } from "./item.ts";
import type { Key } from "./keys.ts";
import type { Write } from "./transact.ts";
import { recordValues, setting } from "./values.ts";

const markSchema = z.object({
  /** Of the quarantine's file when its replay began: with its key it names the claim. */
  etag: z.string(),
  /** The records of it that can be read, by their place in their object. */
  positions: z.array(z.number().int().nonnegative()).min(1),
});

/**
 * What is being replayed of an object's quarantined records. As long as an entry has it, nobody else takes anything out of its
 * quarantine: retention waits.
 */
export type ReplayMark = z.infer<typeof markSchema>;

const quarantinedItem = entryItem.extend({ replay: markSchema.nullable().default(null) });

/** An object of which records are in a file of the quarantine. */
export interface Quarantined {
  readonly key: Key;
  readonly recordsQuarantined: number;
  readonly replay: ReplayMark | null;
}

/** What became of replayed records: they are no more quarantined. */
export interface Replayed {
  readonly written: number;
  readonly repeated: number;
  readonly expired: number;
}

/** The marks of replays, in the entries of the objects that the records are of. */
export class Replays {
  readonly #dynamo: Dynamo;
  readonly #table: string;

  constructor(dynamo: Dynamo, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  /** The entry whose quarantined records are in a file (`s3://bucket/key`); null where there is none that is finished. */
  async of(inputObject: string, file: string): Promise<Quarantined | null> {
    const pages = paginateQuery(
      { client: this.#dynamo.client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": objectPartition(inputObject) },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      for (const item of Items) {
        const { pk, sk, quarantine, recordsQuarantined, replay } = quarantinedItem.parse(item);
        if (quarantine === file) return { key: { pk, sk }, recordsQuarantined, replay };
      }
    }
    return null;
  }

  /**
   * Marks an entry, of which the file has so many records. False where somebody was first, or where retention has told the
   * ledger that some are gone and not taken them out of the file yet.
   */
  begin({ key }: Quarantined, mark: ReplayMark, records: number): Promise<boolean> {
    return this.#changed(key, {
      UpdateExpression: "SET replay = :mark",
      ConditionExpression: "attribute_not_exists(replay) AND recordsQuarantined = :records",
      ExpressionAttributeValues: { ":mark": mark, ":records": records },
    });
  }

  /** Takes a mark off, and forgets the file where nothing is left of it. False where the mark is gone. */
  end({ key }: Quarantined, { etag }: ReplayMark, isFileGone = false): Promise<boolean> {
    return this.#changed(key, {
      UpdateExpression: `REMOVE replay${isFileGone ? ", quarantine" : ""}`,
      ConditionExpression: "replay.etag = :etag",
      ExpressionAttributeValues: { ":etag": etag },
    });
  }

  async #changed(Key: Key, change: Omit<UpdateCommandInput, "TableName" | "Key">): Promise<boolean> {
    try {
      await this.#dynamo.client.send(new UpdateCommand({ TableName: this.#table, Key, ...change }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** Counts replayed records as what they are now, in the entry of their object; to be part of a transaction. */
export function replayedWrite(table: string, { key }: Quarantined, mark: ReplayMark, replayed: Replayed): Write {
  const { written, repeated, expired } = replayed;
  return {
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: "ADD recordsQuarantined :gone, recordsWritten :w, recordsRepeated :r, recordsExpired :e",
      ConditionExpression: "replay.etag = :etag",
      ExpressionAttributeValues: {
        ":gone": -mark.positions.length,
        ":w": written,
        ":r": repeated,
        ":e": expired,
        ":etag": mark.etag,
      },
    },
  };
}

/** Has the entry of an object that was damaged as a whole say what came of its copy; to be part of a transaction. */
export function copiedWrite(table: string, { key }: Quarantined, outcome: Outcome, file: string): Write {
  const { state, reason, format, quarantine, records, bytes } = outcome;
  const values = { ...{ state, reason, format, quarantine }, ...recordValues(records), bytesWritten: bytes.written };
  const same = {
    condition: "#state = :damaged AND #quarantine = :file",
    also: { ":damaged": "quarantined", ":file": file },
  };
  return { Update: { TableName: table, Key: key, ...setting(values, same) } };
}

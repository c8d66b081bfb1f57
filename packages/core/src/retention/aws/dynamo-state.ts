import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { storeFailure } from "../../engine/remote/failure.ts";
import { TrailkeepError } from "../../error.ts";
import type { StateEntry, StateStore } from "../../store/state.ts";

/** An item holds 400 KB with its keys: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const partBytes = 380_000;

/** Values longer than this are stored packed. Bytes. */
const plainBytes = 4_096;

type Item = Readonly<Record<string, AttributeValue>>;

/**
 * State in a table of DynamoDB with text keys `pk` and `sk`. A key's part before its first `/` is the partition. A value that
 * is too large for an item lies in parts of its own, which are there before the item that names them.
 */
export class DynamoState implements StateStore {
  readonly #client: Pick<DynamoDBClient, "send">;
  readonly #table: string;

  constructor(client: Pick<DynamoDBClient, "send">, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(key: string): Promise<StateEntry | undefined> {
    const { Item } = await this.#asked(() =>
      this.#client.send(new GetItemCommand({ TableName: this.#table, Key: keysOf(key), ConsistentRead: true })),
    );
    return Item === undefined ? undefined : this.#entry(Item);
  }

  async putIfAbsent(key: string, value: string): Promise<boolean> {
    return this.#put(key, value, 1, { ConditionExpression: "attribute_not_exists(pk)" });
  }

  async putIfMatch(key: string, value: string, version: number): Promise<boolean> {
    return this.#put(key, value, version + 1, {
      ConditionExpression: "#version = :version",
      ExpressionAttributeNames: { "#version": "version" },
      ExpressionAttributeValues: { ":version": { N: String(version) } },
    });
  }

  /** The prefix holds a whole partition's name, up to its `/`. */
  async list(prefix: string, { limit, afterKey }: { readonly limit: number; readonly afterKey?: string | undefined }) {
    const { pk, sk } = keysOf(prefix);
    const entries: StateEntry[] = [];
    let from: Record<string, AttributeValue> | undefined =
      afterKey !== undefined && afterKey > prefix ? keysOf(afterKey) : undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.#asked(() =>
        this.#client.send(
          new QueryCommand({
            TableName: this.#table,
            KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
            ExpressionAttributeValues: { ":pk": pk, ":sk": sk },
            ConsistentRead: true,
            Limit: limit - entries.length,
            ...(from === undefined ? {} : { ExclusiveStartKey: from }),
          }),
        ),
      );
      for (const item of Items) entries.push(await this.#entry(item));
      from = LastEvaluatedKey;
    } while (from !== undefined && entries.length < limit);
    return entries;
  }

  async #put(
    key: string,
    value: string,
    version: number,
    condition: Pick<
      ConstructorParameters<typeof PutItemCommand>[0],
      "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
    >,
  ): Promise<boolean> {
    const stored = await this.#stored(value);
    const Item = { ...keysOf(key), ...stored, version: { N: String(version) } };
    try {
      await this.#client.send(new PutItemCommand({ TableName: this.#table, Item, ...condition }));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw storeFailure(error, this.#table);
      // A put that was tried twice may have been done the first time: then what is there is what was put.
      const found = await this.get(key);
      return found?.value === value && found.version === version;
    }
  }

  /** The value as an item has it; its parts are put first. */
  async #stored(value: string): Promise<Item> {
    if (value.length <= plainBytes) return { value: { S: value } };
    const packed = gzipSync(value);
    if (packed.length <= partBytes) return { packed: { B: packed } };
    const digest = createHash("sha256").update(packed).digest("hex");
    const count = Math.ceil(packed.length / partBytes);
    for (let part = 0; part < count; part++) {
      const Item = {
        pk: { S: partsKey(digest) },
        sk: { S: String(part).padStart(6, "0") },
        packed: { B: packed.subarray(part * partBytes, (part + 1) * partBytes) },
      };
      await this.#asked(() => this.#client.send(new PutItemCommand({ TableName: this.#table, Item })));
    }
    return { digest: { S: digest }, parts: { N: String(count) } };
  }

  async #entry(item: Item): Promise<StateEntry> {
    const key = `${item["pk"]?.S ?? ""}/${item["sk"]?.S ?? ""}`;
    const value = item["value"]?.S ?? gunzipSync(item["packed"]?.B ?? (await this.#parts(key, item))).toString();
    return { key, value, version: Number(item["version"]?.N) };
  }

  async #parts(key: string, item: Item): Promise<Buffer> {
    const digest = item["digest"]?.S ?? "";
    const parts: Uint8Array[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.#asked(() =>
        this.#client.send(
          new QueryCommand({
            TableName: this.#table,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": { S: partsKey(digest) } },
            ConsistentRead: true,
            ...(from === undefined ? {} : { ExclusiveStartKey: from }),
          }),
        ),
      );
      for (const { packed } of Items) parts.push(packed?.B ?? new Uint8Array());
      from = LastEvaluatedKey;
    } while (from !== undefined);
    const packed = Buffer.concat(parts);
    if (createHash("sha256").update(packed).digest("hex") === digest) return packed;
    throw new TrailkeepError("store-damaged", { message: "the parts of a value are not those that were put", at: key });
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw storeFailure(error, this.#table);
    }
  }
}

function keysOf(key: string): { readonly pk: AttributeValue.SMember; readonly sk: AttributeValue.SMember } {
  const end = key.indexOf("/");
  if (end === -1) throw new Error(`the key ${key} names no partition`);
  return { pk: { S: key.slice(0, end) }, sk: { S: key.slice(end + 1) } };
}

function partsKey(digest: string): string {
  return `parts#${digest}`;
}

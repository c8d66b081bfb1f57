import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, QueryCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { SourceName } from "@trailkeep/core/catalog";
import { noRecords } from "@trailkeep/core/store";
import type { Dynamo } from "../../aws.ts";
import { accountOf, type InputObject, objectName, uriOfObject } from "../../source/object.ts";
import type { Claim, Claimed, ClaimTerms, Ledger, LedgerEntry, Outcome, SourceOutcome } from "../ledger.ts";
import { batchGet } from "./batch-get.ts";
import { claimOf, type EntryItem, entryItem, entryOf } from "./item.ts";
import { entryKey, hourKey, inputObjectOf, type Key, shardOf, shards } from "./keys.ts";
import { copiedWrite, type Quarantined, type Replayed, type ReplayMark, replayedWrite } from "./replays.ts";
import { sumWrites } from "./sums.ts";
import { transact, type Write } from "./transact.ts";
import { recordValues, setting } from "./values.ts";

const hourMs = 3_600_000;

/** A claim that says it holds for longer was made by a worker whose clock was wrong. Lambda runs 15 minutes at most. */
const longestLeaseMs = 16 * 60_000;

/** So many closed hours are passed over before a claim gives up: a worker would have to be days behind. */
const maxClosedHours = 100;

/**
 * The ledger in one table of DynamoDB (keys `pk` and `sk`, both text). Every change is conditional on what the entry says,
 * so it does no harm when it is tried twice or comes late.
 */
export class DynamoLedger implements Ledger {
  readonly #dynamo: Dynamo;
  readonly #table: string;

  constructor(dynamo: Dynamo, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async claim(object: InputObject, terms: ClaimTerms): Promise<Claimed> {
    // A clock that is wrong would put the rows into an hour that no query looks at: the service's clock decides.
    if (!this.#dynamo.clock.isKnown) await this.#get(entryKey(object));
    const token = randomUUID();
    let hour = this.#hourNow();
    const shard = shardOf(objectName(object));
    let before: EntryItem | null = null;
    for (let closed = 0; closed < maxClosedHours; ) {
      const item: EntryItem = this.#newItem(object, { token, hour, leaseMs: terms.leaseMs, before });
      const written = await transact(this.#dynamo.client, [
        this.#claimWrite(item, before),
        this.#openWrite({ ingestHour: hour, shard }),
      ]);
      if (written.kind === "done") return { kind: "claimed", claim: claimOf(item, object) };
      const [entry, hourItem] = written.refusals;
      if (entry?.isRefused === true) {
        const found = entryItem.parse(entry.found ?? (await this.#get(entryKey(object))));
        // The call may have been tried twice, and the first try have done it.
        if (found.token === token) return { kind: "claimed", claim: claimOf(found, object) };
        const known = await this.#known(found, object, terms);
        if (known !== null) return known;
        before = found.state === "failed" ? found : null;
      } else if (hourItem?.isRefused === true) {
        closed += 1;
        hour = nextHour(hour);
      }
    }
    throw new Error(`the hours up to ${hour} are closed: the clock of this worker is wrong`);
  }

  async advance({ object, token }: Claim, sink: string, cursor: string): Promise<void> {
    await this.#update(object, {
      UpdateExpression: "SET cursors.#sink = :cursor",
      ConditionExpression: "#state = :claimed AND #token = :token",
      ExpressionAttributeNames: { "#sink": sink, "#state": "state", "#token": "token" },
      ExpressionAttributeValues: { ":cursor": cursor, ":claimed": "claimed", ":token": token },
    });
  }

  async finish(claim: Claim, outcome: Outcome): Promise<void> {
    const { object, ingestHour } = claim;
    const nowMs = this.#dynamo.clock.nowMs();
    const name = objectName(object);
    const shard = shardOf(name);
    await transact(this.#dynamo.client, [
      this.#finishWrite(object, outcome, nowMs),
      this.#endWrite({ ingestHour, shard }, outcome.sources),
      ...sumWrites(this.#table, { outcome, nowMs, shard, account: accountOf(object) }),
    ]);
  }

  /**
   * Ends with the replay of a file of the quarantine, which is claimed like an object and has no counts of its own: they go to
   * the entry of the object that its records are of, and to the sums of today.
   */
  async finishReplay(claim: Claim, { of, mark, sources, bytesWritten, counts }: ReplayOutcome): Promise<void> {
    const { object, ingestHour } = claim;
    const nowMs = this.#dynamo.clock.nowMs();
    const shard = shardOf(objectName(object));
    const bytes = { read: 0, written: bytesWritten };
    const rest = { state: "done", reason: "replayed", format: null, quarantine: null, sources, bytes } as const;
    const records = { read: 0, ...counts, quarantined: -mark.positions.length };
    const account = accountOf(inputObjectOf(of.key));
    const done = await transact(this.#dynamo.client, [
      this.#finishWrite(object, { ...rest, records: noRecords }, nowMs),
      this.#endWrite({ ingestHour, shard }, sources),
      ...sumWrites(this.#table, { outcome: { ...rest, records }, nowMs, shard, account, isCounted: false }),
      replayedWrite(this.#table, of, mark, counts),
    ]);
    if (done.kind === "done") return;
    const [entry] = done.refusals;
    // The call may have been tried twice, or another worker have done the same.
    if (entry?.isRefused !== true) throw new Error(`the mark of the replay of ${uriOfObject(object)} is gone`);
  }

  /**
   * Ends with a copy that lay in quarantine, of an object that was damaged as a whole: the object's entry says how it ended, and
   * where what is still not to be read of it lies.
   */
  async finishCopy(claim: Claim, outcome: Outcome, { of, file }: { readonly of: Quarantined; readonly file: string }) {
    const { object, ingestHour } = claim;
    const nowMs = this.#dynamo.clock.nowMs();
    const shard = shardOf(objectName(object));
    const account = accountOf(inputObjectOf(of.key));
    const without = { format: null, records: noRecords, sources: [], quarantine: null } as const;
    const own = { ...without, state: "done", reason: "replayed", bytes: { read: 0, written: 0 } } as const;
    const done = await transact(this.#dynamo.client, [
      this.#finishWrite(object, own, nowMs),
      this.#endWrite({ ingestHour, shard }, outcome.sources),
      ...sumWrites(this.#table, { outcome, nowMs, shard, account, wasDamaged: true }),
      copiedWrite(this.#table, of, outcome, file),
    ]);
    if (done.kind === "done" || done.refusals[0]?.isRefused === true) return;
    throw new Error(`the entry of ${of.key.pk} says no more that its copy is ${file}`);
  }

  async fail(claim: Claim, reason: string, mayStand: boolean): Promise<void> {
    const { object, ingestHour, token } = claim;
    const names = { "#state": "state", "#token": "token", "#reason": "reason" };
    const values = { ":reason": reason, ":claimed": "claimed", ":token": token };
    const mine = "#state = :claimed AND #token = :token";
    if (mayStand) {
      await this.#update(object, {
        UpdateExpression: "SET #reason = :reason, untilMs = :now",
        ConditionExpression: mine,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ...values, ":now": 0 },
      });
      return;
    }
    await transact(this.#dynamo.client, [
      {
        Update: {
          TableName: this.#table,
          Key: entryKey(object),
          UpdateExpression: "SET #state = :failed, #reason = :reason, finishedMs = :now REMOVE ingestHour",
          ConditionExpression: mine,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ...values, ":failed": "failed", ":now": this.#dynamo.clock.nowMs() },
        },
      },
      this.#endWrite({ ingestHour, shard: shardOf(objectName(object)) }, []),
    ]);
  }

  async entry(object: InputObject): Promise<LedgerEntry | null> {
    const item = await this.#get(entryKey(object));
    return item === undefined ? null : entryOf(entryItem.parse(item));
  }

  /** What is known of objects, in their order; null of those that were never claimed. At most 100, none twice. */
  async entries(objects: readonly InputObject[]): Promise<readonly (LedgerEntry | null)[]> {
    const found = await batchGet(this.#dynamo.client, this.#table, objects.map(entryKey));
    const entries = new Map(found.map((item) => [`${String(item["pk"])} ${String(item["sk"])}`, item]));
    return objects.map((object) => {
      const { pk, sk } = entryKey(object);
      const item = entries.get(`${pk} ${sk}`);
      return item === undefined ? null : entryOf(entryItem.parse(item));
    });
  }

  /**
   * Closes an hour: nobody claims for it any more. Its rows are all there as soon as nothing is open in it.
   * @returns how many objects are still under way in it
   */
  async closeHour(ingestHour: string): Promise<{ readonly open: number }> {
    let open = 0;
    for (let shard = 0; shard < shards; shard++) {
      const { Attributes } = await this.#dynamo.client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: hourKey(ingestHour, shard),
          UpdateExpression: "SET #closed = :true",
          ExpressionAttributeNames: { "#closed": "closed" },
          ExpressionAttributeValues: { ":true": true },
          ReturnValues: "ALL_NEW",
        }),
      );
      open += Number(Attributes?.["open"] ?? 0);
    }
    return { open };
  }

  /** What an hour holds: objects under way, and the rows that are written, by source. */
  async hour(ingestHour: string): Promise<{ readonly open: number; rowsOf(source: SourceName): number }> {
    const { Items = [] } = await this.#dynamo.client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": hourKey(ingestHour, 0).pk },
        ConsistentRead: true,
      }),
    );
    const sum = (name: string) => Items.reduce((total, item) => total + Number(item[name] ?? 0), 0);
    return { open: sum("open"), rowsOf: (source) => sum(rowsName(source)) };
  }

  #hourNow(): string {
    return hourOf(this.#dynamo.clock.nowMs());
  }

  /** Another claim is there: it stands, or it has run out and is taken over. Null if it has failed: it is claimed anew. */
  async #known(found: EntryItem, object: InputObject, terms: ClaimTerms): Promise<Claimed | null> {
    if (found.state === "failed") return null;
    if (found.state !== "claimed") return { kind: "known", entry: entryOf(found) };
    const nowMs = this.#dynamo.clock.nowMs();
    const isHeld = found.untilMs > nowMs && found.untilMs <= nowMs + longestLeaseMs;
    if (isHeld && terms.insist !== true) return { kind: "held", untilMs: found.untilMs };
    const token = randomUUID();
    const taken = { ...found, token, attempt: found.attempt + 1, untilMs: nowMs + terms.leaseMs };
    const other = await this.#update(object, {
      UpdateExpression: "SET #token = :token, attempt = :attempt, untilMs = :until",
      ConditionExpression: "#state = :claimed AND #token = :other",
      ExpressionAttributeNames: { "#token": "token", "#state": "state" },
      ExpressionAttributeValues: {
        ":token": token,
        ":attempt": taken.attempt,
        ":until": taken.untilMs,
        ":claimed": "claimed",
        ":other": found.token,
      },
    });
    if (other === null || other.token === token) return { kind: "claimed", claim: claimOf(taken, object, isHeld) };
    return this.#known(other, object, terms);
  }

  #newItem(
    object: InputObject,
    by: { readonly token: string; readonly hour: string; readonly leaseMs: number; readonly before: EntryItem | null },
  ): EntryItem {
    const nowMs = this.#dynamo.clock.nowMs();
    return entryItem.parse({
      ...entryKey(object),
      service: object.service,
      bucket: object.bucket,
      key: object.key,
      versionKind: object.version.kind,
      version: object.version.value,
      sizeBytes: object.sizeBytes,
      storedMs: object.storedMs,
      state: "claimed",
      ingestHour: by.hour,
      token: by.token,
      untilMs: nowMs + by.leaseMs,
      attempt: (by.before?.attempt ?? 0) + 1,
      firstSeenMs: by.before?.firstSeenMs ?? nowMs,
    });
  }

  /** A new entry, or one in the place of a failed one. */
  #claimWrite(item: EntryItem, before: EntryItem | null): Write {
    const isNew = "attribute_not_exists(pk)";
    return {
      Put: {
        TableName: this.#table,
        Item: item,
        ...(before === null
          ? { ConditionExpression: isNew }
          : {
              ConditionExpression: "#state = :failed AND attempt = :attempt",
              ExpressionAttributeNames: { "#state": "state" },
              ExpressionAttributeValues: { ":failed": "failed", ":attempt": before.attempt },
            }),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    };
  }

  /** One more object under way in an hour. */
  #openWrite({ ingestHour, shard }: HourShard): Write {
    return {
      Update: {
        TableName: this.#table,
        Key: hourKey(ingestHour, shard),
        UpdateExpression: "ADD #open :one",
        ConditionExpression: "attribute_not_exists(#closed)",
        ExpressionAttributeNames: { "#open": "open", "#closed": "closed" },
        ExpressionAttributeValues: { ":one": 1 },
      },
    };
  }

  /** One less, with the rows that it brought. Who has begun in time may finish in an hour that was closed meanwhile. */
  #endWrite({ ingestHour, shard }: HourShard, sources: Outcome["sources"]): Write {
    return {
      Update: {
        TableName: this.#table,
        Key: hourKey(ingestHour, shard),
        UpdateExpression: `ADD #open :less${sources.map((_, place) => `, #s${place} :s${place}`).join("")}`,
        ExpressionAttributeNames: {
          "#open": "open",
          ...Object.fromEntries(sources.map(({ source }, place) => [`#s${place}`, rowsName(source)])),
        },
        ExpressionAttributeValues: {
          ":less": -1,
          ...Object.fromEntries(sources.map(({ written }, place) => [`:s${place}`, written])),
        },
      },
    };
  }

  #finishWrite(
    object: InputObject,
    { records, bytes, state, reason, format, quarantine }: Outcome,
    nowMs: number,
  ): Write {
    const values = {
      ...{ finishedMs: nowMs, state, reason, format, quarantine },
      ...recordValues(records),
      bytesRead: bytes.read,
      bytesWritten: bytes.written,
    };
    const mine = { condition: "#state = :claimed", also: { ":claimed": "claimed" } };
    return { Update: { TableName: this.#table, Key: entryKey(object), ...setting(values, mine) } };
  }

  async #get(key: Key): Promise<unknown> {
    const input = { TableName: this.#table, Key: key, ConsistentRead: true };
    return (await this.#dynamo.client.send(new GetCommand(input))).Item;
  }

  /** Changes an entry; answers with what stands instead if the condition does not hold, else with null. */
  async #update(object: InputObject, change: Omit<UpdateCommandInput, "TableName" | "Key">): Promise<EntryItem | null> {
    const input = {
      ...change,
      TableName: this.#table,
      Key: entryKey(object),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    } as const;
    try {
      await this.#dynamo.client.send(new UpdateCommand(input));
      return null;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return entryItem.parse(error.Item === undefined ? await this.#get(entryKey(object)) : unmarshall(error.Item));
    }
  }
}

/** What came of replaying a file of the quarantine. */
export interface ReplayOutcome {
  readonly of: Quarantined;
  readonly mark: ReplayMark;
  readonly sources: readonly SourceOutcome[];
  readonly bytesWritten: number;
  readonly counts: Replayed;
}

/** The hour of an instant, UTC, `YYYY-MM-DDTHH`. */
interface HourShard {
  readonly ingestHour: string;
  readonly shard: number;
}

/** In the item of an hour: rows of a source. */
function rowsName(source: SourceName): string {
  return `rows_${source}`;
}

function hourOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 13);
}

function nextHour(hour: string): string {
  return hourOf(Date.parse(`${hour}:00:00Z`) + hourMs);
}

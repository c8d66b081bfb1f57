import { objectPartition } from "@trailkeep/core/archive";
import { type InputObject, type NamedObject, objectOfUri, uriOfObject, versionText } from "../../source/object.ts";

/** The keys of the ledger's table: `pk` and `sk`, both text. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Over so many items each count of an hour or a day is spread: workers would wait for each other on one. */
export const shards = 8;

/** The entry of an object and version. */
export function entryKey(object: InputObject): Key {
  return { pk: objectPartition(uriOfObject(object)), sk: versionText(object.version) };
}

/** The object that an entry is of, by the entry's key. */
export function inputObjectOf({ pk }: Key): NamedObject {
  return objectOfUri(pk.slice(objectPartition("").length));
}

/** How many objects of an hour are under way, and whether the hour takes more. */
export function hourKey(ingestHour: string, shard: number): Key {
  return { pk: `hour#${ingestHour}`, sk: `open#${shard}` };
}

/** What was taken on a day (UTC, by the time of taking) of a source and account. */
export function sumKey(day: string, shard: number, source: string, account: string): Key {
  return { pk: `sum#${shard}`, sk: `${day}#${source}#${account}` };
}

/** Which of the shards an object counts in. */
export function shardOf(name: string): number {
  return Number.parseInt(name.slice(0, 8), 16) % shards;
}

import type { SourceName } from "@trailkeep/core/catalog";
import { recordFields, type StoreField } from "@trailkeep/core/store/row";

/** A field of the catalog: where its value goes. */
export interface Leaf {
  readonly kind: "leaf";
  readonly place: number;
  readonly field: StoreField;
}

/** An object whose members the catalog knows by dotted names, such as `userIdentity`. */
export interface Struct {
  readonly kind: "struct";
  readonly members: Members<Leaf | Struct>;
}

interface Name<T> {
  readonly bytes: Buffer;
  readonly value: T;
}

/** Names of members with what they stand for, found by their bytes. */
export class Members<T> {
  readonly #byName = new Map<string, T>();
  /** By length and last byte: the names of one record hardly share both. */
  readonly #buckets = new Map<number, Name<T>[]>();

  constructor(entries: Iterable<readonly [name: string, value: T]>) {
    for (const [name, value] of entries) {
      const bytes = Buffer.from(name);
      const key = bucketOf(bytes.length, bytes[bytes.length - 1]);
      this.#byName.set(name, value);
      this.#buckets.set(key, [...(this.#buckets.get(key) ?? []), { bytes, value }]);
    }
  }

  get(name: string): T | undefined {
    return this.#byName.get(name);
  }

  /** By the name's bytes from `start` to `end`. */
  at(source: Buffer, start: number, end: number): T | undefined {
    const bucket = this.#buckets.get(bucketOf(end - start, source[end - 1]));
    return bucket?.find((name) => isAt(name.bytes, source, start))?.value;
  }
}

function bucketOf(length: number, last = 0): number {
  return length * 256 + last;
}

function isAt(name: Buffer, source: Buffer, start: number): boolean {
  for (let place = 0; place < name.length; place++) if (name[place] !== source[start + place]) return false;
  return true;
}

/** Fields that no member of a record fills: Trailkeep writes them itself. */
const ownFields = ["otherFields", "raw"] as const;

/** The members of a source's record, as the catalog's dotted names nest. */
export function shapeOf(source: SourceName): Struct {
  const leaves = recordFields(source)
    .map((field, place) => ({ path: field.name.split("."), leaf: { kind: "leaf", place, field } as const }))
    .filter(({ leaf }) => !ownFields.some((name) => name === leaf.field.name));
  return grow(leaves);
}

/** Where a field stands in a row's cells. */
export function placeOf(source: SourceName, name: string): number {
  const place = recordFields(source).findIndex((field) => field.name === name);
  if (place < 0) throw new Error(`${source} has no field ${name}`);
  return place;
}

interface Branch {
  readonly path: readonly string[];
  readonly leaf: Leaf;
}

function grow(branches: readonly Branch[]): Struct {
  const byName = new Map<string, Branch[]>();
  for (const branch of branches) {
    const [name = "", ...path] = branch.path;
    byName.set(name, [...(byName.get(name) ?? []), { path, leaf: branch.leaf }]);
  }
  return { kind: "struct", members: new Members([...byName].map(([name, group]) => [name, member(group)])) };
}

function member(group: readonly Branch[]): Leaf | Struct {
  const [first] = group;
  return first !== undefined && first.path.length === 0 ? first.leaf : grow(group);
}

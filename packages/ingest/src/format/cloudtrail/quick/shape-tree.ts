import type { Leaf } from "../shape.ts";

/** What the value of a member is for: a field, fields of an object, a member of a list's elements, or only JSON. */
export type Target =
  | Leaf
  | { readonly kind: "struct"; readonly tree: Shape }
  | { readonly kind: "member"; readonly place: number }
  | { readonly kind: "open" };

/** Names of the members that an object may have; undefined for a name that is none. */
export type Names = (name: string) => Target | undefined;

/** More shapes than this are no regular records: a log with names made of data would fill the memory. */
const maxShapes = 20_000;

/**
 * The names of an object's members so far, in their order: what comes next is mostly what came next the last time. A shape
 * also knows the canonical order of its members, so no record is sorted twice.
 */
export class Shape {
  /** The last member's name as it stands: quotes and colon included. Empty for an object without members. */
  readonly key: Uint8Array;
  readonly target: Target;
  readonly next: Shape[] = [];
  /** How the members have to be ordered by the bytes of their names; null if they are. */
  readonly order: Int32Array | null;
  readonly #names: Names;
  readonly #keys: readonly Uint8Array[];
  readonly #count: { shapes: number };

  private constructor(key: Uint8Array, target: Target, keys: readonly Uint8Array[], from: Names | Shape) {
    this.key = key;
    this.target = target;
    this.#keys = keys;
    this.order = orderOf(keys);
    this.#names = from instanceof Shape ? from.#names : from;
    this.#count = from instanceof Shape ? from.#count : { shapes: 0 };
  }

  /** An object without members. */
  static empty(names: Names): Shape {
    return new Shape(new Uint8Array(0), { kind: "open" }, [], names);
  }

  /**
   * The shape with one more member.
   * @param key the name as it stands, quotes and colon included, without escapes
   * @returns undefined if there is no such member, it is there already, or there are too many shapes
   */
  learn(key: Uint8Array): Shape | undefined {
    const target = this.#names(Buffer.from(key.subarray(1, -2)).toString());
    const isTwice = this.#keys.some((known) => Buffer.compare(known, key) === 0);
    if (target === undefined || isTwice || this.#count.shapes >= maxShapes) return undefined;
    const own = key.slice();
    const shape = new Shape(own, target, [...this.#keys, own], this);
    this.#count.shapes += 1;
    this.next.push(shape);
    return shape;
  }
}

/** By the bytes of the names alone: a name is less than one that goes on after it. */
function orderOf(keys: readonly Uint8Array[]): Int32Array | null {
  const names = keys.map((key) => key.subarray(1, -2));
  const order = names.map((_, place) => place);
  order.sort((a, b) => Buffer.compare(names[a] ?? new Uint8Array(0), names[b] ?? new Uint8Array(0)));
  return order.every((place, at) => place === at) ? null : Int32Array.from(order);
}

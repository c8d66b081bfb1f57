import type { SourceName } from "@trailkeep/core/catalog";
import { recordFields } from "@trailkeep/core/store/row";
import type { Address } from "../../../kernel/calls.ts";
import { kernel } from "../../../kernel/kernel.ts";
import { type Leaf, type Struct, shapeOf } from "../shape.ts";

/** What the value of a member is for: a field, fields of an object, a member of a list's elements, or only JSON. */
type Target =
  | Leaf
  | { readonly kind: "struct"; readonly tree: Address }
  | { readonly kind: "member"; readonly place: number }
  | { readonly kind: "open" };

/** Names of the members that an object may have; undefined for a name that is none. */
type Names = (name: string) => Target | undefined;

/** More shapes than this are no regular records: a log with names made of data would fill the memory. */
const maxShapes = 20_000;

/** Kinds and types as the kernel has them (`kernel/shape.ts`, `kernel/record.ts`). */
const kinds = { open: 0, leaf: 1, struct: 2, member: 3 } as const;
const types = { string: 0, json: 1, boolean: 2, timestamp: 3, list: 4, integer: 5, double: 5 } as const;

interface Shape {
  readonly names: Names;
  /** Names of its members, quotes and colon included. */
  readonly keys: readonly Buffer[];
}

/** What the members of records are for, and the shapes that records had so far: see `kernel/shape.ts`. */
export class Shapes {
  readonly #shapes = new Map<Address, Shape>();
  /** Members of the structs in the list field. */
  readonly members: readonly string[];
  /** Empty shapes. */
  readonly record: Address;
  readonly any: Address;
  readonly element: Address;

  constructor(source: SourceName) {
    this.members = recordFields(source).find((field) => field.type === "list")?.field.members ?? [];
    this.record = this.#tree(shapeOf(source));
    this.any = this.#empty(() => ({ kind: "open" }));
    this.element = this.#empty((name) => {
      const place = this.members.indexOf(name);
      return place < 0 ? undefined : { kind: "member", place };
    });
  }

  get count(): number {
    return this.#shapes.size;
  }

  /** A shape with one more member, whose name stands at `key`; 0 if there is no such member, or it is there already. */
  learn(from: Address, key: Address, length: number): Address {
    const shape = this.#shapes.get(from);
    const own = Buffer.from(kernel().view(key, length));
    if (shape === undefined || this.count >= maxShapes || shape.keys.some((known) => known.equals(own))) return 0;
    const target = shape.names(own.toString("utf8", 1, length - 2));
    return target === undefined ? 0 : this.#add(from, own, target, { names: shape.names, keys: [...shape.keys, own] });
  }

  /** Gives the memory back. */
  release(): void {
    for (const address of this.#shapes.keys()) kernel().calls.freeShape(address);
    this.#shapes.clear();
  }

  #empty(names: Names): Address {
    return this.#add(0, Buffer.alloc(0), { kind: "open" }, { names, keys: [] });
  }

  #add(parent: Address, key: Buffer, target: Target, shape: Shape): Address {
    const order = held(orderOf(shape.keys));
    const { calls } = kernel();
    const at = calls.scratch(key.length);
    kernel().bytes.set(key, at);
    const { kind } = target;
    const type = kind === "leaf" ? types[target.field.type] : 0;
    const address = calls.addShape(parent, at, key.length, kinds[kind], placeOf(target), type, order);
    this.#shapes.set(address, shape);
    return address;
  }

  #tree(struct: Struct): Address {
    const known = new Map<string, Target>();
    return this.#empty((name) => {
      const member = known.get(name) ?? this.#target(struct.members.get(name));
      if (member !== undefined) known.set(name, member);
      return member;
    });
  }

  #target(member: Leaf | Struct | undefined): Target | undefined {
    return member?.kind === "struct" ? { kind: "struct", tree: this.#tree(member) } : member;
  }
}

function placeOf(target: Target): number {
  if (target.kind === "struct") return target.tree;
  return target.kind === "open" ? 0 : target.place;
}

/** How members have to be ordered by the bytes of their names (a name is less than one that goes on after it); null if they are. */
function orderOf(keys: readonly Buffer[]): readonly number[] | null {
  const names = keys.map((key) => key.subarray(1, -2));
  const order = names.map((_, place) => place);
  order.sort((a, b) => Buffer.compare(names[a] ?? Buffer.alloc(0), names[b] ?? Buffer.alloc(0)));
  return order.every((place, at) => place === at) ? null : order;
}

/** An order in the kernel's memory; 0 for none. The shape gives it back. */
function held(order: readonly number[] | null): Address {
  if (order === null) return 0;
  const at = kernel().calls.hold(4 * order.length);
  const { bytes } = kernel();
  for (const [turn, place] of order.entries()) bytes.writeInt32LE(place, at + 4 * turn);
  return at;
}

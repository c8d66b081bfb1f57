export const OBJECT = 1;
export const ARRAY = 2;
export const STRING = 3;
export const NUMBER = 4;
export const TRUE = 5;
export const FALSE = 6;
export const NULL = 7;

/** A string with a backslash in it. */
export const ESCAPED = 1;
/** A value in whose text there is white space between tokens, or an escaped surrogate. */
export const LOOSE = 2;

/**
 * A JSON value as a list of nodes in source order, a parent before its children; a member of an object is two nodes, key
 * and value. A node knows its extent in the bytes (quotes and brackets included) and the node behind its subtree.
 */
export class Tape {
  kind = new Uint8Array(256);
  flags = new Uint8Array(256);
  start = new Int32Array(256);
  end = new Int32Array(256);
  next = new Int32Array(256);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  /** Adds a node whose extent is not known yet. */
  open(kind: number, start: number): number {
    if (this.length === this.kind.length) this.#grow();
    const node = this.length++;
    this.kind[node] = kind;
    this.flags[node] = 0;
    this.start[node] = start;
    this.end[node] = start;
    this.next[node] = node + 1;
    return node;
  }

  close(node: number, end: number, flags: number): void {
    this.end[node] = end;
    this.flags[node] = flags;
    this.next[node] = this.length;
  }

  kindOf(node: number): number {
    return this.kind[node] ?? 0;
  }

  startOf(node: number): number {
    return this.start[node] ?? 0;
  }

  endOf(node: number): number {
    return this.end[node] ?? 0;
  }

  /** The node behind a node and all that is in it. */
  after(node: number): number {
    return this.next[node] ?? this.length;
  }

  has(node: number, flag: number): boolean {
    return ((this.flags[node] ?? 0) & flag) !== 0;
  }

  #grow(): void {
    const size = this.kind.length * 2;
    this.kind = grown(this.kind, new Uint8Array(size));
    this.flags = grown(this.flags, new Uint8Array(size));
    this.start = grown(this.start, new Int32Array(size));
    this.end = grown(this.end, new Int32Array(size));
    this.next = grown(this.next, new Int32Array(size));
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** A kind in words, for reasons. */
export function kindName(kind: number): string {
  switch (kind) {
    case OBJECT:
      return "an object";
    case ARRAY:
      return "an array";
    case STRING:
      return "a string";
    case NUMBER:
      return "a number";
    case NULL:
      return "null";
    default:
      return "a boolean";
  }
}

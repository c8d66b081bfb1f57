import { grown, padding } from "./bytes";

/** What the value of a member is for. */
export const OPEN: i32 = 0;
export const LEAF: i32 = 1;
export const STRUCT: i32 = 2;
export const MEMBER: i32 = 3;

/** Asked for a shape with one more member, whose name stands there with its quotes and colon; 0 if there is none. */
declare function learn(shape: usize, key: usize, length: i32): usize;

/**
 * The names of an object's members so far, in their order: what comes next is mostly what came next the last time. A shape
 * also knows the canonical order of its members, so no record is sorted twice. Which shapes there are is decided outside.
 */
@unmanaged
export class Shape {
  /** The last member's name as it stands: quotes and colon included. */
  key: usize;
  keyLength: i32;
  kind: i32;
  /** A leaf's or member's place; a struct's empty shape. */
  target: usize;
  /** Of a leaf: the type of its field. */
  type: i32;
  /** How the members have to be ordered by the bytes of their names: 32-bit places; 0 if they are. */
  order: usize;
  next: usize;
  nextCount: i32;
  nextSize: i32;
}

/** A new shape; `parent` 0 is an object without members. The key is copied, the order is kept. */
export function addShape(
  parent: usize,
  key: usize,
  length: i32,
  kind: i32,
  target: usize,
  type: i32,
  order: usize,
): usize {
  const at = heap.alloc(offsetof<Shape>() + length + padding);
  memory.fill(at, 0, offsetof<Shape>() + length + padding);
  const shape = changetype<Shape>(at);
  shape.key = at + offsetof<Shape>();
  shape.keyLength = length;
  memory.copy(shape.key, key, length);
  shape.kind = kind;
  shape.target = target;
  shape.type = type;
  shape.order = order;
  if (parent != 0) addNext(changetype<Shape>(parent), at);
  return at;
}

function addNext(shape: Shape, next: usize): void {
  if (shape.nextCount == shape.nextSize) {
    shape.nextSize = max(4, shape.nextSize * 2);
    shape.next = grown(shape.next, 4 * shape.nextCount, 4 * shape.nextSize);
  }
  store<u32>(shape.next + 4 * shape.nextCount++, next);
}

export function freeShape(at: usize): void {
  const shape = changetype<Shape>(at);
  if (shape.order != 0) heap.free(shape.order);
  if (shape.next != 0) heap.free(shape.next);
  heap.free(at);
}

/** The shape with the member whose name stands at `at`; null if it cannot have one. */
export function follow(shape: Shape, at: usize, to: usize): Shape | null {
  const next = shape.next;
  const count = shape.nextCount;
  for (let turn = 0; turn < count; turn++) {
    const known = changetype<Shape>(load<u32>(next + 4 * turn));
    if (!isKeyAt(known.key, at, known.keyLength)) continue;
    // What came up goes forward by one: the usual members are tried first.
    if (turn > 0) {
      store<u32>(next + 4 * turn, load<u32>(next + 4 * (turn - 1)));
      store<u32>(next + 4 * (turn - 1), changetype<usize>(known));
    }
    return at + known.keyLength < to ? known : null;
  }
  return null;
}

/** The same for a name that is not known yet; `end` is that behind its closing quote. */
export function followNew(shape: Shape, at: usize, end: usize): Shape | null {
  const found = learn(changetype<usize>(shape), at, <i32>(end + 1 - at));
  return found == 0 ? null : changetype<Shape>(found);
}

function isKeyAt(key: usize, at: usize, length: i32): bool {
  if (load<u32>(key) != load<u32>(at)) return length < 4 && isShortKeyAt(key, at, length);
  let place = 4;
  for (; place + 8 <= length; place += 8) if (load<u64>(key + place) != load<u64>(at + place)) return false;
  const rest = length - place;
  return rest <= 0 || (load<u64>(key + place) ^ load<u64>(at + place)) << ((8 - rest) * 8) == 0;
}

/** `"":` is the only name with less than four bytes. */
function isShortKeyAt(key: usize, at: usize, length: i32): bool {
  return (load<u32>(key) ^ load<u32>(at)) << ((4 - length) * 8) == 0;
}

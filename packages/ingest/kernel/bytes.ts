/** What any buffer has behind its end: whole vectors are read and written, also the last one. */
export const padding: i32 = 32;

/** Longer stretches are copied by the engine's own routine, which takes a while to call. */
const mostByVector: i32 = 512;

/** New memory, all zero. */
export function zeroed(size: i32): usize {
  const at = heap.alloc(size + padding);
  memory.fill(at, 0, size + padding);
  return at;
}

/** As many bytes elsewhere, with more room behind them. */
export function grown(from: usize, length: i32, size: i32): usize {
  const at = heap.alloc(size + padding);
  if (from != 0) {
    memory.copy(at, from, length);
    heap.free(from);
  }
  return at;
}

/** Copies, and may write over what is behind the target within its padding. */
export function copy(to: usize, from: usize, length: i32): void {
  if (length > mostByVector) {
    memory.copy(to, from, length);
    return;
  }
  for (let at = 0; at < length; at += 16) v128.store(to + at, v128.load(from + at));
}

export function isSame(one: usize, other: usize, length: i32): bool {
  let at = 0;
  for (; at + 16 <= length; at += 16) {
    if (v128.any_true(v128.xor(v128.load(one + at), v128.load(other + at)))) return false;
  }
  if (at + 8 <= length) {
    if (load<u64>(one + at) != load<u64>(other + at)) return false;
    at += 8;
  }
  const rest = length - at;
  return rest == 0 || (load<u64>(one + at) ^ load<u64>(other + at)) << ((8 - rest) * 8) == 0;
}

let scratchAt: usize = 0;
let scratchSize: i32 = 0;

/** Room for so many bytes, until the next call. */
export function scratch(size: i32): usize {
  if (size > scratchSize) {
    if (scratchAt != 0) heap.free(scratchAt);
    scratchSize = max(size * 2, 4096);
    scratchAt = heap.alloc(scratchSize + padding);
  }
  return scratchAt;
}

/** Memory that stays until it is given to `release`. */
export function hold(size: i32): usize {
  return zeroed(size);
}

export function release(at: usize): void {
  heap.free(at);
}

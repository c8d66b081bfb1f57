import { copy, grown, isSame, zeroed } from "./bytes";

/** Beyond either, a column chunk is written plain. */
const maxEntries: i32 = 16384;
const maxDictionaryBytes: i32 = 1024 * 1024;
/** A dictionary pays if each value is used so often; asked once there are some. */
const leastUses: i32 = 2;
const fewEntries: i32 = 256;

/** Of a longer value so many bytes are hashed, at its beginning and at its end. */
const hashedBytes: i32 = 128;

/** Text values of a column chunk: numbers into a dictionary while values repeat, plain otherwise. */
@unmanaged
export class Text {
  usesDictionary: i32;
  /** Values as PLAIN encoding has them: 32 bits of length, then the bytes. */
  plain: usize;
  plainLength: i32;
  plainSize: i32;
  /** The number of each value in the dictionary, 16 bits. */
  places: usize;
  placesSize: i32;
  count: i32;
  /** The dictionary's values in PLAIN encoding, where each begins, and their hashes. */
  values: usize;
  valuesLength: i32;
  valuesSize: i32;
  offsets: usize;
  hashes: usize;
  entriesSize: i32;
  entries: i32;
  /** The value that came last; -1 if there is none. */
  last: i32;
  /** Numbers plus one, by hash; 0 is free. */
  slots: usize;
  slotCount: i32;
}

export function newText(): Text {
  const text = changetype<Text>(zeroed(offsetof<Text>()));
  text.usesDictionary = 1;
  text.last = -1;
  return text;
}

export function freeText(text: Text): void {
  if (text.plain != 0) heap.free(text.plain);
  freeDictionary(text);
  heap.free(changetype<usize>(text));
}

export function appendText(text: Text, from: usize, length: i32): void {
  if (text.usesDictionary) appendPlace(text, placeOf(text, from, length));
  else appendPlain(text, from, length);
}

/** The next page begins, with a dictionary of its own if there is any. */
export function clearText(text: Text): void {
  text.plainLength = 0;
  text.count = 0;
  text.entries = 0;
  text.valuesLength = 0;
  text.last = -1;
  if (text.slots != 0) memory.fill(text.slots, 0, 4 * text.slotCount);
}

function appendPlain(text: Text, from: usize, length: i32): void {
  const end = text.plainLength + 4 + length;
  if (end > text.plainSize) {
    text.plainSize = max(end, max(1024, text.plainSize * 2));
    text.plain = grown(text.plain, text.plainLength, text.plainSize);
  }
  const at = text.plain + text.plainLength;
  store<u32>(at, length);
  copy(at + 4, from, length);
  text.plainLength = end;
}

function appendPlace(text: Text, place: i32): void {
  if (text.count == text.placesSize) {
    text.placesSize = max(256, text.placesSize * 2);
    text.places = grown(text.places, 2 * text.count, 2 * text.placesSize);
  }
  store<u16>(text.places + 2 * text.count++, <u16>place);
  // A new entry is the only time at which the dictionary may have become too large.
  if (place != text.entries - 1) return;
  const pays = text.entries < fewEntries || text.count >= text.entries * leastUses;
  if (!pays || text.entries > maxEntries || text.valuesLength > maxDictionaryBytes) toPlain(text);
}

/** Gives the dictionary up, for this chunk. */
function toPlain(text: Text): void {
  text.usesDictionary = 0;
  for (let at = 0; at < text.count; at++) {
    const value = text.values + load<i32>(text.offsets + 4 * <i32>load<u16>(text.places + 2 * at));
    appendPlain(text, value + 4, load<i32>(value));
  }
  freeDictionary(text);
}

function freeDictionary(text: Text): void {
  if (text.places != 0) heap.free(text.places);
  if (text.values != 0) heap.free(text.values);
  if (text.offsets != 0) heap.free(text.offsets);
  if (text.hashes != 0) heap.free(text.hashes);
  if (text.slots != 0) heap.free(text.slots);
  text.places = 0;
  text.values = 0;
  text.offsets = 0;
  text.hashes = 0;
  text.slots = 0;
  text.placesSize = 0;
  text.valuesSize = 0;
  text.entriesSize = 0;
  text.slotCount = 0;
  text.valuesLength = 0;
  text.entries = 0;
  text.count = 0;
}

/** The number of a value in the dictionary, to which it is added if it is new. */
function placeOf(text: Text, from: usize, length: i32): i32 {
  if (text.last >= 0 && isAt(text, text.last, from, length)) return text.last;
  const hash = hashOf(from, length);
  if (2 * text.entries >= text.slotCount) growSlots(text);
  const mask = text.slotCount - 1;
  let slot = hash & mask;
  for (let number = load<i32>(text.slots + 4 * slot); number != 0; number = load<i32>(text.slots + 4 * slot)) {
    if (load<i32>(text.hashes + 4 * (number - 1)) == hash && isAt(text, number - 1, from, length)) {
      text.last = number - 1;
      return number - 1;
    }
    slot = (slot + 1) & mask;
  }
  store<i32>(text.slots + 4 * slot, text.entries + 1);
  text.last = text.entries;
  return add(text, hash, from, length);
}

function isAt(text: Text, place: i32, from: usize, length: i32): bool {
  const value = text.values + load<i32>(text.offsets + 4 * place);
  return load<i32>(value) == length && isSame(value + 4, from, length);
}

function add(text: Text, hash: i32, from: usize, length: i32): i32 {
  const place = text.entries++;
  if (place == text.entriesSize) {
    text.entriesSize = max(64, text.entriesSize * 2);
    text.offsets = grown(text.offsets, 4 * place, 4 * text.entriesSize);
    text.hashes = grown(text.hashes, 4 * place, 4 * text.entriesSize);
  }
  store<i32>(text.offsets + 4 * place, text.valuesLength);
  store<i32>(text.hashes + 4 * place, hash);
  const end = text.valuesLength + 4 + length;
  if (end > text.valuesSize) {
    text.valuesSize = max(end, max(512, text.valuesSize * 2));
    text.values = grown(text.values, text.valuesLength, text.valuesSize);
  }
  const at = text.values + text.valuesLength;
  store<u32>(at, length);
  copy(at + 4, from, length);
  text.valuesLength = end;
  return place;
}

function growSlots(text: Text): void {
  if (text.slots != 0) heap.free(text.slots);
  text.slotCount = max(128, text.slotCount * 2);
  text.slots = zeroed(4 * text.slotCount);
  const mask = text.slotCount - 1;
  for (let place = 0; place < text.entries; place++) {
    let slot = load<i32>(text.hashes + 4 * place) & mask;
    while (load<i32>(text.slots + 4 * slot) != 0) slot = (slot + 1) & mask;
    store<i32>(text.slots + 4 * slot, place + 1);
  }
}

function hashOf(from: usize, length: i32): i32 {
  let hash: u64 = <u64>length * 0x9e3779b97f4a7c15;
  if (length > 2 * hashedBytes) {
    hash = mixed(hash, from, hashedBytes);
    hash = mixed(hash, from + length - hashedBytes, hashedBytes);
  } else hash = mixed(hash, from, length);
  return <i32>(hash >> 32);
}

function mixed(seed: u64, from: usize, length: i32): u64 {
  let hash = seed;
  let at = 0;
  for (; at + 8 <= length; at += 8) hash = stirred(hash ^ load<u64>(from + at));
  const rest = length - at;
  return rest == 0 ? hash : stirred(hash ^ (load<u64>(from + at) << ((8 - rest) * 8)));
}

function stirred(value: u64): u64 {
  const product = value * 0xd6e8feb86659fd93;
  return product ^ (product >> 32);
}

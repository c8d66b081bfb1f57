import { addEntry, beginParts, closePart, forget, isArray, partMark, writePart, writtenLength } from "./canonical";
import { clockMs, dayMs } from "./clock";
import { follow, followNew, LEAF, MEMBER, OPEN, Shape, STRUCT } from "./shape";
import {
  COLON,
  COMMA,
  isEscaped,
  LEFT_BRACE,
  LEFT_BRACKET,
  QUOTE,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  scalarEnd,
  stringEnd,
} from "./tokens";
import {
  beginView,
  endOf,
  listElements,
  listRanges,
  maxElements,
  setContent,
  setElements,
  setList,
  setNumber,
  setRange,
  setTime,
  startOf,
  starts,
  timeMs,
} from "./view";

/** Types of fields, as `addShape` is told them. */
const STRING: i32 = 0;
const JSON: i32 = 1;
const BOOLEAN: i32 = 2;
const TIMESTAMP: i32 = 3;
const LIST: i32 = 4;

const NULL: u8 = 0x6e;
const TRUE: u8 = 0x74;
const FALSE: u8 = 0x66;
/** `"2023-07-10T12:20:00Z"`, quotes included. */
const timeBytes: i32 = 22;
const dateBytes: i32 = 10;

let timePlace: i32 = 0;
let rawPlace: i32 = 0;
let namePlace: i32 = 0;
let sourcePlace: i32 = 0;
let typePlace: i32 = 0;
let categoryPlace: i32 = 0;
let members: i32 = 0;

/** Places of the fields that tell what a record is, and how many members the structs of the list field have. */
export function setRecordPlaces(
  time: i32,
  raw: i32,
  name: i32,
  source: i32,
  type: i32,
  category: i32,
  count: i32,
): void {
  timePlace = time;
  rawPlace = raw;
  namePlace = name;
  sourcePlace = source;
  typePlace = type;
  categoryPlace = category;
  members = count;
}

let root: usize = 0;
let any: usize = 0;
let elements: usize = 0;

/** Empty shapes: of a record, of an object in open JSON, of an element of the list field. */
export function setShapes(ofRecord: usize, ofAny: usize, ofElements: usize): void {
  root = ofRecord;
  any = ofAny;
  elements = ofElements;
}

let to: usize = 0;
let maxDepth: i32 = 0;
/** The part that the value just read is; -1 if it is canonical as it stands. */
let part: i32 = -1;

/**
 * Reads CloudTrail records as AWS writes them: compact JSON, known members, times to the second. One pass finds the fields,
 * checks the JSON and learns the canonical form. The record's end, with its fields in the view; 0 if it is not of that kind.
 */
export function readRecord(from: usize, limit: usize, depthLimit: i32): usize {
  to = limit;
  maxDepth = depthLimit;
  beginParts();
  beginView();
  store<u32>(starts + 4 * namePlace, 0);
  store<u32>(starts + 4 * sourcePlace, 0);
  store<u32>(starts + 4 * typePlace, 0);
  store<u32>(starts + 4 * categoryPlace, 0);
  const end = object(from, changetype<Shape>(root), 1);
  if (end == 0 || isNaN(timeMs) || !isEvent()) return 0;
  const size = <i32>(end - from);
  setRange(rawPlace, from, end);
  if (part < 0) setContent(from, size);
  else {
    const content = writePart(part, size);
    setContent(content, writtenLength());
  }
  return end;
}

/** Whether it is an event, and none of a kind that is read otherwise: aggregated, an insight, a notification. */
function isEvent(): bool {
  if (startOf(namePlace) == 0) return false;
  const category = startOf(categoryPlace);
  const first = category == 0 ? 0 : load<u8>(category);
  if (first == 0x41 || first == 0x49) return false;
  const type = startOf(typePlace);
  const typeLength = type == 0 ? 0 : <i32>(endOf(typePlace) - type);
  if (typeLength == "AwsAggregatedEvent".length || typeLength == "AwsCloudTrailInsight".length) return false;
  const source = startOf(sourcePlace);
  return source == 0 || load<u8>(source + 3) != COLON;
}

function object(from: usize, empty: Shape, depth: i32): usize {
  if (depth > maxDepth) return 0;
  let at = from + 1;
  if (load<u8>(at) == RIGHT_BRACE) {
    part = -1;
    return at + 1;
  }
  const mark = partMark();
  let shape = empty;
  let isCanonical = true;
  for (;;) {
    const key = at;
    const known = follow(shape, at, to);
    const next = known == null ? newShape(shape, at) : known;
    if (next == null) return 0;
    shape = next;
    const value = at + shape.keyLength;
    at = member(value, shape, depth);
    if (at == 0) return 0;
    if (part >= 0) isCanonical = false;
    if (!addEntry(key, value, at, part)) return 0;
    const byte = load<u8>(at);
    if (byte == RIGHT_BRACE) break;
    if (byte != COMMA) return 0;
    at += 1;
  }
  if (at >= to) return 0;
  return closed(mark, isCanonical && shape.order == 0, shape.order) ? at + 1 : 0;
}

function array(from: usize, isList: bool, depth: i32): usize {
  if (depth > maxDepth) return 0;
  let at = from + 1;
  if (load<u8>(at) == RIGHT_BRACKET) {
    part = -1;
    return at + 1;
  }
  const mark = partMark();
  let isCanonical = true;
  for (;;) {
    const value = at;
    at = isList ? element(at, depth) : anyValue(at, depth);
    if (at == 0) return 0;
    if (part >= 0) isCanonical = false;
    if (!addEntry(value, value, at, part)) return 0;
    const byte = load<u8>(at);
    if (byte == RIGHT_BRACKET) break;
    if (byte != COMMA) return 0;
    at += 1;
  }
  if (at >= to) return 0;
  return closed(mark, isCanonical, isArray) ? at + 1 : 0;
}

/** Ends an object or array, whose part is then the current one; false if there are too many. */
function closed(mark: i32, isCanonical: bool, order: usize): bool {
  if (isCanonical) {
    forget(mark);
    part = -1;
    return true;
  }
  part = closePart(mark, order);
  return part >= 0;
}

function newShape(shape: Shape, at: usize): Shape | null {
  if (load<u8>(at) != QUOTE) return null;
  const end = stringEnd(at, to);
  if (end == 0 || isEscaped || end >= to || load<u8>(end) != COLON) return null;
  const next = followNew(shape, at, end);
  return next == null || end + 1 >= to ? null : next;
}

/** An object in the list field. */
function element(at: usize, depth: i32): usize {
  if (load<u8>(at) != LEFT_BRACE || listElements == maxElements) return 0;
  const first = listRanges + 8 * members * listElements;
  memory.fill(first, 0xff, 8 * members);
  const end = object(at, changetype<Shape>(elements), depth + 1);
  setElements(listElements + 1);
  return end;
}

function anyValue(at: usize, depth: i32): usize {
  const byte = load<u8>(at);
  if (byte == LEFT_BRACE) return object(at, changetype<Shape>(any), depth + 1);
  if (byte == LEFT_BRACKET) return array(at, false, depth + 1);
  part = -1;
  return byte == QUOTE ? stringEnd(at, to) : scalarEnd(at, to);
}

function member(at: usize, shape: Shape, depth: i32): usize {
  const kind = shape.kind;
  if (kind == OPEN) return anyValue(at, depth);
  if (kind == LEAF) return shape.type == LIST ? list(at, <i32>shape.target, depth) : leaf(at, shape, depth);
  if (kind == MEMBER) return listMember(at, <i32>shape.target, depth);
  if (load<u8>(at) == LEFT_BRACE) return object(at, changetype<Shape>(shape.target), depth + 1);
  part = -1;
  return load<u8>(at) == NULL ? scalarEnd(at, to) : 0;
}

/** A field's value into the view, if it is of the form that needs no change. */
function leaf(at: usize, shape: Shape, depth: i32): usize {
  const first = load<u8>(at);
  const end = anyValue(at, depth);
  if (end == 0 || first == NULL) return end;
  const place = <i32>shape.target;
  const type = shape.type;
  if (type == JSON) {
    setRange(place, at, end);
    return end;
  }
  if (type == STRING) {
    if (first != QUOTE) setRange(place, at, end);
    else if (isEscaped) return 0;
    else setRange(place, at + 1, end - 1);
    return end;
  }
  if (type == BOOLEAN) {
    if (first != TRUE && first != FALSE) return 0;
    setNumber(place, first == TRUE ? 1 : 0);
    return end;
  }
  return type == TIMESTAMP ? time(place, at, end) : 0;
}

function time(place: i32, from: usize, end: usize): usize {
  if (end - from != timeBytes || load<u8>(from) != QUOTE) return 0;
  if (load<u8>(from + 11) != 0x54 || load<u8>(from + 20) != 0x5a) return 0;
  const clock = clockMs(from + 12);
  if (clock < 0) return 0;
  const value = dayMs(from + 1, dateBytes) + clock;
  if (isNaN(value)) return 0;
  setNumber(place, value);
  if (place == timePlace) setTime(value);
  return end;
}

function list(at: usize, place: i32, depth: i32): usize {
  const byte = load<u8>(at);
  if (byte == NULL) return anyValue(at, depth);
  if (byte != LEFT_BRACKET) return 0;
  setList(place);
  return array(at, true, depth + 1);
}

function listMember(at: usize, member: i32, depth: i32): usize {
  const first = load<u8>(at);
  const end = anyValue(at, depth);
  if (end == 0 || first == NULL) return end;
  if (first == LEFT_BRACE || first == LEFT_BRACKET || (first == QUOTE && isEscaped)) return 0;
  const range = listRanges + 8 * (members * listElements + member);
  const quote = first == QUOTE ? 1 : 0;
  store<u32>(range, at + quote);
  store<u32>(range, end - quote, 4);
  return end;
}

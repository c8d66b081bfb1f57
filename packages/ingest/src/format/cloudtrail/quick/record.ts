import { recordFields } from "@trailkeep/core/store/row";
import { COLON, COMMA, LEFT_BRACE, LEFT_BRACKET, QUOTE, RIGHT_BRACE, RIGHT_BRACKET } from "../../bytes.ts";
import { clockMs, DayClock } from "../../day-clock.ts";
import { rfc3339Ms } from "../../time.ts";
import { ViewBuilder } from "../../view.ts";
import { type Leaf, placeOf, type Struct, shapeOf } from "../shape.ts";
import { CanonicalParts } from "./canonical-parts.ts";
import { Shape, type Target } from "./shape-tree.ts";
import { scalarEnd, stringEnd } from "./tokens.ts";

const SOURCE = "cloudtrail";
const width = recordFields(SOURCE).length;
const place = {
  time: placeOf(SOURCE, "eventTime"),
  raw: placeOf(SOURCE, "raw"),
  name: placeOf(SOURCE, "eventName"),
  source: placeOf(SOURCE, "eventSource"),
  type: placeOf(SOURCE, "eventType"),
  category: placeOf(SOURCE, "eventCategory"),
};

const NULL = 0x6e;
const TRUE = 0x74;
const FALSE = 0x66;
const UPPER_T = 0x54;
const UPPER_Z = 0x5a;
/** `"2023-07-10T12:20:00Z"`, quotes included. */
const timeBytes = 22;

const open: Target = { kind: "open" };

/**
 * Reads CloudTrail records as AWS writes them: compact JSON, known members, times to the second. One pass finds the fields,
 * checks the JSON and learns the canonical form. Anything else is answered with -1 and left to the careful reader, whose
 * result this one's always equals.
 */
export class QuickRecord {
  readonly view = new ViewBuilder(SOURCE, width);
  readonly #maxDepth: number;
  readonly #parts = new CanonicalParts();
  readonly #days = new DayClock(10, (text) => rfc3339Ms(`${text}T00:00:00Z`));
  readonly #any = Shape.empty(() => open);
  readonly #elements = Shape.empty(memberOf);
  readonly #root: Shape;
  #bytes: Uint8Array = new Uint8Array(0);
  #to = 0;
  /** The part that the value just read is; -1 if it is canonical as it stands. */
  #part = -1;
  #isEscaped = false;
  #timeMs = Number.NaN;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
    this.#root = treeOf(shapeOf(SOURCE));
  }

  /** Reads the record that begins at `from`: its end, with the row in {@link view}; -1 if it is not of the regular kind. */
  read(bytes: Uint8Array, from: number, to: number): number {
    this.#bytes = bytes;
    this.#to = to;
    this.#timeMs = Number.NaN;
    this.#parts.begin();
    this.view.begin(bytes);
    this.view.starts[place.name] = -1;
    this.view.starts[place.source] = -1;
    this.view.starts[place.type] = -1;
    this.view.starts[place.category] = -1;
    const end = this.#object(from, this.#root, 1);
    if (end < 0 || Number.isNaN(this.#timeMs) || !this.#isEvent()) return -1;
    const size = end - from;
    const content = this.#part < 0 ? bytes.subarray(from, end) : this.#parts.write(bytes, this.#part, size);
    this.view.range(place.raw, from, end);
    this.view.identify(content, this.#timeMs, size);
    return end;
  }

  /** Whether it is an event, and none of a kind that is read otherwise: aggregated, an insight, a notification. */
  #isEvent(): boolean {
    const { starts, ends } = this.view;
    if ((starts[place.name] ?? -1) < 0) return false;
    const category = starts[place.category] ?? -1;
    const first = category < 0 ? 0 : (this.#bytes[category] ?? 0);
    if (first === 0x41 || first === 0x49) return false;
    const type = starts[place.type] ?? -1;
    const typeLength = type < 0 ? 0 : (ends[place.type] ?? 0) - type;
    if (typeLength === "AwsAggregatedEvent".length || typeLength === "AwsCloudTrailInsight".length) return false;
    const source = starts[place.source] ?? -1;
    return source < 0 || this.#bytes[source + 3] !== COLON;
  }

  #object(from: number, empty: Shape, depth: number): number {
    if (depth > this.#maxDepth) return -1;
    const bytes = this.#bytes;
    const parts = this.#parts;
    let at = from + 1;
    if (bytes[at] === RIGHT_BRACE) {
      this.#part = -1;
      return at + 1;
    }
    const mark = parts.mark;
    let shape = empty;
    let isCanonical = true;
    for (;;) {
      const key = at;
      const next = this.#follow(shape, at);
      if (next === undefined) return -1;
      shape = next;
      const value = at + shape.key.length;
      at = this.#member(value, shape.target, depth);
      if (at < 0) return -1;
      if (this.#part >= 0) isCanonical = false;
      if (!parts.add(key, value, at, this.#part)) return -1;
      const byte = bytes[at];
      if (byte === RIGHT_BRACE) break;
      if (byte !== COMMA) return -1;
      at += 1;
    }
    if (at >= this.#to) return -1;
    if (isCanonical && shape.order === null) {
      parts.forget(mark);
      this.#part = -1;
    } else this.#part = parts.close(mark, shape.order);
    return at + 1;
  }

  #array(from: number, elements: Shape | null, depth: number): number {
    if (depth > this.#maxDepth) return -1;
    const bytes = this.#bytes;
    let at = from + 1;
    if (bytes[at] === RIGHT_BRACKET) {
      this.#part = -1;
      return at + 1;
    }
    const mark = this.#parts.mark;
    let isCanonical = true;
    for (;;) {
      const value = at;
      at = elements === null ? this.#value(at, depth) : this.#element(at, elements, depth);
      if (at < 0) return -1;
      if (this.#part >= 0) isCanonical = false;
      if (!this.#parts.add(value, value, at, this.#part)) return -1;
      const byte = bytes[at];
      if (byte === RIGHT_BRACKET) break;
      if (byte !== COMMA) return -1;
      at += 1;
    }
    if (at >= this.#to) return -1;
    if (isCanonical) {
      this.#parts.forget(mark);
      this.#part = -1;
    } else this.#part = this.#parts.close(mark, undefined);
    return at + 1;
  }

  /** An object in the list field. */
  #element(at: number, elements: Shape, depth: number): number {
    if (this.#bytes[at] !== LEFT_BRACE) return -1;
    const { view } = this;
    const first = 2 * memberCount * view.listElements;
    for (let range = 0; range < 2 * memberCount; range++) view.listRanges[first + range] = -1;
    const end = this.#object(at, elements, depth + 1);
    view.listElements += 1;
    return end;
  }

  #value(at: number, depth: number): number {
    const byte = this.#bytes[at];
    if (byte === LEFT_BRACE) return this.#object(at, this.#any, depth + 1);
    if (byte === LEFT_BRACKET) return this.#array(at, null, depth + 1);
    this.#part = -1;
    this.#isEscaped = false;
    if (byte !== QUOTE) return scalarEnd(this.#bytes, at, this.#to);
    const end = stringEnd(this.#bytes, at, this.#to);
    if (end >= -1) return end;
    this.#isEscaped = true;
    return ~end;
  }

  #member(at: number, target: Target, depth: number): number {
    switch (target.kind) {
      case "open":
        return this.#value(at, depth);
      case "leaf":
        return target.field.type === "list" ? this.#list(at, target, depth) : this.#leaf(at, target, depth);
      case "struct":
        if (this.#bytes[at] === LEFT_BRACE) return this.#object(at, target.tree, depth + 1);
        this.#part = -1;
        return this.#bytes[at] === NULL ? scalarEnd(this.#bytes, at, this.#to) : -1;
      case "member":
        return this.#listMember(at, target.place, depth);
    }
  }

  /** A field's value into the view, if it is of the form that needs no change. */
  #leaf(at: number, { place, field }: Leaf, depth: number): number {
    const first = this.#bytes[at];
    const end = this.#value(at, depth);
    if (end < 0 || first === NULL) return end;
    const { view } = this;
    switch (field.type) {
      case "json":
        view.range(place, at, end);
        return end;
      case "string":
        if (first !== QUOTE) view.range(place, at, end);
        else if (this.#isEscaped) return -1;
        else view.range(place, at + 1, end - 1);
        return end;
      case "boolean":
        if (first !== TRUE && first !== FALSE) return -1;
        view.number(place, first === TRUE ? 1 : 0);
        return end;
      case "timestamp":
        return this.#time(place, at, end);
      default:
        return -1;
    }
  }

  #time(at: number, from: number, end: number): number {
    const bytes = this.#bytes;
    const isPlain = end - from === timeBytes && bytes[from + 11] === UPPER_T && bytes[from + 20] === UPPER_Z;
    if (!isPlain || bytes[from] !== QUOTE) return -1;
    const clock = clockMs(bytes, from + 12);
    const timeMs = this.#days.startMs(bytes, from + 1) + clock;
    if (clock < 0 || Number.isNaN(timeMs)) return -1;
    this.view.number(at, timeMs);
    if (at === place.time) this.#timeMs = timeMs;
    return end;
  }

  #list(at: number, leaf: Leaf, depth: number): number {
    const byte = this.#bytes[at];
    if (byte === NULL) return this.#value(at, depth);
    if (byte !== LEFT_BRACKET) return -1;
    this.view.list(leaf.place);
    return this.#array(at, this.#elements, depth + 1);
  }

  #listMember(at: number, member: number, depth: number): number {
    const first = this.#bytes[at];
    const end = this.#value(at, depth);
    if (end < 0 || first === NULL) return end;
    if (first === LEFT_BRACE || first === LEFT_BRACKET || this.#isEscaped) return -1;
    const { view } = this;
    const range = 2 * (memberCount * view.listElements + member);
    const quote = first === QUOTE ? 1 : 0;
    view.listRanges[range] = at + quote;
    view.listRanges[range + 1] = end - quote;
    return end;
  }

  /** The shape with the member whose name stands at `at`. */
  #follow(shape: Shape, at: number): Shape | undefined {
    const bytes = this.#bytes;
    const { next } = shape;
    for (let turn = 0; turn < next.length; turn++) {
      const known = next[turn];
      if (known === undefined) break;
      const { key } = known;
      let place = 0;
      while (place < key.length && key[place] === bytes[at + place]) place += 1;
      if (place < key.length) continue;
      const before = next[turn - 1];
      // What came up goes forward by one: the usual members are tried first.
      if (before !== undefined) {
        next[turn - 1] = known;
        next[turn] = before;
      }
      return at + key.length < this.#to ? known : undefined;
    }
    return this.#learn(shape, at);
  }

  #learn(shape: Shape, at: number): Shape | undefined {
    if (this.#bytes[at] !== QUOTE) return undefined;
    const end = stringEnd(this.#bytes, at, this.#to);
    if (end < 0 || end >= this.#to || this.#bytes[end] !== COLON) return undefined;
    return shape.learn(this.#bytes.subarray(at, end + 1));
  }
}

/** Members of the structs in the list field. */
const members = recordFields(SOURCE).find((field) => field.type === "list")?.field.members ?? [];
const memberCount = members.length;

function memberOf(name: string): Target | undefined {
  const member = members.indexOf(name);
  return member < 0 ? undefined : { kind: "member", place: member };
}

function treeOf(struct: Struct): Shape {
  const known = new Map<string, Target>();
  return Shape.empty((name) => {
    const member = known.get(name) ?? targetOf(struct.members.get(name));
    if (member !== undefined) known.set(name, member);
    return member;
  });
}

function targetOf(member: Leaf | Struct | undefined): Target | undefined {
  return member?.kind === "struct" ? { kind: "struct", tree: treeOf(member) } : member;
}

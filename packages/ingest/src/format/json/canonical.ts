import { COLON, COMMA, LEFT_BRACE, LEFT_BRACKET, RIGHT_BRACE, RIGHT_BRACKET } from "../bytes.ts";
import { shown, Unreadable } from "../unreadable.ts";
import { ARRAY, ESCAPED, OBJECT, STRING } from "./tape.ts";
import type { JsonValue } from "./value.ts";

/** Ranges shorter than this are copied byte by byte: a call costs more. */
const loopBytes = 48;

/**
 * Writes JSON values in one canonical form: members sorted by the UTF-8 bytes of their names as canonical text, no white
 * space, numbers as they stand, strings with as few escapes as there can be (those of JSON.stringify). Two texts of the
 * same content give the same bytes; any other content gives other bytes.
 */
export class Canonical {
  readonly #value: JsonValue;
  #source: Buffer = Buffer.alloc(0);
  #out: Buffer = Buffer.allocUnsafe(16_384);
  #length = 0;

  constructor(value: JsonValue) {
    this.#value = value;
  }

  /**
   * The canonical form of a node: a view that the next call overwrites.
   * @throws Unreadable if an object has two members of one name: which of them holds cannot be known
   */
  write(node: number): Buffer {
    const { tape, bytes } = this.#value;
    this.#source = bytes;
    this.#length = 0;
    // No text grows: every escape that stays is as long as before.
    this.#reserve(tape.endOf(node) - tape.startOf(node));
    this.#node(node);
    return this.#out.subarray(0, this.#length);
  }

  #node(node: number): void {
    const { tape } = this.#value;
    const kind = tape.kindOf(node);
    if (kind === OBJECT) this.#object(node);
    else if (kind === ARRAY) this.#array(node);
    else if (kind === STRING && tape.has(node, ESCAPED)) this.#text(JSON.stringify(this.#value.decoded(node)));
    else this.#copy(tape.startOf(node), tape.endOf(node));
  }

  #array(node: number): void {
    const { tape } = this.#value;
    const end = tape.after(node);
    this.#byte(LEFT_BRACKET);
    for (let child = node + 1; child < end; child = tape.after(child)) {
      if (child > node + 1) this.#byte(COMMA);
      this.#node(child);
    }
    this.#byte(RIGHT_BRACKET);
  }

  #object(node: number): void {
    const keys = this.#sortedKeys(node);
    this.#byte(LEFT_BRACE);
    for (let place = 0; place < keys.length; place++) {
      const key = keys[place] ?? 0;
      if (place > 0) this.#byte(COMMA);
      this.#node(key);
      this.#byte(COLON);
      this.#node(key + 1);
    }
    this.#byte(RIGHT_BRACE);
  }

  /** Keys in order, by insertion: objects are small, and often in order already. */
  #sortedKeys(node: number): readonly number[] {
    const { tape } = this.#value;
    const keys: number[] = [];
    const end = tape.after(node);
    for (let key = node + 1; key < end; key = tape.after(key + 1)) keys.push(key);
    if (keys.length <= 64) this.#insertionSort(keys);
    else if (keys.some((key) => tape.has(key, ESCAPED))) this.#sortByText(keys);
    else keys.sort((left, right) => this.#compare(left, right));
    for (let place = 1; place < keys.length; place++) this.#checkDiffer(keys[place - 1] ?? 0, keys[place] ?? 0);
    return keys;
  }

  /** Many keys with escapes: each is decoded once, not with every comparison. A latin1 text sorts as its bytes do. */
  #sortByText(keys: number[]): void {
    const texts = new Map(keys.map((key) => [key, this.#canonicalKey(key).toString("latin1")]));
    keys.sort((left, right) => {
      const [leftText = "", rightText = ""] = [texts.get(left), texts.get(right)];
      return leftText < rightText ? -1 : leftText > rightText ? 1 : 0;
    });
  }

  #insertionSort(keys: number[]): void {
    for (let place = 1; place < keys.length; place++) {
      const key = keys[place] ?? 0;
      let hole = place;
      while (hole > 0 && this.#compare(keys[hole - 1] ?? 0, key) > 0) {
        keys[hole] = keys[hole - 1] ?? 0;
        hole -= 1;
      }
      keys[hole] = key;
    }
  }

  #checkDiffer(left: number, right: number): void {
    if (this.#compare(left, right) === 0) {
      throw new Unreadable(`an object in it has the member ${shown(this.#value.decoded(right))} twice`);
    }
  }

  #compare(left: number, right: number): number {
    const { tape } = this.#value;
    if (tape.has(left, ESCAPED) || tape.has(right, ESCAPED)) {
      return this.#canonicalKey(left).compare(this.#canonicalKey(right));
    }
    const source = this.#source;
    const leftEnd = tape.endOf(left) - 1;
    const rightEnd = tape.endOf(right) - 1;
    let l = tape.startOf(left) + 1;
    let r = tape.startOf(right) + 1;
    for (; l < leftEnd && r < rightEnd; l++, r++) {
      const difference = (source[l] ?? 0) - (source[r] ?? 0);
      if (difference !== 0) return difference;
    }
    return leftEnd - l - (rightEnd - r);
  }

  #canonicalKey(node: number): Buffer {
    return Buffer.from(JSON.stringify(this.#value.decoded(node)).slice(1, -1));
  }

  #byte(byte: number): void {
    this.#out[this.#length++] = byte;
  }

  #copy(start: number, end: number): void {
    const out = this.#out;
    const source = this.#source;
    let at = this.#length;
    if (end - start < loopBytes) for (let from = start; from < end; from++) out[at++] = source[from] ?? 0;
    else at += source.copy(out, at, start, end);
    this.#length = at;
  }

  #text(text: string): void {
    this.#length += this.#out.write(text, this.#length, "utf8");
  }

  #reserve(length: number): void {
    if (length > this.#out.length) this.#out = Buffer.allocUnsafe(length * 2);
  }
}

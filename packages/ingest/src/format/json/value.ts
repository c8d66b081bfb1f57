import { utf8 } from "../utf8.ts";
import { JsonParser } from "./parse.ts";
import { ARRAY, ESCAPED, LOOSE, OBJECT, STRING, type Tape } from "./tape.ts";

/** A JSON value that was read, and ways to look at its nodes. It holds one value at a time. */
export class JsonValue {
  readonly #parser: JsonParser;
  #bytes: Buffer = Buffer.alloc(0);
  #from = 0;
  #text = "";

  constructor(maxDepth: number) {
    this.#parser = new JsonParser(maxDepth);
  }

  get tape(): Tape {
    return this.#parser.tape;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** The value's text, verbatim. */
  get text(): string {
    return this.#text;
  }

  /**
   * Reads the value that fills the bytes from `from` to `to`; the bytes must stay as they are while it is looked at.
   * @throws Unreadable if it is not JSON, not UTF-8, or nested too deep
   */
  read(bytes: Buffer, from: number, to: number): void {
    this.#bytes = bytes;
    this.#from = from;
    this.#text = "";
    this.#parser.parse(bytes, from, to);
    this.#text = this.#parser.ascii ? bytes.toString("latin1", from, to) : utf8(bytes.subarray(from, to));
  }

  /** A node as it stands in the source. */
  verbatim(node: number): string {
    return this.slice(this.tape.startOf(node), this.tape.endOf(node));
  }

  /** Bytes of the value as text. Of a value that turned out to be damaged there is no text, only bytes. */
  slice(start: number, end: number): string {
    if (this.#parser.ascii && this.#text !== "") return this.#text.slice(start - this.#from, end - this.#from);
    return this.#bytes.toString("utf8", start, end);
  }

  /** A string's content; a lone surrogate becomes U+FFFD. */
  string(node: number): string {
    return this.decoded(node).toWellFormed();
  }

  /** A string's content as the escapes say, lone surrogates included. */
  decoded(node: number): string {
    if (!this.tape.has(node, ESCAPED)) return this.slice(this.tape.startOf(node) + 1, this.tape.endOf(node) - 1);
    return parsedString(this.verbatim(node));
  }

  /**
   * A node as compact JSON text: members in their order, numbers as they stand, strings as they stand unless a surrogate
   * is escaped in them (a lone one becomes U+FFFD, which every reader of JSON takes).
   */
  compact(node: number): string {
    if (!this.tape.has(node, LOOSE)) return this.verbatim(node);
    switch (this.tape.kindOf(node)) {
      case STRING:
        return JSON.stringify(this.string(node));
      case OBJECT:
        return `{${this.#joined(node, (key, value) => `${this.compact(key)}:${this.compact(value)}`)}}`;
      case ARRAY:
        return `[${[...this.elements(node)].map((element) => this.compact(element)).join(",")}]`;
      default:
        return this.verbatim(node);
    }
  }

  /** The elements of an array, or the keys and values of an object in turn. */
  *elements(node: number): Generator<number> {
    const end = this.tape.after(node);
    for (let child = node + 1; child < end; child = this.tape.after(child)) yield child;
  }

  #joined(node: number, member: (key: number, value: number) => string): string {
    const parts: string[] = [];
    const end = this.tape.after(node);
    for (let key = node + 1; key < end; key = this.tape.after(key + 1)) parts.push(member(key, key + 1));
    return parts.join(",");
  }
}

/** The text must be that of a JSON string. */
function parsedString(text: string): string {
  const value: unknown = JSON.parse(text);
  return String(value);
}

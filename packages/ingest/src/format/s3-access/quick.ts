import { recordFields } from "@trailkeep/core/store/row";
import { LEFT_BRACKET, LF, MINUS, NINE, QUOTE, RIGHT_BRACKET, SPACE, ZERO } from "../bytes.ts";
import { clockMs, DayClock } from "../day-clock.ts";
import { ViewBuilder } from "../view.ts";
import { FIELDS, LEAST_FIELDS } from "./grammar.ts";
import { decodeKey } from "./key.ts";
import { logTimeMs } from "./time.ts";

const SOURCE = "s3_access";
const fields = recordFields(SOURCE);
const names: readonly string[] = FIELDS;

/** For each field of a line, its place in a row; whether it is a number. */
const rowPlace = Int32Array.from(names, (name) => fields.findIndex((field) => field.name === name));
const isNumber = names.map((name) => fields.find((field) => field.name === name)?.type === "integer");
const KEY_PLACE = fields.findIndex((field) => field.name === "key");
const RAW_PLACE = fields.findIndex((field) => field.name === "raw");

const TIME = names.indexOf("time");
const OPERATION = names.indexOf("operation");
const KEY_RAW = names.indexOf("keyRaw");
const REQUEST_URI = names.indexOf("requestUri");
const STATUS = names.indexOf("httpStatus");
const ERROR_CODE = names.indexOf("errorCode");
const REFERRER = names.indexOf("referrer");
const USER_AGENT = names.indexOf("userAgent");

const PERCENT = 0x25;
const SLASH = 0x2f;
const COLON = 0x3a;
const PLUS = 0x2b;
/** `06/Feb/2019:00:00:38 +0000`. */
const timeBytes = 26;
/** `06/Feb/2019` and the offset: what decides the day. */
const dateBytes = 11;
const offsetBytes = 5;

/** As many digits as a double holds in any case. */
const maxDigits = 15;

/**
 * Reads lines of access logs as S3 writes nearly all of them: every field there is parted by one space, request-URI,
 * referrer and user agent in quotes without a quote inside. Anything else is answered with -1 and left to the careful
 * reader, whose result this one's always equals: with six quotes in these places there is no second way to read a line.
 */
export class QuickLine {
  readonly view = new ViewBuilder(SOURCE, fields.length);
  readonly #start = new Int32Array(FIELDS.length);
  readonly #end = new Int32Array(FIELDS.length);
  readonly #days = new DayClock(dateBytes, (text) => logTimeMs(`${text}:00:00:00 +0000`));
  #bytes: Uint8Array = new Uint8Array(0);
  #to = 0;

  /** Reads the line that begins at `from`: the place behind its end, with the row in {@link view}; or -1. */
  read(bytes: Uint8Array, from: number, to: number): number {
    this.#bytes = bytes;
    this.#to = to;
    const count = this.#split(from);
    if (count < LEAST_FIELDS) return -1;
    const end = this.#end[count - 1] ?? 0;
    const timeMs = this.#time();
    if (Number.isNaN(timeMs) || !this.#isMiddle()) return -1;
    this.view.begin(bytes);
    if (!this.#fill(count, timeMs)) return -1;
    this.view.range(RAW_PLACE, from, end);
    this.view.identify(bytes.subarray(from, end), timeMs, end - from);
    return end + 1;
  }

  /** Finds the fields; how many there are, or -1. The line has to end in LF. */
  #split(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    for (let field = 0; field < FIELDS.length; field++) {
      const start = at;
      const byte = bytes[at];
      if (field === TIME) at = this.#timeEnd(at);
      else if (field === REQUEST_URI || field === REFERRER || field === USER_AGENT) at = this.#quotedEnd(at, field);
      else if (byte === QUOTE) return -1;
      else at = this.#tokenEnd(at);
      if (at < 0 || at === start || at >= this.#to) return -1;
      const inside = field === TIME || bytes[start] === QUOTE ? 1 : 0;
      this.#start[field] = start + inside;
      this.#end[field] = at - inside;
      const behind = bytes[at];
      if (behind === LF) return inside === 0 ? field + 1 : -1;
      if (behind !== SPACE) return -1;
      at += 1;
    }
    return -1;
  }

  /** The end of a token without a quote, a bracket that could open the time, or a control character. */
  #tokenEnd(from: number): number {
    const bytes = this.#bytes;
    const to = this.#to;
    let at = from;
    while (at < to) {
      const byte = bytes[at] ?? 0;
      if (byte <= SPACE) return byte === SPACE || byte === LF ? at : -1;
      if (byte === QUOTE || (byte === LEFT_BRACKET && at === from)) return -1;
      at += 1;
    }
    return -1;
  }

  #quotedEnd(from: number, field: number): number {
    const bytes = this.#bytes;
    const to = this.#to;
    if (bytes[from] !== QUOTE || (field === REFERRER && bytes[from + 1] === SPACE)) return -1;
    let at = from + 1;
    while (at < to && bytes[at] !== QUOTE) {
      if ((bytes[at] ?? 0) < SPACE) return -1;
      at += 1;
    }
    return at + 1;
  }

  #timeEnd(from: number): number {
    const end = from + timeBytes + 1;
    return this.#bytes[from] === LEFT_BRACKET && this.#bytes[end] === RIGHT_BRACKET ? end + 1 : -1;
  }

  #time(): number {
    const bytes = this.#bytes;
    const at = this.#start[TIME] ?? 0;
    const offset = at + timeBytes - offsetBytes;
    const isPlain = bytes[at + 2] === SLASH && bytes[at + dateBytes] === COLON && bytes[offset - 1] === SPACE;
    if (!isPlain || bytes[offset] !== PLUS) return Number.NaN;
    for (let digit = 1; digit < offsetBytes; digit++) if (bytes[offset + digit] !== ZERO) return Number.NaN;
    const clock = clockMs(bytes, at + dateBytes + 1);
    return clock < 0 ? Number.NaN : this.#days.startMs(bytes, at) + clock;
  }

  /** Whether status, error code and the four counts are what they should be. */
  #isMiddle(): boolean {
    const status = this.#end[STATUS] === (this.#start[STATUS] ?? 0) + 3;
    if (!status && !this.#isNull(STATUS)) return false;
    for (let at = this.#start[ERROR_CODE] ?? 0; at < (this.#end[ERROR_CODE] ?? 0); at++) {
      if (!isCodeByte(this.#bytes[at] ?? 0)) return false;
    }
    return true;
  }

  #fill(count: number, timeMs: number): boolean {
    const { view } = this;
    for (let field = 0; field < count; field++) {
      if (this.#isNull(field)) continue;
      const place = rowPlace[field] ?? 0;
      if (field === TIME) view.number(place, timeMs);
      else if (isNumber[field] === true) {
        const number = this.#number(field);
        if (number < 0) return false;
        view.number(place, number);
      } else view.range(place, this.#start[field] ?? 0, this.#end[field] ?? 0);
    }
    this.#key();
    return true;
  }

  #key(): void {
    if (this.#isNull(KEY_RAW)) return;
    const start = this.#start[KEY_RAW] ?? 0;
    const end = this.#end[KEY_RAW] ?? 0;
    for (let at = start; at < end; at++) {
      if (this.#bytes[at] !== PERCENT) continue;
      const operation = this.#isNull(OPERATION) ? null : this.#text(OPERATION);
      this.view.text(KEY_PLACE, decodeKey(this.#text(KEY_RAW), operation));
      return;
    }
    this.view.range(KEY_PLACE, start, end);
  }

  #text(field: number): string {
    const bytes = this.#bytes.subarray(this.#start[field], this.#end[field]);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  }

  #isNull(field: number): boolean {
    const start = this.#start[field] ?? 0;
    return this.#bytes[start] === MINUS && this.#end[field] === start + 1;
  }

  /** A whole number; -1 if it is none or a long one. */
  #number(field: number): number {
    const end = this.#end[field] ?? 0;
    let at = this.#start[field] ?? 0;
    if (end - at > maxDigits) return -1;
    let value = 0;
    for (; at < end; at++) {
      const byte = this.#bytes[at] ?? 0;
      if (byte < ZERO || byte > NINE) return -1;
      value = value * 10 + (byte - ZERO);
    }
    return value;
  }
}

/** Letters, digits, `_`, `.`, `:` and `-`. */
function isCodeByte(byte: number): boolean {
  const lower = byte | 0x20;
  return (
    (lower >= 0x61 && lower <= 0x7a) ||
    (byte >= ZERO && byte <= COLON) ||
    byte === 0x5f ||
    byte === 0x2e ||
    byte === MINUS
  );
}

import { ZERO } from "./bytes.ts";

/** Two decimal digits, or -1. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** `hh:mm:ss` as milliseconds of the day; -1 if it is no time that every clock shows. */
export function clockMs(bytes: Uint8Array, at: number): number {
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  const second = twoDigits(bytes, at + 6);
  const parted = bytes[at + 2] === COLON && bytes[at + 5] === COLON;
  const isTime = parted && hour >= 0 && minute >= 0 && second >= 0 && hour < 24 && minute < 60 && second < 60;
  return isTime ? ((hour * 60 + minute) * 60 + second) * 1000 : -1;
}

const COLON = 0x3a;

/** Days by their text: the records of a file are mostly of the same one. */
export class DayClock {
  readonly #read: (text: string) => number | null;
  readonly #length: number;
  readonly #text: Uint8Array;
  #startMs = Number.NaN;

  /** @param read the first millisecond of a day of so many characters; null if there is no such day */
  constructor(length: number, read: (text: string) => number | null) {
    this.#length = length;
    this.#text = new Uint8Array(length);
    this.#read = read;
  }

  /** The day's first millisecond; NaN if there is no such day. */
  startMs(bytes: Uint8Array, at: number): number {
    for (let place = 0; place < this.#length; place++) {
      if (this.#text[place] !== bytes[at + place]) return this.#other(bytes, at);
    }
    return this.#startMs;
  }

  #other(bytes: Uint8Array, at: number): number {
    this.#text.set(bytes.subarray(at, at + this.#length));
    this.#startMs = this.#read(String.fromCharCode(...this.#text)) ?? Number.NaN;
    return this.#startMs;
  }
}

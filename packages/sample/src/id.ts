import { at, type Random } from "./random.ts";

const hexQuads = table("0123456789abcdef", 4);
const alphanumericPairs = table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 2);
const capitalPairs = table("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2);
const base64Pairs = table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 2);

/** Every word of that length over the letters. */
function table(letters: string, length: number): readonly string[] {
  let words = [""];
  for (let place = 0; place < length; place++) words = words.flatMap((word) => [...letters].map((x) => word + x));
  return words;
}

function quad(random: Random): string {
  return at(hexQuads, random.next() >>> 16);
}

function quads(random: Random, count: number): string {
  let text = "";
  for (let i = 0; i < count; i++) text += quad(random);
  return text;
}

function pairs(random: Random, words: readonly string[], count: number): string {
  let text = "";
  for (let i = 0; i < count; i++) text += random.pick(words);
  return text;
}

/** A random GUID (RFC 9562 version 4), as in `eventID`. */
export function guid(random: Random): string {
  const bits = random.next();
  const high = at(hexQuads, 0x4000 | (bits >>> 20));
  const low = at(hexQuads, 0x8000 | (bits & 0x3fff));
  return `${quads(random, 2)}-${quad(random)}-${high}-${low}-${quads(random, 3)}`;
}

/** Hexadecimal digits in lower case; `length` is a multiple of four. */
export function hex(random: Random, length: number): string {
  return quads(random, length / 4);
}

/** 16 hexadecimal digits in upper case: the end of an access log's key. */
export function hex16(random: Random): string {
  return quads(random, 4).toUpperCase();
}

/** 16 capitals and digits: an S3 request id. */
export function requestId(random: Random): string {
  return pairs(random, capitalPairs, 8);
}

/** 16 letters and digits: the end of a CloudTrail file's name. */
export function uniqueString(random: Random): string {
  return pairs(random, alphanumericPairs, 8);
}

/** A resource id such as `i-0a1b2c3d4e5f60718`: 17 hexadecimal digits of which the first is 0. */
export function resourceId(random: Random, prefix: string): string {
  return `${prefix}-0${quads(random, 4)}`;
}

/** An IAM unique id or access key id that says that it is an example: `AKIA...EXAMPLE`, `length` characters. */
export function exampleId(random: Random, prefix: string, length: number): string {
  const middle = pairs(random, capitalPairs, 10).slice(0, length - prefix.length - "EXAMPLE".length);
  return `${prefix}${middle}EXAMPLE`;
}

/** `count` beginnings of S3 host ids (`x-amz-id-2`), 64 of their 76 characters: one for each host of S3. */
export function hostIds(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, () => pairs(random, base64Pairs, 32));
}

/** The rest of a host id, 12 characters of base64. */
export function hostIdTail(random: Random): string {
  return `${pairs(random, base64Pairs, 5)}${random.pick(base64Pairs).charAt(0)}=`;
}

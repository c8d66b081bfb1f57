import { shown, Unreadable } from "../unreadable.ts";
import { FRONT_COUNT, isMiddle, isTail, LEAST_FIELDS, MIDDLE_COUNT, middleProblem, TAIL_COUNT } from "./grammar.ts";
import { ambiguous, between, type EndFields, LineEnd, middleAt, sure, withoutEndSpaces } from "./line-end.ts";
import { tokens } from "./tokens.ts";

/** The fields of a line as text, in their order; null where the log has `-` or nothing. */
export interface LineFields {
  readonly values: readonly (string | null)[];
  /** What stands behind the last field that is known, as it stands. */
  readonly additional: string | null;
}

/** A way to read what stands behind the time. */
interface Reading extends EndFields {
  readonly front: readonly string[];
  readonly requestUri: string;
  readonly middle: readonly string[];
}

/**
 * Reads a line of an S3 server access log.
 *
 * Request-URI, referrer and user agent are quoted and may hold quotes and spaces that nothing escapes: a client chooses
 * them. The fields around them are unquoted, so the line is read forwards up to the request-URI and backwards from its end
 * to the user agent, and each place between where a quote could end a field is tried: behind the request-URI stand a
 * status, an error code and four numbers, and then a quote; between referrer and user agent nothing but space. S3 writes
 * referrer and user agent both quoted or, in records without an HTTP request, both as a bare `-`. A line that can be read
 * in two ways is not read.
 *
 * @param line without its end
 * @throws Unreadable if there is no way to read it, or more than one
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function parseLine(line: string): LineFields {
  const open = line.indexOf(" [");
  const close = line.indexOf("] ", open);
  if (open < 0 || close < 0) throw new Unreadable(tooShort(line) ?? "it has no time in brackets");
  const owner = sure(tokens(line.slice(0, open), (head) => head.length === 2));
  if (owner === null) throw new Unreadable("before its time there are not two fields, bucket owner and bucket");
  const reading = readRest(line.slice(close + 2), line);
  const { front, requestUri, middle, referrer, userAgent, tail } = reading;
  const time = line.slice(open + 2, close);
  const values = [...owner, time, ...front, requestUri, ...middle, referrer, userAgent, ...tail.slice(0, TAIL_COUNT)];
  return {
    values: values.map((value, place) => (value === "-" || (value === "" && !isQuoted(place)) ? null : value)),
    additional: tail.length > TAIL_COUNT ? tail.slice(TAIL_COUNT).join(" ") : null,
  };
}

/** Request-URI, referrer and user agent: an empty one is an empty text, not a missing one. */
function isQuoted(place: number): boolean {
  return place === 8 || place === 15 || place === 16;
}

function readRest(rest: string, line: string): Reading {
  const quotes = quotesOf(rest);
  const first = quotes[0];
  const readings = first === undefined ? withoutQuotes(rest) : withQuotes(rest, first, quotes);
  const [reading, other] = readings;
  if (other !== undefined) throw new Unreadable(ambiguous);
  if (reading === undefined) throw new Unreadable(tooShort(line) ?? whyNot(rest, quotes));
  return reading;
}

/** A record without an HTTP request: request-URI, referrer and user agent are bare. */
function withoutQuotes(rest: string): Reading[] {
  const fits = (fields: readonly string[]): boolean =>
    fields[FRONT_COUNT] === "-" && isBareEnd(fields.slice(FRONT_COUNT + 1));
  const fields = sure(tokens(withoutEndSpaces(rest), fits));
  if (fields === null) return [];
  return [bareEnd(fields.slice(0, FRONT_COUNT), fields.slice(FRONT_COUNT + 1))];
}

/** Status to turn-around time, bare referrer and user agent, version id and what follows. */
function isBareEnd(fields: readonly string[]): boolean {
  const [referrer, userAgent, ...tail] = fields.slice(MIDDLE_COUNT);
  return isMiddle(fields.slice(0, MIDDLE_COUNT)) && referrer === "-" && userAgent === "-" && isTail(tail);
}

function bareEnd(front: readonly string[], fields: readonly string[]): Reading {
  const middle = fields.slice(0, MIDDLE_COUNT);
  return { front, requestUri: "-", middle, referrer: "-", userAgent: "-", tail: fields.slice(MIDDLE_COUNT + 2) };
}

/** What stands before the first quote tells whether that quote opens the request-URI or the referrer. */
function withQuotes(rest: string, first: number, quotes: readonly number[]): Reading[] {
  const bareUri = FRONT_COUNT + 1 + MIDDLE_COUNT;
  const fits = (fields: readonly string[]): boolean =>
    fields.length === FRONT_COUNT ||
    (fields.length === bareUri && fields[FRONT_COUNT] === "-" && isMiddle(fields.slice(FRONT_COUNT + 1)));
  if (rest[first - 1] !== " ") return [];
  const fields = sure(tokens(rest.slice(0, first - 1), fits));
  if (fields === null) return [];
  const front = fields.slice(0, FRONT_COUNT);
  if (fields.length === bareUri) {
    const middle = fields.slice(FRONT_COUNT + 1);
    return new LineEnd(rest, quotes).readings(0).map((end) => ({ front, requestUri: "-", middle, ...end }));
  }
  return [...quotedUri(rest, quotes, front), ...unknownUri(rest, quotes, front)];
}

/** Readings in which the request-URI is quoted: it may end at any quote behind which the six fields and a quote stand. */
function quotedUri(rest: string, quotes: readonly number[], front: readonly string[]): Reading[] {
  const readings: Reading[] = [];
  const end = new LineEnd(rest, quotes);
  for (let close = 1; close < quotes.length - 1 && readings.length < 2; close++) {
    // Without a gap behind this place there is no referrer either, here or further on.
    if (!end.hasGap(close + 2)) break;
    const middle = middleAt(rest, quotes, close, isMiddle);
    if (middle === null) continue;
    const requestUri = between(rest, quotes, 0, close);
    readings.push(...end.readings(close + 1).map((found) => ({ front, requestUri, middle, ...found })));
  }
  return readings;
}

/** A record without an HTTP request whose request-URI is `"-"`. */
function unknownUri(rest: string, quotes: readonly number[], front: readonly string[]): Reading[] {
  const [first = 0, second = 0, third] = quotes;
  if (third !== undefined || rest.slice(first, second + 1) !== '"-"' || rest[second + 1] !== " ") return [];
  const fields = sure(tokens(withoutEndSpaces(rest.slice(second + 2)), isBareEnd));
  return fields === null ? [] : [bareEnd(front, fields)];
}

function quotesOf(text: string): readonly number[] {
  const quotes: number[] = [];
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes.push(at);
  return quotes;
}

/** A reason if the line has fewer fields than any record. */
function tooShort(line: string): string | null {
  const field = /\[[^\]]*\]|"[^"]*"?|[^ "]+/g;
  let count = 0;
  while (count < LEAST_FIELDS && field.test(line)) count += 1;
  return count < LEAST_FIELDS ? `it has ${count} fields; an access log record has at least ${LEAST_FIELDS}` : null;
}

/** A reason for a line with enough fields that fits no reading. */
function whyNot(rest: string, quotes: readonly number[]): string {
  for (let close = 0; close < quotes.length - 1; close++) {
    const middle = middleAt(rest, quotes, close, (fields) => fields.length === MIDDLE_COUNT);
    const problem = middle === null ? null : middleProblem(middle);
    if (problem !== null) return problem;
  }
  return `its fields are not those of an access log record (behind the time: ${shown(rest)})`;
}

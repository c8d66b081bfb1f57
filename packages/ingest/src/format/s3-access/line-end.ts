import { Unreadable } from "../unreadable.ts";
import { isTail, TAIL_COUNT } from "./grammar.ts";
import { tokens } from "./tokens.ts";

export interface EndFields {
  readonly referrer: string;
  readonly userAgent: string;
  readonly tail: readonly string[];
}

/** Referrer, user agent and tail of a line: what stands behind the last quote, and the gaps where a referrer may end. */
export class LineEnd {
  readonly #rest: string;
  readonly #quotes: readonly number[];
  /** Quotes behind which nothing but space stands up to the next quote, in order; the last quote cannot be that next. */
  readonly #gaps: readonly number[];
  #tail: readonly string[] | null | undefined;

  constructor(rest: string, quotes: readonly number[]) {
    this.#rest = rest;
    this.#quotes = quotes;
    this.#gaps = gapsOf(rest, quotes);
  }

  /** Whether a referrer may end at a quote from this one on. */
  hasGap(from: number): boolean {
    return (this.#gaps.at(-1) ?? -1) >= from;
  }

  /** Given the quote that opens the referrer. At most two: more tell no more. */
  readings(open: number): EndFields[] {
    const { tail } = this;
    if (tail === null) return [];
    const found: EndFields[] = [];
    const last = this.#quotes.length - 1;
    for (const close of this.#gaps) {
      if (close <= open) continue;
      if (found.length === 2) break;
      if (hasQuotedTail(this.#rest, this.#quotes, close + 2)) throw new Unreadable(ambiguous);
      const referrer = between(this.#rest, this.#quotes, open, close);
      found.push({ referrer, userAgent: between(this.#rest, this.#quotes, close + 1, last), tail });
    }
    return found;
  }

  /** The fields behind the user agent; null if they cannot be that. */
  get tail(): readonly string[] | null {
    if (this.#tail === undefined) this.#tail = tailOf(this.#rest.slice((this.#quotes.at(-1) ?? 0) + 1));
    return this.#tail;
  }
}

function gapsOf(rest: string, quotes: readonly number[]): readonly number[] {
  const gaps: number[] = [];
  for (let place = 1; place + 1 < quotes.length - 1; place++) {
    if (isGap(between(rest, quotes, place, place + 1))) gaps.push(place);
  }
  return gaps;
}

function tailOf(text: string): readonly string[] | null {
  const behind = withoutEndSpaces(text);
  if (!behind.startsWith(" ")) return null;
  return sure(tokens(behind.slice(1), behind.includes("  ") ? isTail : (fields) => fields.length > 0));
}

/** Whether the user agent may have ended before the last quote, with a whole tail and fields of a newer format behind it. */
function hasQuotedTail(rest: string, quotes: readonly number[], from: number): boolean {
  for (let close = from; close < quotes.length - 1; close++) {
    const fits = (fields: readonly string[]): boolean => fields.length >= TAIL_COUNT && isTail(fields);
    if (middleAt(rest, quotes, close, fits) !== null) return true;
  }
  return false;
}

/** The fields between two neighbouring quotes, parted from both by a space. */
export function middleAt(
  rest: string,
  quotes: readonly number[],
  place: number,
  fits: (fields: readonly string[]) => boolean,
): readonly string[] | null {
  const text = between(rest, quotes, place, place + 1);
  if (text.length < 2 || !text.startsWith(" ") || !text.endsWith(" ")) return null;
  return sure(tokens(text.slice(1, -1), fits));
}

export const ambiguous = "it can be read in more than one way: the quotes in it do not show where its fields end";

function isGap(text: string): boolean {
  return text !== "" && text.replaceAll(" ", "") === "";
}

/** Without the spaces at the end. */
export function withoutEndSpaces(text: string): string {
  let end = text.length;
  while (text[end - 1] === " ") end -= 1;
  return text.slice(0, end);
}

export function between(rest: string, quotes: readonly number[], from: number, to: number): string {
  return rest.slice((quotes[from] ?? 0) + 1, quotes[to]);
}

/** Tokens, if there is one way to have them. Throws Unreadable if there are two. */
export function sure(found: readonly string[] | "ambiguous" | null): readonly string[] | null {
  if (found === "ambiguous") {
    throw new Unreadable("it can be read in more than one way: a double space may be an empty field or none");
  }
  return found;
}

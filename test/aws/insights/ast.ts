/** A stretch of the query's text: UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A step of a field's name: a name between dots, or an index in brackets. */
export type Step = string | number;

export type BinaryOperator = "or" | "and" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%" | "^";

/** Units of a period, by the unit they stand for; a plural `s` is taken where the word is longer than a letter. */
export const periodUnits = {
  ms: ["ms", "msec", "millisecond"],
  s: ["s", "sec", "second"],
  m: ["m", "min", "minute"],
  h: ["h", "hr", "hour"],
  d: ["d", "day"],
  w: ["w", "week"],
  mo: ["mo", "mon", "month"],
  q: ["q", "qtr", "quarter"],
  y: ["y", "yr", "year"],
} as const;

export type PeriodUnit = keyof typeof periodUnits;

export type Expression = Span &
  (
    | { readonly kind: "field"; readonly path: readonly Step[] }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "period"; readonly amount: number; readonly unit: PeriodUnit }
    | { readonly kind: "star" }
    | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: "member"; readonly of: Expression; readonly path: readonly Step[] }
    | { readonly kind: "not" | "negative"; readonly of: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: "contains"; readonly of: Expression; readonly part: Expression; readonly negated: boolean }
    | { readonly kind: "matches"; readonly of: Expression; readonly regex: string; readonly negated: boolean }
    | {
        readonly kind: "in";
        readonly of: Expression;
        readonly items: readonly Expression[];
        readonly negated: boolean;
      }
    | { readonly kind: "inQuery"; readonly of: Expression; readonly query: Query; readonly negated: boolean }
  );

/** An expression with the name of its column: the alias, or the text as it stands. */
export interface Item extends Span {
  readonly expression: Expression;
  readonly name: string;
  readonly alias: Span | null;
}

/** A name that a command makes, and where it does. */
export interface Name extends Span {
  readonly name: string;
}

export interface SortKey {
  readonly path: readonly Step[];
  readonly direction: "asc" | "desc" | null;
}

/** What `parse` looks for. */
export type Pattern =
  | { readonly kind: "glob"; readonly glob: string }
  | { readonly kind: "regex"; readonly regex: string; readonly multi: boolean }
  | { readonly kind: "logfmt" | "csv" }
  | { readonly kind: "json"; readonly path: string };

/** The log groups that `SOURCE` names. */
export interface Selection {
  readonly names: readonly string[];
  readonly namePrefixes: readonly string[];
  readonly accountIdentifiers: readonly string[];
  readonly classes: readonly string[];
}

export type Command = Span &
  (
    | { readonly kind: "fields" | "display"; readonly items: readonly Item[] }
    | { readonly kind: "filter"; readonly condition: Expression }
    | { readonly kind: "stats"; readonly items: readonly Item[]; readonly by: readonly Item[] }
    | { readonly kind: "sort"; readonly keys: readonly SortKey[] }
    | { readonly kind: "limit"; readonly count: number; readonly any: boolean }
    | {
        readonly kind: "parse";
        readonly of: Expression | null;
        readonly pattern: Pattern;
        readonly names: readonly Name[];
      }
    | { readonly kind: "dedup"; readonly fields: readonly (readonly Step[])[] }
    | { readonly kind: "unnest"; readonly of: Expression; readonly into: Name }
    | {
        readonly kind: "join";
        readonly type: "inner" | "left";
        readonly left: string;
        readonly right: string;
        readonly on: readonly { readonly left: readonly Step[]; readonly right: readonly Step[] }[];
        readonly source: Selection;
      }
    | { readonly kind: "source"; readonly selection: Selection }
    | { readonly kind: "unmask" }
  );

export interface Query extends Span {
  readonly commands: readonly Command[];
}

/** A field's name as results show it. */
export function nameOf(path: readonly Step[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name === "" ? step : `${name}.${step}`;
  }, "");
}

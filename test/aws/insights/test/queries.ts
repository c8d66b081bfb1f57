import fc from "fast-check";
import type { Command, Expression, Item, Query, Step } from "../ast.ts";

const nowhere = { start: 0, end: 0 };

/** Texts that mean something to some lexer: delimiters, comments, pipes, line ends, escapes, other scripts. */
export const hostileTexts: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "'",
        "`",
        "\\",
        "\\\\",
        '\\"',
        "/",
        "\\/",
        "|",
        "#",
        "\n",
        "\r\n",
        "\t",
        "%",
        "_",
        "*",
        "(?i)",
      ),
      fc.constantFrom(
        "| limit 1",
        "# comment",
        "' or 1 = 1",
        '" or "a" = "a',
        "é",
        "😀",
        "\u0000",
        "$1",
        "[",
        "]",
        ")",
      ),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const parts = fc.oneof(
  fc.constantFrom("a", "b", "@message", "requestParameters", "foo-bar", "user.id", "and", "0", "x:y z"),
  fc.string({ minLength: 1, maxLength: 5 }).filter((part) => /^[^`@]+$/.test(part)),
);

const paths: fc.Arbitrary<readonly Step[]> = fc
  .tuple(parts, fc.array(fc.oneof(parts, fc.nat(9)), { maxLength: 2 }))
  .map(([first, rest]) => [first, ...rest]);

const fields = paths.map((path) => ({ kind: "field", path, ...nowhere }) as const);
const leaves: fc.Arbitrary<Expression> = fc.oneof(
  fields,
  hostileTexts.map((value) => ({ kind: "text", value, ...nowhere }) as const),
  fc.nat().map((value) => ({ kind: "number", value, ...nowhere }) as const),
);

const regexes = fc.constantFrom("x", "a/b", "\\d+", "^[^/]*$", "(?i)e", "\\\\", "a|b");

/** Expressions whose functions exist and take what they are given. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaves,
    fc
      .tuple(tie("tree"), fc.constantFrom("or", "and", "=", "!=", "<", ">=", "+", "-", "*", "/", "%", "^"), tie("tree"))
      .map(([left, operator, right]) => ({ kind: "binary", operator, left, right, ...nowhere }) as const),
    tie("tree").map((of) => ({ kind: "not", of, ...nowhere }) as const),
    tie("tree").map((of) => ({ kind: "negative", of, ...nowhere }) as const),
    fc
      .tuple(tie("tree"), tie("tree"), fc.boolean())
      .map(([of, part, negated]) => ({ kind: "contains", of, part, negated, ...nowhere }) as const),
    fc
      .tuple(tie("tree"), regexes, fc.boolean())
      .map(([of, regex, negated]) => ({ kind: "matches", of, regex, negated, ...nowhere }) as const),
    fc
      .tuple(tie("tree"), fc.array(tie("tree"), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([of, items, negated]) => ({ kind: "in", of, items, negated, ...nowhere }) as const),
    fc
      .tuple(fc.constantFrom("concat", "coalesce"), fc.array(tie("tree"), { minLength: 1, maxLength: 3 }))
      .map(([name, args]) => ({ kind: "call", name, args, ...nowhere }) as const),
  ),
})).tree;

const items = (values: fc.Arbitrary<Expression>, prefix: string): fc.Arbitrary<readonly Item[]> =>
  fc
    .array(values, { minLength: 1, maxLength: 3 })
    .map((list) =>
      list.map((expression, index) => ({ expression, name: `${prefix} ${index}`, alias: nowhere, ...nowhere })),
    );

const aggregates = fc
  .tuple(fc.constantFrom("sum", "max", "count", "latest"), expressions)
  .map(([name, arg]) => ({ kind: "call", name, args: [arg], ...nowhere }) as const);

const beforeStats: fc.Arbitrary<Command> = fc.oneof(
  expressions.map((condition) => ({ kind: "filter", condition, ...nowhere }) as const),
  items(expressions, "shown").map((list) => ({ kind: "display", items: unnamed(list), ...nowhere }) as const),
);

const atEnd: fc.Arbitrary<readonly Command[]> = fc.oneof(
  fc.constant([]),
  fc.integer({ min: 1, max: 100_000 }).map((count) => [{ kind: "limit", count, any: false, ...nowhere } as const]),
  paths.map((path) => [
    { kind: "sort", keys: [{ path, direction: "desc" }], ...nowhere } as const,
    { kind: "dedup", fields: [path], ...nowhere } as const,
  ]),
);

/** Queries that nothing is wrong with. */
export const queries: fc.Arbitrary<Query> = fc
  .oneof(
    fc
      .tuple(items(expressions, "made"), fc.array(beforeStats, { maxLength: 3 }), atEnd)
      .map(([made, middle, end]) => [{ kind: "fields", items: made, ...nowhere } as const, ...middle, ...end]),
    fc
      .tuple(beforeStats, items(aggregates, "total"), items(expressions, "key"))
      .map(([first, list, by]) => [first, { kind: "stats", items: list, by, ...nowhere } as const]),
    fc.tuple(fields, hostileTexts).map(([of, text]) => {
      const pattern = { kind: "glob", glob: `${text.replaceAll("*", "")}*` } as const;
      return [{ kind: "parse", of, pattern, names: [{ name: "found", ...nowhere }], ...nowhere } as const];
    }),
  )
  .map((commands): Query => ({ commands, ...nowhere }));

function unnamed(list: readonly Item[]): readonly Item[] {
  return list.map((item) => ({ ...item, alias: null }));
}

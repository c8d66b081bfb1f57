import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AwsError } from "../../service.ts";
import type { Expression, Query } from "../ast.ts";
import { defaultReadings, parseQuery } from "../index.ts";
import { printQuery } from "../print.ts";
import { expressions, hostileTexts, queries } from "./queries.ts";

/** What is refused, and the text of the offsets that the error names. */
function refusal(query: string, infrequentAccess = false) {
  try {
    parseQuery(query, defaultReadings, infrequentAccess);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { start = Number.NaN, end = Number.NaN } =
      /\(\[(?<start>\d+),(?<end>\d+)\]\)$/.exec(error.message)?.groups ?? {};
    return { code: error.code, message: error.message, at: query.slice(Number(start), Number(end)) };
  }
  return null;
}

describe("what is refused, and where", () => {
  test.each([
    ["", "", "unexpected symbol found <EOF> at line 1 and position 0"],
    ["select *", "select", "unexpected symbol found select"],
    ["fields a |", "", "unexpected symbol found <EOF>"],
    ["fields a b", "b", "unexpected symbol found b"],
    ["fields foo-", "", "unexpected symbol found <EOF>"],
    ["filter a == 1", "=", "unexpected symbol found ="],
    ["filter a like /x/i", "i", "unexpected symbol found i at line 1 and position 17"],
    ["filter a = 'x", "", "unexpected symbol found <EOF>"],
    ["filter a in []", "]", "unexpected symbol found ]"],
    ["filter a\n  b", "b", "line 2 and position 2"],
    ["sort bin(1h) desc", "(", "unexpected symbol found ("],
    ["fields nosuch(a)", "nosuch(a)", "Invalid function name: nosuch"],
    ["fields strlen()", "strlen()", "wrong number of arguments"],
    ["fields substr(a, 1, 2, 3)", "substr(a, 1, 2, 3)", "wrong number of arguments"],
    ["fields sum(a)", "sum(a)", "sum can only stand in stats"],
    ["filter count(*) > 1", "count(*)", "can only stand in stats"],
    ["stats sum(*)", "sum(*)", "wrong number of arguments"],
    ["stats a", "a", "neither aggregated nor a key"],
    ["stats bin(5x)", "x", "unexpected symbol found x"],
    ["filter a like /(/", "a like /(/", "invalid regular expression"],
    ["filter a like /(?=x)/", "a like /(?=x)/", "invalid regular expression"],
    ["limit 0", "0", "limit must be between 1 and 100000"],
    ["limit 100001", "100001", "limit must be between 1 and 100000"],
    ["limit x", "x", "unexpected symbol found x"],
    ["fields a as b | fields c as b", "b", "Ephemeral field is already defined: b"],
    ['parse @message "*" as b | fields b', "b", "Ephemeral field is already defined: b"],
    ["fields a as s | stats avg(s) as s", "s", "Ephemeral field is already defined: s"],
    ['parse @message "* *" as a', 'parse @message "* *" as a', "another number of wildcards"],
    ["sort a | stats count(*)", "sort a", "sort must come after the last stats"],
    ["limit 5 | stats count(*)", "limit 5", "limit must come after the last stats"],
    ["dedup a | fields b", "fields b", "only limit may follow dedup"],
    [
      "fields @message | stats sum(x) by y | stats max(strlen(@message))",
      "@message",
      "@message is not defined by the stats",
    ],
    ["stats sum(x) as s by y | stats avg(s) by bin(5m)", "bin(5m)", "bin needs the field @timestamp"],
    ["stats count(*) as n | sort z", "sort z", "z is not defined by the stats"],
    [Array.from({ length: 11 }, () => "stats count(*)").join(" | "), "stats count(*)", "at most 10 stats"],
    [
      "filter a in (SOURCE 'g' | filter b in (SOURCE 'h' | fields c) | fields b)",
      "SOURCE 'h' | fields c",
      "can't be nested",
    ],
    ["fields a | SOURCE 'x'", "SOURCE 'x'", "SOURCE must come first"],
    [
      "SOURCE logGroups(namePrefix: ['1','2','3','4','5','6'])",
      "logGroups(namePrefix: ['1','2','3','4','5','6'])",
      "5 prefixes",
    ],
    ["join left=a right=b where a.x=c.y (SOURCE 'g')", "c.y", "one of b's"],
  ])("%s", (query, at, message) => {
    const refused = refusal(query);
    expect(refused?.code).toBe("MalformedQueryException");
    expect(refused?.message).toContain(message);
    expect(refused?.at).toBe(at);
  });

  test("groups of the Infrequent Access class take two stats and no unmask", () => {
    const two = "stats count(*) as n by a | stats max(n) as m";
    expect(refusal(two, true)).toBeNull();
    expect(refusal(`${two} | stats max(m)`)).toBeNull();
    expect(refusal(`${two} | stats max(m)`, true)?.message).toContain("at most 2 stats");
    expect(refusal("unmask @message")).toBeNull();
    expect(refusal("unmask @message", true)?.message).toContain("Infrequent Access");
  });

  test("a command of AWS's that the evaluator lacks is no malformed query", () => {
    expect(() => parseQuery("pattern @message")).toThrow("the evaluator has no pattern");
  });
});

describe("what is taken", () => {
  test.each([
    'fields @timestamp, @message\n# | filter accountId not like "7983124201998"\n| sort @timestamp desc\n| limit 20',
    "fields f1 # why\n, f2",
    'filter @`aws.tag.aws:cloudformation:stack-name` = "my-stack"',
    "stats count(*) as numberOfEvents by `detail-type` | sort numberOfEvents desc",
    "stats avg (f1) by f2",
    "stats count(*) by duration as time | sort time desc",
    'FILTER loggingType IN ["ERROR", "INFO"] | DISPLAY loggingMessage, loggingType = "ERROR" as isError',
    'filter tlsDetails.tlsVersion in [ "TLSv1", "TLSv1.1" ] | stats count(*) as n by userIdentity.accountId | sort n desc',
    "SOURCE logGroups(accountIdentifiers:['111122223333'], namePrefix: ['a', 'b']) | fields @message",
    "SOURCE logGroups() | fields @message",
  ])("%s", (query) => {
    expect(() => parseQuery(query)).not.toThrow();
  });
});

describe("properties", () => {
  test("a printed query reads as itself", () => {
    fc.assert(
      fc.property(queries, (query) => {
        const printed = printQuery(query);
        expect(printQuery(parseQuery(printed))).toBe(printed);
      }),
    );
  });

  test("no literal leaves its place, whatever it holds", () => {
    fc.assert(
      fc.property(hostileTexts, hostileTexts, (one, other) => {
        const query: Query = whereOf(one, other);
        const [command] = parseQuery(printQuery(query)).commands;
        expect(textsIn(command?.kind === "filter" ? command.condition : null)).toEqual([one, other]);
      }),
    );
  });

  test("an expression stands in any place that takes one", () => {
    fc.assert(
      fc.property(expressions, (condition) => {
        const query = printQuery({ commands: [{ kind: "filter", condition, ...nowhere }], ...nowhere });
        expect(parseQuery(`fields a | ${query} | limit 1`).commands.map(({ kind }) => kind)).toEqual([
          "fields",
          "filter",
          "limit",
        ]);
      }),
    );
  });
});

const nowhere = { start: 0, end: 0 };

function whereOf(one: string, other: string): Query {
  const field = { kind: "field", path: ["a"], ...nowhere } as const;
  const equals = (value: string) =>
    ({ kind: "binary", operator: "=", left: field, right: { kind: "text", value, ...nowhere }, ...nowhere }) as const;
  const condition = { kind: "binary", operator: "or", left: equals(one), right: equals(other), ...nowhere } as const;
  return { commands: [{ kind: "filter", condition, ...nowhere }], ...nowhere };
}

function textsIn(expression: Expression | null): readonly string[] {
  if (expression?.kind === "text") return [expression.value];
  return expression?.kind === "binary" ? [...textsIn(expression.left), ...textsIn(expression.right)] : [];
}

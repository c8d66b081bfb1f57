import { fieldsOf } from "@trailkeep/core/catalog";
import { tableDdl } from "@trailkeep/core/ddl";
import { athenaParameter, compileAthena, compileLake, type Statement } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lakeTarget, rawTarget, storeTarget } from "./targets.ts";
import { decoded, tokensOf } from "./trino-tokens.ts";

const nowMs = Date.parse("2026-03-02T00:00:00Z");
const lake = (query: unknown, target = lakeTarget): Statement => compileLake(planQuery(query, nowMs), target);
const athena = (query: unknown, target = storeTarget): Statement => compileAthena(planQuery(query, nowMs), target);

const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("'", '"', "\\", "-", "/", "*", "%", "_", "?", ";", "\n", "é", "😀", ")"),
    maxLength: 12,
  }),
  fc.constantFrom("' OR 1=1 --", "'; SELECT 1", "/*", "x'--", "''", "$1", "U&'\\0041'"),
);
const text = hostile.filter((value) => value.isWellFormed() && !value.includes("\0"));

describe("values and names stay in their places", () => {
  const asked = (value: string) => ({
    from: "cloudtrail",
    where: {
      or: [
        { field: "eventName", op: "eq", value },
        { field: "userAgent", op: "contains", value },
        { field: "errorMessage", op: "endsWith", value },
        { field: `requestParameters[${JSON.stringify(value === "" ? "x" : value)}]`, op: "exists" },
        { field: "eventSource", op: "in", value: [value, "y"] },
      ],
    },
    select: ["eventID"],
  });

  it("Lake's literals hold any text, and the rest of the statement is the same", () => {
    const shape = (statement: Statement) =>
      tokensOf(statement.text).map(({ kind, text: token }) => (kind === "string" ? "''" : token));
    fc.assert(
      fc.property(text, (value) => {
        const statement = lake(asked(value));
        const strings = tokensOf(statement.text).filter(({ kind }) => kind === "string");
        expect(strings.map(decoded).filter((one) => one === value).length).toBeGreaterThanOrEqual(3);
        // A key of digits alone is asked for otherwise, see the corpus.
        fc.pre(!/^[0-9]*$/.test(value));
        expect(shape(statement)).toEqual(shape(lake(asked("x"))));
      }),
    );
  });

  it("Athena's text does not change with a value, and a parameter is one literal", () => {
    const query = (value: string) => ({ from: "cloudtrail", where: { field: "eventName", op: "eq", value } });
    fc.assert(
      fc.property(text, (value) => {
        const { text: statement, parameters } = athena(query(value));
        expect(statement).toBe(athena(query("x")).text);
        expect(parameters).toEqual([{ type: "string", value }]);
        const [only, ...others] = tokensOf(athenaParameter({ type: "string", value }));
        expect(others).toEqual([]);
        expect(only === undefined ? null : decoded(only)).toBe(value);
      }),
    );
  });

  it("parameters come in the order of their places", () => {
    const { text: statement, parameters } = athena({
      from: "cloudtrail",
      join: {
        with: "s3_access",
        as: "log",
        kind: "inner",
        on: [{ left: "requestID", right: "requestId" }],
        where: { field: "operation", op: "eq", value: "second" },
      },
      where: { field: "eventName", op: "eq", value: "third" },
      groupBy: ["awsRegion"],
      aggregate: { n: { fn: "countIf", where: { field: "errorCode", op: "startsWith", value: "first" } } },
      having: { field: "n", op: "gt", value: 4 },
    });
    expect(parameters.map(({ value }) => value)).toEqual(["first", "second", "third", 4n]);
    const before = statement.split("?").slice(0, -1);
    expect(before.map((part) => /"(\w+)"[^"]*$/.exec(part)?.[1])).toEqual([
      "error_code",
      "operation",
      "event_name",
      "n",
    ]);
  });

  it("a text that is too long for a parameter stands in the statement", () => {
    const value = "x'".repeat(600);
    const { text: statement, parameters } = athena({
      from: "cloudtrail",
      where: { field: "eventName", op: "eq", value },
    });
    expect(parameters).toEqual([]);
    expect(tokensOf(statement).some((token) => token.kind === "string" && decoded(token) === value)).toBe(true);
  });

  it("any alias leaves the records' name alone", () => {
    const query = {
      from: "cloudtrail",
      select: [{ field: "eventName", as: "Record" }],
      orderBy: [{ field: "awsRegion" }],
    };
    expect(lake(query).text).toContain('"record_2"."aws_region"');
  });
});

describe("what is refused, and why", () => {
  const all = { from: "cloudtrail", select: ["eventName"] };
  it.each([
    [
      "a source that no event data store holds",
      () => lake(all, { eventDataStores: {} }),
      /no event data store holds it/,
    ],
    ["a source that no table holds", () => athena(all, { tables: {} }), /no table holds it/],
    ["the record's identity in Lake", () => lake({ from: "cloudtrail", select: ["recordId"] }), /do not hold it/],
    [
      "unknown members as a whole in Lake",
      () => lake({ from: "cloudtrail", select: ["otherFields"] }),
      /name one of them/,
    ],
    ["a text with U+0000", () => lake({ ...all, where: { field: "eventName", op: "eq", value: "a\0" } }), /U\+0000/],
    [
      "an id that is none",
      () => lake(all, { eventDataStores: { cloudtrail: ["x; SELECT 1"] } }),
      /no id of an event data store/,
    ],
    [
      "a statement over 10,000 characters",
      () =>
        lake({
          ...all,
          where: { field: "eventName", op: "in", value: Array.from({ length: 900 }, (_, n) => `name-${n}`) },
        }),
      /10,000 are taken/,
    ],
    [
      "a statement over 262,144 bytes",
      () => athena({ ...all, where: { field: "eventName", op: "eq", value: "é".repeat(140_000) } }),
      /262,144 are taken/,
    ],
  ])("%s", (_, compile, message) => {
    expect(compile).toThrow(expect.objectContaining({ code: "capability", message: expect.stringMatching(message) }));
  });
});

describe("raw logs", () => {
  it.each([
    ["managementEvent", /no such column/],
    ["resources[0].ARNPrefix", /resources\[\]\.ARNPrefix.*no such column/],
    ["resources", /no such column/],
    ["raw", /no such column/],
  ])("%s of CloudTrail is refused", (field, message) => {
    expect(() => athena({ from: "cloudtrail", select: [field] }, rawTarget)).toThrow(
      expect.objectContaining({ code: "capability", message: expect.stringMatching(message) }),
    );
  });

  it("a member that elements lack is refused inside `any` too, and others are not", () => {
    const any = (field: string) => ({
      from: "cloudtrail",
      where: { field: "resources", op: "any", where: { field, op: "exists" } },
      select: ["eventName"],
    });
    expect(() => athena(any("ARNPrefix"), rawTarget)).toThrow(/ARNPrefix/);
    expect(athena(any("ARN"), rawTarget).text).toContain(
      'any_match("record"."resources", "element1" -> "element1"."ARN"',
    );
    expect(athena(any("ARNPrefix"), storeTarget).text).toContain('"element1"."ARNPrefix"');
  });

  it("a day more is read on both sides, the text of the time narrows it, and accounts are pinned", () => {
    const { text: statement } = athena(
      {
        from: "cloudtrail",
        time: { start: "2026-02-28T23:00:00.5Z", end: "2026-03-01T00:00:00Z" },
        select: ["eventName"],
      },
      rawTarget,
    );
    expect(statement).toContain(
      `WHERE "timestamp" >= '2026/02/27' AND "timestamp" <= '2026/03/02' AND "account" IN ('111122223333', '444455556666') AND eventtime IS NOT NULL AND eventtime >= '2026-02-28T23:00:00' AND eventtime <= '2026-03-01T00:00:00Z'`,
    );
  });

  it("every column that is read is one that the tables' statements make", () => {
    for (const source of ["cloudtrail", "s3_access"] as const) {
      const options = {
        database: "d",
        location: "s3://bucket/",
        from: "2024-01-01",
        accounts: ["111122223333"],
        regions: ["eu-west-1"],
      };
      const made = new Set(
        [
          ...tableDdl(source, "raw", options)
            .join()
            .matchAll(/^ {2}`(\w+)` /gm),
        ].map(([, name]) => name),
      );
      const readable = fieldsOf(source).flatMap(([field]) => {
        try {
          return [
            athena({ from: source, select: [{ field, as: "x" }] }, { tables: { [source]: rawTarget.tables[source] } })
              .text,
          ];
        } catch {
          return [];
        }
      });
      expect(readable.length).toBeGreaterThan(25);
      for (const statement of readable) {
        const leg = /\(SELECT (.*) FROM "AwsDataCatalog"/.exec(statement)?.[1] ?? "";
        const columns = tokensOf(leg).filter(({ kind, text: word }) => kind === "word" && /^[a-z]{3,}/.test(word));
        expect(columns.some(({ text: word }) => made.has(word))).toBe(true);
      }
    }
  });
});

describe("partitions", () => {
  const query = {
    from: "cloudtrail",
    time: { start: "2026-02-28T23:00:00Z", end: "2026-03-01T00:00:00Z" },
    select: ["eventName"],
  };

  it("the archive is read up to its last whole hour by day, fresh files behind it", () => {
    const { text: statement } = athena(query);
    expect(statement).toContain(
      `FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-28' AND "day" <= DATE '2026-02-28'`,
    );
    expect(statement).toContain(
      `FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05'`,
    );
  });

  it("without an archive everything is fresh", () => {
    const fresh = {
      shape: "store",
      fresh: { database: "d", table: "f" },
      archive: null,
      archivedThrough: null,
    } as const;
    const { text: statement } = athena(query, { tables: { cloudtrail: fresh } });
    expect(statement).not.toContain("ingest_hour");
  });

  it("several event data stores are read one after the other, each in the time range", () => {
    const ids = ["0a1b2c3d-0000-4000-8000-00000000000a", "0a1b2c3d-0000-4000-8000-00000000000b"];
    const { text: statement } = lake(query, { eventDataStores: { cloudtrail: ids } });
    for (const id of ids) {
      expect(statement).toContain(
        `FROM ${id} WHERE eventtime >= TIMESTAMP '2026-02-28 23:00:00.000' AND eventtime < TIMESTAMP`,
      );
    }
  });
});

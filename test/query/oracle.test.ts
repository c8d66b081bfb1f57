import { sourceNames } from "@trailkeep/core/catalog";
import { querySchema } from "@trailkeep/core/query";
import type { StoreRow } from "@trailkeep/core/store";
import { describe, expect, test } from "vitest";
import { evaluate, oracleRecord, type Records } from "../oracle/index.ts";
import { corpora, corpusRows, nowMs } from "./corpus/index.ts";

const inputObject = "file:///corpus.json";

function recordsOf(rows: readonly StoreRow[]): Records {
  const placed = rows.map((row, inputPosition) => ({ row, place: { inputObject, inputPosition } }));
  return new Map(
    sourceNames.map((source) => [
      source,
      placed.filter(({ row }) => row.source === source).map(({ row, place }) => oracleRecord(row, place)),
    ]),
  );
}

const records = recordsOf(corpusRows);

describe("the oracle gives the answers that were worked out by hand", () => {
  for (const { rows: given, entries } of corpora) {
    const asked = recordsOf(given);
    for (const { name, query, parameters, rows } of entries) {
      if (rows === undefined) continue;
      test(name, () => {
        expect(evaluate(query, asked, nowMs, parameters).rows).toEqual(rows);
      });
    }
  }
});

describe("columns", () => {
  test("without select: every field but raw, json and lists as json", () => {
    const { columns, rows } = evaluate({ from: "cloudtrail" }, records, nowMs);
    const names = columns.map(({ name }) => name);
    expect(names[0]).toBe("eventTime");
    expect(names).not.toContain("raw");
    expect(names.slice(-3)).toEqual(["recordId", "inputObject", "inputPosition"]);
    expect(columns).toContainEqual({ name: "resources", type: "json" });
    expect(columns).toContainEqual({ name: "requestParameters", type: "json" });
    expect(rows).toHaveLength(12);
    expect(rows[0]?.slice(-3)).toEqual(["00000000-0000-0000-0000-000000000011", inputObject, 10]);
  });

  test("types of groups and aggregates", () => {
    const { columns } = evaluate(
      {
        from: "s3_access",
        groupBy: [{ bucket: "1h" }, { field: "httpStatus", cast: "string" }],
        aggregate: {
          a: { fn: "count" },
          b: { fn: "sum", field: "bytesSent" },
          c: { fn: "avg", field: "bytesSent" },
          d: { fn: "percentile", field: "bytesSent", p: 50 },
          e: { fn: "last", field: "time" },
          f: { fn: "min", field: "key" },
        },
      },
      records,
      nowMs,
    );
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "bucket timestamp",
      "httpStatus string",
      ...["a integer", "b integer", "c double", "d integer", "e timestamp", "f string"],
    ]);
  });
});

test("what the schema takes is a query of the oracle's language: a shape that it does not know would not compile", () => {
  const query = querySchema.parse({ from: "s3_access", groupBy: ["bucket"] });
  expect(evaluate(query, records, nowMs).rows).toEqual([["logs"], ["payroll"]]);
});

test("a percentage is the decimal number that was written: 7 % of 100 values is the 7th", () => {
  expect((7 / 100) * 100).toBeGreaterThan(7);
  const [row] = corpusRows.filter(({ source }) => source === "s3_access");
  if (row === undefined) throw new Error("the corpus has no access log");
  const hundred = Array.from({ length: 100 }, (_, index) => {
    const record = oracleRecord(row, { inputObject, inputPosition: index });
    return new Map(record).set("recordId", `r${index}`).set("bytesSent", BigInt(index + 1));
  });
  const ask = (p: number) =>
    evaluate(
      { from: "s3_access", aggregate: { v: { fn: "percentile", field: "bytesSent", p } } },
      new Map([["s3_access", hundred]]),
      nowMs,
    ).rows;
  expect(ask(7)).toEqual([[7]]);
  expect(ask(7.000001)).toEqual([[8]]);
  expect(ask(0.000001)).toEqual([[1]]);
  expect(ask(99.9)).toEqual([[100]]);
});

import { DuckDBInstance } from "@duckdb/node-api";
import { dialects } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bindings } from "../../src/engine/canonical.ts";

/** Hostile names and values reach the engine as themselves, through the statement that the dialect really makes. */

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();

beforeAll(async () => {
  await connection.run("CREATE TEMP TABLE given (response_elements VARCHAR, event_name VARCHAR)");
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function ask(query: unknown, record: { json?: unknown; text?: string }): Promise<unknown[][]> {
  const statement = dialects.duckdb(planQuery(query, 0));
  const values = [record.json === undefined ? null : JSON.stringify(record.json), record.text ?? null];
  await connection.run("DELETE FROM given");
  await connection.run("INSERT INTO given VALUES ($1::VARCHAR, $2::VARCHAR)", values);
  await connection.run(
    "CREATE OR REPLACE TEMP VIEW cloudtrail AS SELECT *, TIMESTAMP '2026-01-01' AS event_time, 'id' AS event_id FROM given",
  );
  const { values: bound, types } = bindings(statement.parameters);
  const reader = await connection.runAndReadAll(statement.text, bound, types);
  return reader.getRows();
}

const hostile = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.string({
    unit: fc.constantFrom("'", '"', "\\", "$", ".", "[", "]", "*", "/", "~", "#", "%", "_", "a", "0", "\n", "é", "😀"),
    minLength: 1,
    maxLength: 8,
  }),
);

describe("escaping", () => {
  it("any key of open JSON can be reached by its quoted path", async () => {
    const key = hostile.filter((text) => text.isWellFormed() && !text.includes("\0"));
    await fc.assert(
      fc.asyncProperty(key, fc.string(), async (name, value) => {
        const field = `responseElements[${JSON.stringify(name)}]`;
        const rows = await ask(
          { from: "cloudtrail", select: [{ field, as: "found" }] },
          { json: { [name]: value, other: 1 } },
        );
        expect(rows).toEqual([[value]]);
      }),
      { numRuns: 500 },
    );
  });

  it("any value is compared as itself", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (value, other) => {
        const count = async (predicate: object) =>
          (
            await ask({ from: "cloudtrail", where: predicate, aggregate: { n: { fn: "count" } } }, { text: value })
          )[0]?.[0];
        expect(await count({ field: "eventName", op: "eq", value })).toBe(1n);
        expect(await count({ field: "eventName", op: "eq", value: other })).toBe(value === other ? 1n : 0n);
        expect(await count({ field: "eventName", op: "contains", value: other })).toBe(value.includes(other) ? 1n : 0n);
        const escaped = value.replace(/[\\%_]/g, "\\$&");
        expect(await count({ field: "eventName", op: "like", value: escaped })).toBe(1n);
        expect(await count({ field: "eventName", op: "in", value: [other, value] })).toBe(1n);
      }),
      { numRuns: 300 },
    );
  });

  it("any column can bear any alias that the language allows", async () => {
    const alias = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,30}$/);
    await fc.assert(
      fc.asyncProperty(alias, async (as) => {
        const rows = await ask(
          { from: "cloudtrail", select: [{ field: "eventName", as }], orderBy: [{ field: as }] },
          { text: "x" },
        );
        expect(rows).toEqual([["x"]]);
      }),
      { numRuns: 200 },
    );
  });
});

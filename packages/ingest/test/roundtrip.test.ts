import { fieldsOf, localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { type Cell, recordFields, type StoreField, type StoreRow } from "@trailkeep/core/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runIngest } from "../src/ingest.ts";
import { ask, put, scratch } from "./help.ts";
import { lineOf, reading, rowOf } from "./row-lines.ts";

const text = fc
  .oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("\0", "\n", "\r", "\t", "\x10", "\x1f", "e", "n", "0", "u", '"', "'", "\\", ",", "N", "😀"),
    }),
    fc.constantFrom("", "null", "NULL", "\\N", "true", "a\ufeff"),
  )
  // The Node client of DuckDB drops a byte order mark at the start of a text it reads; the next test asks DuckDB itself.
  .filter((value) => !value.startsWith("\ufeff"));
const member = fc.option(text, { nil: null });
const resource = fc.record({ ARN: member, ARNPrefix: member, accountId: member, type: member });
const minTimeMs = Date.UTC(2024, 0, 1);

function cell(field: StoreField): fc.Arbitrary<Cell> {
  switch (field.type) {
    case "string":
      return text;
    case "json":
      return fc.json();
    case "integer":
      return fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
    case "double":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
    case "boolean":
      return fc.boolean();
    case "timestamp":
      return fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 0, 1) });
    case "list":
      return fc.array(resource, { maxLength: 3 }).map((list) => JSON.stringify(list));
  }
}

function row(source: SourceName): fc.Arbitrary<StoreRow> {
  const fields = recordFields(source);
  const time = fieldsOf(source).findIndex(([name]) => name === (source === "s3_access" ? "time" : "eventTime"));
  return fc
    .tuple(
      fc.integer({ min: minTimeMs, max: minTimeMs + 3 * 86_400_000 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.tuple(...fields.map((field) => fc.option(cell(field), { nil: null, freq: 3 }))),
    )
    .map(([timeMs, id, cells]) => ({
      source,
      timeMs,
      recordId: Buffer.from(id).toString("hex"),
      cells: cells.map((value, place) => (place === time ? timeMs : value)),
    }));
}

/** A stored value in terms of the cell that it came from. */
function asCell(field: StoreField, value: unknown): unknown {
  if (value === null) return null;
  if (field.type === "timestamp") return value instanceof Date ? value.getTime() : value;
  if (field.type === "list") return JSON.stringify(value);
  return value;
}

const sameNumber = (field: StoreField, value: Cell): Cell =>
  field.type === "integer" && value !== null
    ? BigInt(Number.isInteger(value) ? BigInt(String(value)) : String(value))
    : value;

function at(stored: Record<string, unknown>, column: readonly string[]): unknown {
  return column.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    stored,
  );
}

test.each(localSourceNames)("any %s row comes back from Parquet field for field", async (source) => {
  const fields = recordFields(source);
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(row(source), { minLength: 90, maxLength: 140, selector: (one) => one.recordId }),
      async (rows) => {
        const folder = scratch();
        put(folder, "in/rows", rows.map(lineOf).join("\n"));
        const report = await runIngest([`${folder}/in`], { root: `${folder}/store` }, reading);
        expect(report.records).toEqual({
          read: rows.length,
          written: rows.length,
          repeated: 0,
          quarantined: 0,
          expired: 0,
        });
        const stored = await ask(`${folder}/store`, source, "SELECT * FROM t ORDER BY input_position");
        for (const [place, one] of rows.entries()) {
          const back = stored[place] ?? {};
          const values = fields.map((field) => asCell(field, at(back, field.column)));
          expect(values).toEqual(fields.map((field, cellPlace) => sameNumber(field, one.cells[cellPlace] ?? null)));
          expect(String(back.record_id).replaceAll("-", "")).toBe(one.recordId);
          expect(back.input_object).toBe(`file://${folder}/in/rows`);
          expect(back.input_position).toBe(BigInt(place));
        }
        cases += rows.length;
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  expect(cases).toBeGreaterThanOrEqual(1000);
});

test("a byte order mark at the start of a value is stored", async () => {
  const folder = scratch();
  put(folder, "in/rows", lineOf(rowOf("s3_access", minTimeMs, { raw: "\ufeffa", key: "\ufeff" })));
  await runIngest([`${folder}/in`], { root: `${folder}/store` }, reading);
  const bytes = await ask(`${folder}/store`, "s3_access", "SELECT hex(raw) AS raw, hex(key) AS key FROM t");
  expect(bytes).toEqual([{ raw: "EFBBBF61", key: "EFBBBF" }]);
});

import { athenaParameter, compileLake } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { lakeTarget } from "../../packages/core/test/dialect/targets.ts";
import { TrinoClient } from "../rigs/trino/client.ts";

/** Trino's own parser says where a literal ends: what comes back is what went in, and nothing else was read. */

const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom("'", '"', "\\", "-", "/", "*", "%", "_", "?", ";", "\n", "é", "😀"),
    maxLength: 12,
  }),
  fc.constantFrom(
    "' OR 1=1 --",
    "'; SELECT 1",
    "/*",
    "x'--",
    "''",
    "U&'\\0041'",
    "\u0001\u001f\u007f",
    "a".repeat(900),
  ),
);
const texts = fc.array(
  hostile.filter((text) => text.isWellFormed() && !text.includes("\0")),
  { minLength: 20, maxLength: 20 },
);
const trino = new TrinoClient(inject("trino").url);

test("a parameter of Athena is one value, whatever it holds", async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      const using = values.map((value) => athenaParameter({ type: "string", value })).join(", ");
      const asked = `EXECUTE IMMEDIATE 'SELECT ${values.map(() => "?").join(", ")}' USING ${using}`;
      expect((await trino.query(asked)).rows).toEqual([values]);
    }),
    { numRuns: 10 },
  );
});

test("a literal of Lake is one value, whatever it holds", async () => {
  const id = lakeTarget.eventDataStores.cloudtrail?.[0] ?? "";
  const columns = `CAST(NULL AS VARCHAR) AS eventid, TIMESTAMP '2026-03-01 00:00:00' AS eventtime`;
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      const branches = values.map((value, place) => {
        const where = { field: "eventName", op: "eq", value };
        const { text } = compileLake(planQuery({ from: "cloudtrail", where, select: ["eventName"] }, 0), lakeTarget);
        const record = `(SELECT ${columns}, name AS eventname FROM (VALUES ${values.map((one) => athenaParameter({ type: "string", value: one })).join(", ")}) AS t(name)) AS "store"`;
        // A function, since `$'` in a text to put in would stand for what follows.
        const over = text.replace(`FROM ${id}`, () => `FROM ${record}`);
        return `SELECT ${place} AS place, name FROM (${over}) AS "found"(name)`;
      });
      const { rows } = await trino.query(branches.join("\nUNION ALL\n"));
      const found = rows.map(([place, name]) => [Number(place), String(name)] as const);
      const wanted = values.flatMap((value, place) =>
        values.filter((one) => one === value).map((one) => [place, one] as const),
      );
      expect(found.toSorted(([a], [b]) => a - b)).toEqual(wanted);
    }),
    { numRuns: 5 },
  );
});

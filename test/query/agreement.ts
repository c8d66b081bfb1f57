import type { QueryService } from "@trailkeep/core/engine";
import { expect } from "vitest";
import type { OracleAnswer, Query } from "../oracle/index.ts";
import type { ParameterValues } from "../oracle/parameters.ts";
import { untilEnded } from "../until-ended.ts";

type Value = string | number | boolean | null;
type Rows = readonly (readonly Value[])[];

export interface WholeAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: Rows;
}

/** Asks for a result page by page, each page twice, and gives all of it. */
export async function askByPages(
  service: QueryService,
  query: Query,
  pageSize: number,
  parameters: ParameterValues = {},
): Promise<WholeAnswer> {
  const { id } = await service.start(query, { pageSize, parameters });
  const first = await untilEnded(service, id);
  expect(first.error).toBeNull();
  expect(first.status).toBe("succeeded");
  expect((await service.page(id, null)).rows).toEqual(first.rows);
  const rows = [...first.rows];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await service.page(id, cursor);
    expect(await service.page(id, cursor)).toEqual(page);
    expect(page.rows.length).toBeGreaterThan(0);
    expect(page.rows.length).toBeLessThanOrEqual(pageSize);
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return { columns: first.columns, rows };
}

/** Expects the engine's answer to be the oracle's; sums and averages of doubles may differ by 1e-9 relative (law 5). */
export function expectAgreement(query: Query, engine: WholeAnswer, oracle: OracleAnswer): void {
  expect(engine.columns).toEqual(oracle.columns);
  expect(firstDifference(query, engine.rows, oracle)).toBeNull();
}

/** Where and how the engine's rows first differ from the oracle's, in a line; null if they agree. */
function firstDifference(query: Query, rows: Rows, { columns, rows: expected }: OracleAnswer): string | null {
  if (rows.length !== expected.length) return `${rows.length} rows, the oracle has ${expected.length}`;
  for (const [index, row] of rows.entries()) {
    for (const [place, { name, type }] of columns.entries()) {
      const [actual, right] = [row[place] ?? null, expected[index]?.[place] ?? null];
      if (agree(actual, right, type === "double" && isMean(query, name))) continue;
      return `row ${index}, ${name} (${type}): ${JSON.stringify(actual)}, the oracle has ${JSON.stringify(right)}`;
    }
  }
  return null;
}

/** A column of sums, averages or quotients of them. */
function isMean(query: Query, name: string): boolean {
  const [first] = "union" in query ? query.union : [query];
  const fn = first?.aggregate?.[name]?.fn;
  return fn === "sum" || fn === "avg" || fn === "ratio";
}

/** Equality; near enough where a mean may differ in its last bits. There is one zero. */
function agree(actual: Value, right: Value, near: boolean): boolean {
  if (!near || typeof actual !== "number" || typeof right !== "number") return actual === right;
  return Math.abs(actual - right) <= 1e-9 * Math.max(1, Math.abs(actual), Math.abs(right));
}

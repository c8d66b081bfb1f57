import { DuckDBInstance } from "@duckdb/node-api";
import type { SourceName } from "@trailkeep/core/catalog";
import { dialects } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import { bindings, canonicalRow } from "../../src/engine/canonical.ts";
import { identifier } from "../../src/sql-text.ts";
import { columnTypes } from "../../src/store/column.ts";
import { shortcutValues } from "../../src/store/shortcut.ts";

/** The time at which relative ranges end. */
const nowMs = Date.parse("2026-03-02T00:00:00Z");

type Record = Readonly<{ [column: string]: string }>;

/** The rows of a query on a DuckDB that holds those records: columns of the store, each an SQL expression. */
export async function rowsOf(query: unknown, records: Readonly<Partial<{ [S in SourceName]: readonly Record[] }>>) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const source of ["cloudtrail", "s3_access"] as const) {
      const columns = columnTypes(source).map(({ name, type }) => `${identifier(name)} ${type}`);
      await connection.run(`CREATE TABLE ${source}_fields (${columns.join(", ")})`);
      const shortcuts = shortcutValues(source).map(({ name, sql }) => `, ${sql} AS ${identifier(name)}`);
      for (const record of records[source] ?? []) {
        const cells = Object.entries(record).map(([column, value]) => `${value} AS ${identifier(column)}`);
        await connection.run(`INSERT INTO ${source}_fields BY NAME SELECT ${cells.join(", ")}`);
      }
      await connection.run(`CREATE VIEW ${source} AS SELECT *${shortcuts.join("")} FROM ${source}_fields`);
    }
    const statement = dialects.duckdb(planQuery(query, nowMs));
    const { values, types } = bindings(statement.parameters);
    const reader = await connection.runAndReadAll(statement.text, values, types);
    return reader.getRows().map((row) => canonicalRow(row, statement.columns));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

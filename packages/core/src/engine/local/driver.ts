import { createRequire } from "node:module";

/**
 * DuckDB's driver. It is CommonJS in 180 files: `import` would parse each of them once more to learn the names that it
 * exports, which takes longer than all else about loading it.
 * @see https://nodejs.org/api/esm.html#commonjs-namespaces
 */
const driver: typeof import("@duckdb/node-api") = createRequire(import.meta.url)("@duckdb/node-api");

export const { BIGINT, BOOLEAN, DOUBLE, DuckDBDecimalValue, DuckDBInstance, DuckDBTimestampValue, TIMESTAMP, VARCHAR } =
  driver;

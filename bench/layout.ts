import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Store, type StoreFile } from "@trailkeep/core/store";
import { type Layout, layouts, typedColumns } from "./layout/layouts.ts";
import { questions } from "./query/questions.ts";
import { sampleStore } from "./support/trailkeep.ts";

/**
 * The rows of a store in every layout that was considered: bytes, seconds to write, and for the five questions and five
 * look-ups the milliseconds (least of several runs), those of the processors (mean), and the bytes that were read. Decides nothing; docs/decisions/0026
 * does. Usage: npm run bench:layout -- [STORE] [--days N] [--runs N] [--only WORDS] [--quick]
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: "string", default: "1000" },
    runs: { type: "string", default: "7" },
    only: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
  },
});
const sample = positionals[0] === undefined ? sampleStore(values.quick ? 2_000 : 100_000) : undefined;
const root = positionals[0] ?? sample?.root ?? "";
const runs = values.quick ? 1 : Number(values.runs);
const sources = ["cloudtrail", "s3_access"] as const;
type Source = (typeof sources)[number];

const folder = mkdtempSync(join(tmpdir(), "trailkeep-layout-"));
const days = daysOf(root);
try {
  const lookups = await chooseLookups();
  const chosen = layouts.filter(({ name }) => name.includes(values.only));
  for (const [place, layout] of chosen.entries()) await measure(layout, join(folder, String(place)), lookups);
} finally {
  rmSync(folder, { recursive: true, force: true });
  sample?.remove();
}

type Days = ReadonlyMap<Source, ReadonlyMap<string, readonly StoreFile[]>>;

function daysOf(store: string): Days {
  const opened = Store.open(store);
  const found = sources.map((source): [Source, ReadonlyMap<string, readonly StoreFile[]>] => {
    const byDay = new Map<string, StoreFile[]>();
    for (const file of opened.files(source)) byDay.set(file.day, [...(byDay.get(file.day) ?? []), file]);
    return [source, new Map([...byDay].slice(0, Number(values.days)))];
  });
  opened.close();
  return new Map(found);
}

interface Lookup {
  readonly name: string;
  readonly sql: string;
  readonly typedSql?: string;
}

/** Values that are there, and rare: the first in order among those with few rows. */
async function chooseLookups(): Promise<readonly Lookup[]> {
  const { connection, close } = await connect();
  for (const source of sources) await view(connection, source, allFiles(source));
  const rare = async (source: Source, column: string, most = 20): Promise<string> => {
    const sql = `SELECT min(value) AS value FROM (SELECT ${column} AS value FROM ${source} WHERE ${column} IS NOT NULL
      GROUP BY 1 HAVING count(*) <= ${most})`;
    const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    return `'${String(row?.value).replaceAll("'", "''")}'`;
  };
  const all = "event_time, event_name, event_source, source_ip_address, user_identity.arn";
  const json = "json_extract_string(request_parameters, '$.bucketName')";
  const bucket = await rare("cloudtrail", json, 1e9);
  const found = [
    ["one event id", `SELECT ${all} FROM cloudtrail WHERE event_id = ${await rare("cloudtrail", "event_id")}`],
    [
      "one principal",
      `SELECT ${all} FROM cloudtrail WHERE user_identity.arn = ${await rare("cloudtrail", "user_identity.arn")}`,
    ],
    [
      "one address",
      `SELECT ${all} FROM cloudtrail WHERE source_ip_address = ${await rare("cloudtrail", "source_ip_address")}`,
    ],
    [
      "one object key",
      `SELECT "time", operation, requester FROM s3_access WHERE key = ${await rare("s3_access", "key")}`,
    ],
  ].map(([name = "", sql = ""]) => ({ name, sql }));
  close();
  const bucketSql = (expression: string) => `SELECT ${all} FROM cloudtrail WHERE ${expression} = ${bucket}`;
  return [...found, { name: "one bucket, in JSON", sql: bucketSql(json), typedSql: bucketSql("request_bucket_name") }];
}

async function measure(layout: Layout, place: string, lookups: readonly Lookup[]): Promise<void> {
  const startMs = performance.now();
  const files = await writeAll(layout, place);
  const seconds = (performance.now() - startMs) / 1000;
  const bytes = sources.map((source) => sizeOf(files.get(source) ?? []));
  console.log(`\n${layout.name}`);
  console.log(
    `  ${sources.map((source, at) => `${source} ${megabytes(bytes[at] ?? 0)}`).join(", ")}; written in ${seconds.toFixed(1)} s`,
  );
  const { connection, close } = await connect();
  for (const source of sources) await view(connection, source, files.get(source) ?? []);
  const typed = layout.typed === true;
  const logins = (sql: string) =>
    typed ? sql.replace("json_extract_string(response_elements, '$.ConsoleLogin')", "response_console_login") : sql;
  const asked = [
    ...questions.map(({ name, sql }) => ({ name, sql: logins(sql) })),
    ...lookups.map(({ name, sql, typedSql = sql }) => ({ name, sql: typed ? typedSql : sql })),
  ];
  for (const { name, sql } of asked) {
    const { leastMs, cpuMs, readBytes, rows } = await timed(connection, sql);
    console.log(
      `  ${name.padEnd(34)} ${leastMs.toFixed(1).padStart(7)} ms ${cpuMs.toFixed(1).padStart(7)} ms ${megabytes(readBytes).padStart(9)}  ${rows} rows`,
    );
  }
  close();
  rmSync(place, { recursive: true });
}

async function writeAll(layout: Layout, place: string): Promise<ReadonlyMap<Source, readonly string[]>> {
  const { connection, close } = await connect();
  const written = new Map<Source, string[]>();
  for (const source of sources) {
    mkdirSync(join(place, source), { recursive: true });
    const extra =
      layout.typed === true && source === "cloudtrail"
        ? typedColumns.map(
            ([name, json, path]) => `, json_extract_string(json_value(${json}, '${path}'), '$') AS ${name}`,
          )
        : [];
    const paths: string[] = [];
    for (const [day, files] of days.get(source) ?? []) {
      const path = join(place, source, `${day}.parquet`);
      await connection.run(`COPY (SELECT *${extra.join("")} FROM ${parquet(files.map((file) => file.path))}
        ORDER BY ${layout.sort[source]}) TO '${path}' (FORMAT parquet, ${layout.options})`);
      paths.push(path);
    }
    written.set(source, paths);
  }
  close();
  return written;
}

/** Least time of the runs after the first, and the bytes that one of them read (Linux counts them). */
async function timed(connection: DuckDBConnection, sql: string) {
  const run = async () => (await connection.runAndReadAll(sql)).getRowObjectsJS().length;
  const rows = await run();
  const before = bytesRead();
  await run();
  const readBytes = bytesRead() - before;
  let leastMs = Number.POSITIVE_INFINITY;
  const cpu = process.cpuUsage();
  for (let n = 0; n < runs; n++) {
    const startMs = performance.now();
    await run();
    leastMs = Math.min(leastMs, performance.now() - startMs);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { leastMs, cpuMs: (user + system) / 1000 / runs, readBytes, rows };
}

function bytesRead(): number {
  try {
    return Number(/^rchar: (\d+)/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1] ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

/** A DuckDB that keeps footers, as the service does, and no data: what a question reads is read each time. */
async function connect(): Promise<{ connection: DuckDBConnection; close: () => void }> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "2GB" });
  const connection = await instance.connect();
  await connection.run(
    "SET parquet_metadata_cache = true; SET enable_external_file_cache = false; SET TimeZone = 'UTC'",
  );
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, close };
}

async function view(connection: DuckDBConnection, source: Source, paths: readonly string[]): Promise<void> {
  await connection.run(`CREATE OR REPLACE VIEW ${source} AS SELECT * FROM ${parquet(paths)}`);
}

function allFiles(source: Source): readonly string[] {
  return [...(days.get(source)?.values() ?? [])].flat().map((file) => file.path);
}

function parquet(paths: readonly string[]): string {
  return `read_parquet([${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ")}], hive_partitioning = false)`;
}

function sizeOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

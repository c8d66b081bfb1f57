import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { athenaParameter, compileAthena } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import { Store } from "@trailkeep/core/store";
import { TrinoClient } from "../test/rigs/trino/client.ts";
import { startTrino } from "../test/rigs/trino/server.ts";
import { type Chosen, type Question, questionsOf } from "./bytes/questions.ts";
import { type DayFiles, ingestHour, plainTable, rawTable, schema, storeTable } from "./bytes/tables.ts";
import { median } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";
import { trailkeep } from "./support/trailkeep.ts";

/**
 * Bytes that ten questions read, compressed, by Trino's own statistics: of the store's merged files by day, of a plain
 * unsorted Parquet copy by day, and of CloudTrail's own files, pruned to the same days. The goals: 20 times fewer than
 * CloudTrail's files at the median, and fewer than the plain copy for every question.
 * Usage: npm run bench:bytes -- [LOGS] [--days N] [--quick]
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { days: { type: "string", default: "3" }, quick: { type: "boolean", default: false } },
});
const gates = new Gates(!values.quick);
const work = mkdtempSync(join(tmpdir(), "trailkeep-bytes-"));
const trino = await startTrino();
try {
  const logs = positionals[0] ?? sample();
  const days = logDays(logs).slice(0, Number(values.days));
  await compare(days);
} finally {
  await trino.close();
  rmSync(work, { recursive: true, force: true });
}
gates.end();

function sample(): string {
  const folder = join(work, "logs");
  trailkeep("sample", folder, "--records", values.quick ? "20000" : "200000");
  return folder;
}

/** CloudTrail's files by the day of their names. */
function logDays(folder: string): readonly DayFiles[] {
  const days = new Map<string, string[]>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const [, year, month, day] = /_CloudTrail_.*_(\d{4})(\d\d)(\d\d)T\d{4}Z_.*\.json\.gz$/.exec(entry.name) ?? [];
    if (year === undefined) continue;
    const name = `${year}-${month}-${day}`;
    days.set(name, [...(days.get(name) ?? []), join(entry.parentPath, entry.name)]);
  }
  return [...days].map(([day, paths]) => ({ day, paths })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

async function compare(days: readonly DayFiles[]): Promise<void> {
  const root = join(work, "store");
  trailkeep("ingest", ...days.flatMap(({ paths }) => paths), "--data", root);
  trailkeep("compact", "--data", root);
  const client = new TrinoClient(trino.url);
  const place = { trino: client, files: trino.files };
  const instance = await DuckDBInstance.create(":memory:");
  const duck = await instance.connect();
  const stored = storedDays(root, days);
  await client.query(`CREATE SCHEMA ${schema}`);
  await storeTable(place, duck, stored);
  await plainTable(place, duck, stored);
  await rawTable(place, days);
  const chosen = await choose(duck, stored);
  duck.closeSync();
  instance.closeSync();
  const ratios: number[] = [];
  for (const question of questionsOf(chosen)) ratios.push(await ask(client, question));
  const middle = median(ratios);
  const verdict = gates.judge(middle >= 20);
  console.log(`median: ${middle.toFixed(1)} times fewer bytes than CloudTrail's own files; goal 20: ${verdict}`);
}

/** The store's files of those days: what a record of the next day left is not asked for. */
function storedDays(root: string, days: readonly DayFiles[]): readonly DayFiles[] {
  const store = Store.open(root);
  const files = store.files("cloudtrail");
  store.close();
  return days.map(({ day }) => ({ day, paths: files.filter((file) => file.day === day).map(({ path }) => path) }));
}

async function choose(duck: DuckDBConnection, days: readonly DayFiles[]): Promise<Chosen> {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) throw new Error("there are no CloudTrail files of whole days");
  const paths = first.paths.map((path) => `'${path}'`).join(", ");
  const value = async (column: string, most: number): Promise<string> => {
    const reader = await duck.runAndReadAll(`SELECT min(value) AS value FROM (SELECT ${column} AS value
      FROM read_parquet([${paths}]) WHERE ${column} IS NOT NULL GROUP BY 1 HAVING count(*) <= ${most})`);
    return String(reader.getRowObjectsJS()[0]?.value);
  };
  const next = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return {
    first: first.day,
    second: next(first.day),
    last: last.day,
    after: next(last.day),
    principal: await value("user_identity.arn", 200),
    accessKey: await value("user_identity.access_key_id", 50),
    bucket: await value("json_extract_string(request_parameters, '$.bucketName')", 1e9),
    eventId: await value("event_id", 1),
  };
}

/** Prints the bytes of each, and gives how many times fewer ours are than those of CloudTrail's own files. */
async function ask(client: TrinoClient, { name, query, raw }: Question): Promise<number> {
  const ours = await read(client, compiled(query, "store"));
  const plain = await read(client, compiled(query, "plain"));
  const theirs = await read(client, overRecords(raw));
  if (ours.rows !== plain.rows || ours.rows !== theirs.rows) {
    throw new Error(`${name}: ${ours.rows}, ${plain.rows} and ${theirs.rows} rows`);
  }
  const [ofRaw, ofPlain] = [theirs.bytes / ours.bytes, plain.bytes / ours.bytes];
  const verdict = gates.judge(ofPlain > 1);
  console.log(
    `${name}: ${ours.rows} rows; store ${kilobytes(ours.bytes)}, plain copy ${kilobytes(plain.bytes)} ` +
      `(${ofPlain.toFixed(2)} times; goal above 1: ${verdict}), CloudTrail's files ${kilobytes(theirs.bytes)} (${ofRaw.toFixed(1)} times)`,
  );
  return ofRaw;
}

function compiled(query: object, table: string): string {
  const named = (name: string) => ({ database: "bytes", table: name });
  const tables = { shape: "store", fresh: named("fresh"), archive: named(table), archivedThrough: ingestHour } as const;
  const { text, parameters } = compileAthena(planQuery(query, Date.now()), { tables: { cloudtrail: tables } });
  const written = text.replaceAll('"AwsDataCatalog"', '"awsdatacatalog"');
  if (parameters.length === 0) return written;
  const using = parameters.map(athenaParameter).join(", ");
  return `EXECUTE IMMEDIATE '${written.replaceAll("'", "''")}' USING ${using}`;
}

/** By hand: the records of a file are a JSON array. */
function overRecords(raw: Question["raw"]): string {
  const member = (path: string) =>
    path === "requestParameters"
      ? "json_format(json_extract(record, '$.requestParameters'))"
      : `json_extract_scalar(record, '$.${path}')`;
  return `WITH records AS (SELECT day, record FROM ${schema}.raw
    CROSS JOIN UNNEST(CAST(json_extract(line, '$.Records') AS array(json))) AS t(record)) ${raw(member)}`;
}

/** Small files are read in part as well, as Athena bills columns and not files. */
async function read(client: TrinoClient, text: string): Promise<{ readonly rows: number; readonly bytes: number }> {
  const session = { "awsdatacatalog.parquet_small_file_threshold": "0B" };
  const { rows, statistics } = await client.query(text, { session });
  return { rows: rows.length, bytes: statistics.physicalInputBytes };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

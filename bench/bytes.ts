import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tableDdl } from "@trailkeep/core/ddl";
import { openQueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { athenaService } from "../test/aws/athena/service.ts";
import { startAwsEndpoint } from "../test/aws/server.ts";
import { Athena } from "../test/fidelity/tables.ts";
import { ingestHours, spreadByHour } from "../test/rigs/tables/store.ts";
import { TrinoClient } from "../test/rigs/trino/client.ts";
import { freshSchema } from "../test/rigs/trino/schema.ts";
import { startTrino } from "../test/rigs/trino/server.ts";
import { type BytesQuestion, bytesQuestions } from "./bytes/questions.ts";
import { median } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";
import { trailkeep } from "./support/trailkeep.ts";

/**
 * Bytes that Trino reads (compressed, its own statistics) for ten questions: typed queries on the store's archive on S3, the
 * same by hand on raw CloudTrail files pruned to the same days, and by hand on a plain Parquet copy of those by day. The goals:
 * at the median 20 times fewer than raw, and on every question fewer than the copy. Needs what `npm run test:engines` needs.
 * Usage: npm run bench:bytes -- DIR, where DIR/ct/AWSLogs is a bucket's; or none, for sample logs
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { records: { type: "string", default: "100000" } },
});
const dayMs = 86_400_000;
const gates = new Gates(true);
/** Fresh files are small, and of several hours. */
const hours = 24;
const folder = mkdtempSync(join(tmpdir(), "trailkeep-bytes-"));
const logs = positionals[0] === undefined ? join(folder, "logs") : join(positionals[0], "ct");
const trino = await startTrino();
try {
  if (positionals[0] === undefined) trailkeep("sample", logs, "--records", values.records);
  await measure();
} finally {
  await trino.close();
  rmSync(folder, { recursive: true, force: true });
}
gates.end();

async function measure(): Promise<void> {
  const client = new TrinoClient(trino.url);
  const schema = await freshSchema(client, "bytes");
  const athena = athenaService({
    trino: client,
    files: trino.files,
    workGroups: [{ name: "primary", outputLocation: "s3://results" }],
  });
  const endpoint = await startAwsEndpoint({ services: [athena.service] });
  const run = new Athena(athena, endpoint.url, schema.name);
  const root = join(folder, "store");
  trailkeep("ingest", join(logs, "AWSLogs"), "--data", root);
  const store = Store.open(root);
  const { minTimeMs, rows } = store.summary("cloudtrail");
  const firstMs = Math.floor((minTimeMs ?? 0) / dayMs) * dayMs;
  await archived(run, store, schema.name);
  await raw(run, schema.name, firstMs);
  await plain(client, schema.name);
  const file = join(folder, "stores.json");
  const at = { database: schema.name };
  const cloudtrail = {
    shape: "store",
    fresh: { ...at, table: "cloudtrail_fresh" },
    archive: { ...at, table: "cloudtrail" },
    archivedThrough: ingestHours(hours).at(-1),
  };
  const declared = { engine: "athena", region: "eu-west-1", endpoint: endpoint.url, sources: { cloudtrail } };
  writeFileSync(file, JSON.stringify({ stores: { athena: declared } }));
  const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
  const service = openQueryService({ store, others: await openStores(file, { credentials }) });

  async function ours({ query, days }: BytesQuestion) {
    const time = { start: iso(firstMs + dayMs), end: iso(firstMs + (1 + days) * dayMs) };
    const { id } = await service.start({ from: "cloudtrail", time, ...query }, { engine: "athena", pageSize: 10_000 });
    const { error, rows: found, statistics } = await service.wait(id, 600_000);
    if (error !== null) throw new Error(`${error.code}: ${JSON.stringify(error.problems)}`);
    return { rows: found.length, bytes: statistics?.scannedBytes ?? 0 };
  }
  async function byHand({ sql, days }: BytesQuestion, table: string, pruning: (first: string, last: string) => string) {
    const [first, last] = [dayOf(firstMs + dayMs), dayOf(firstMs + days * dayMs)];
    const range = `eventtime >= '${first}T00:00:00Z' AND eventtime <= '${last}T23:59:59Z'`;
    const text = sql.replace("{t}", table).replace("{days}", `${pruning(first, last)} AND ${range}`);
    const result = await client.query(text, { catalog: "awsdatacatalog", schema: schema.name });
    return { rows: result.rows.length, bytes: result.statistics.physicalInputBytes };
  }

  console.log(`${rows.toLocaleString("en")} records; kilobytes read`);
  const ratios: number[] = [];
  let fewer = 0;
  const questions = bytesQuestions(await sought(client, schema.name, dayOf(firstMs + dayMs)));
  for (const question of questions) {
    const here = await ours(question);
    const slashed = (day: string) => day.replaceAll("-", "/");
    const there = await byHand(
      question,
      "cloudtrail_raw",
      (first, last) => `"timestamp" BETWEEN '${slashed(first)}' AND '${slashed(last)}'`,
    );
    const copy = await byHand(question, "plain", (first, last) => `day BETWEEN '${first}' AND '${last}'`);
    if (here.rows !== there.rows || here.rows !== copy.rows)
      throw new Error(`${question.name}: ${here.rows}, ${there.rows} and ${copy.rows} rows`);
    ratios.push(there.bytes / here.bytes);
    if (here.bytes < copy.bytes) fewer += 1;
    const kb = (bytes: number) => (bytes / 1_000).toFixed(1).padStart(10);
    console.log(
      `${question.name.padEnd(34)}${kb(here.bytes)} store${kb(there.bytes)} raw (${(there.bytes / here.bytes).toFixed(1)} times)` +
        `${kb(copy.bytes)} plain Parquet (${(copy.bytes / here.bytes).toFixed(2)} times)`,
    );
  }
  const middle = median(ratios);
  console.log(`raw, at the median: ${middle.toFixed(1)} times; goal 20: ${gates.judge(middle >= 20)}`);
  console.log(
    `fewer than the plain copy: ${fewer} of ${questions.length}; goal all: ${gates.judge(fewer === questions.length)}`,
  );
  await service.close();
  await endpoint.close();
  store.close();
}

/** The store's own tables; all of it is in the archive. */
async function archived(run: Athena, store: Store, database: string): Promise<void> {
  const bucket = "bytes-store";
  const paths = store.files("cloudtrail").map(({ path }) => path);
  const place = join(trino.files, "s3", bucket, "cloudtrail");
  await spreadByHour(place, { paths, time: "event_time", repeated: false }, ingestHours(hours));
  const options = { database, location: `s3://${bucket}/`, from: dayOf(Date.now() - dayMs), accounts: [], regions: [] };
  for (const statement of tableDdl("cloudtrail", "store", options)) await run.run(statement);
  await run.run(`INSERT INTO cloudtrail SELECT *, CAST("event_time" AS date) FROM cloudtrail_fresh`);
}

async function raw(run: Athena, database: string, firstMs: number): Promise<void> {
  const bucket = join(trino.files, "s3", "bytes-logs");
  mkdirSync(bucket, { recursive: true });
  cpSync(join(logs, "AWSLogs"), join(bucket, "AWSLogs"), { recursive: true });
  const accounts = readdirSync(join(logs, "AWSLogs"));
  const regions = [...new Set(accounts.flatMap((name) => readdirSync(join(logs, "AWSLogs", name, "CloudTrail"))))];
  const options = { database, location: "s3://bytes-logs/", from: dayOf(firstMs), accounts, regions };
  for (const statement of tableDdl("cloudtrail", "raw", options)) await run.run(statement);
}

/** As anyone would copy it: AWS's columns, a folder a day, in the order in which the files are read. */
async function plain(client: TrinoClient, schema: string): Promise<void> {
  const place = `awsdatacatalog.${schema}`;
  const { rows } = await client.query(`SHOW COLUMNS FROM ${place}.cloudtrail_raw`);
  const partitions = new Set(["account", "region", "timestamp"]);
  const columns = rows.map(([name]) => String(name)).filter((name) => !partitions.has(name));
  const list = columns.map((name) => `"${name}"`).join(", ");
  await client.query(
    `CREATE TABLE ${place}.plain WITH (format = 'PARQUET', partitioned_by = ARRAY['day']) AS
      SELECT ${list}, substr(eventtime, 1, 10) AS day FROM ${place}.cloudtrail_raw`,
  );
}

async function sought(client: TrinoClient, schema: string, day: string) {
  const one = async (value: string, most: number): Promise<string> => {
    const sql = `SELECT v FROM (SELECT ${value} AS v FROM plain WHERE day = '${day}') WHERE v IS NOT NULL
      GROUP BY 1 HAVING count(*) <= ${most} ORDER BY 1 LIMIT 1`;
    const { rows } = await client.query(sql, { catalog: "awsdatacatalog", schema });
    return String(rows[0]?.[0]);
  };
  return {
    eventID: await one("eventid", 1),
    principal: await one("useridentity.arn", 1_000_000),
    address: await one("sourceipaddress", 20),
    key: await one("json_extract_scalar(requestparameters, '$.key')", 20),
  };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function dayOf(timeMs: number): string {
  return iso(timeMs).slice(0, 10);
}

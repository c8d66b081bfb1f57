import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import {
  type Change,
  dataFilePath,
  dayFolder,
  type NewFile,
  noFiles,
  noRecords,
  parquetOptions,
  Store,
  type StoreFile,
  StoreWriter,
  timeColumn,
} from "@trailkeep/core/store";
import { Client } from "./query/over-http.ts";
import { questions } from "./query/questions.ts";
import { median, milliseconds, ratio } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";
import { sampleStore, serve } from "./support/trailkeep.ts";

/**
 * Whether the time of a question grows with what it touches, and not with the store: the five questions about one day,
 * asked in turn over stores of 1, 10 and 100 compacted days. The goal: over 100 days at most 1.2 times as long as over 1.
 * The days of the larger stores are copies of the first, each a day later. It also prints the five about all days.
 * Usage: npm run bench:scaling -- [--records N] [--runs N] [--quick]; N records in a made-up week, of which
 * the busiest day is taken
 */

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "100000" },
    runs: { type: "string", default: "31" },
    quick: { type: "boolean", default: false },
  },
});
const runs = values.quick ? 3 : Number(values.runs);
const sizes = values.quick ? [1, 5] : [1, 10, 100];
const goal = 1.2;
const dayMs = 86_400_000;
const gates = new Gates(!values.quick);

const folder = mkdtempSync(join(tmpdir(), "trailkeep-scaling-"));
const sample = sampleStore(values.quick ? 2_000 : Number(values.records));
try {
  const model = largestDay(sample.root);
  const roots = sizes.map((size) => join(folder, String(size)));
  for (const [at, size] of sizes.entries()) await copyDays(model, roots[at] ?? "", size);
  await compare("one day", roots, { start: instant(model.dayMs), end: instant(model.dayMs + dayMs) }, true);
  await compare("all days", roots, undefined, false);
} finally {
  rmSync(folder, { recursive: true, force: true });
  sample.remove();
}
gates.end();

interface Model {
  readonly dayMs: number;
  readonly files: ReadonlyMap<SourceName, readonly StoreFile[]>;
}

/** The files of the day with the most CloudTrail events. */
function largestDay(root: string): Model {
  const store = Store.open(root);
  const [largest] = [...store.files("cloudtrail")].sort((a, b) => b.rows - a.rows);
  if (largest === undefined) throw new Error("the sample has no CloudTrail events");
  const files = localSourceNames.map((source): [SourceName, readonly StoreFile[]] => [
    source,
    store.files(source).filter(({ day }) => day === largest.day),
  ]);
  store.close();
  return { dayMs: Date.parse(`${largest.day}T00:00:00Z`), files: new Map(files) };
}

/** A store of so many days, each the model's, one file a source and day as a compaction leaves it. */
async function copyDays({ files }: Model, root: string, days: number): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const writer = await StoreWriter.open(root, { kind: "ingest" });
  const id = writer.newObjectId();
  const written: NewFile[] = [];
  for (const [source, ofSource] of files) {
    if (ofSource.length === 0) continue;
    for (let later = 0; later < days; later++) {
      const day = instant(Date.parse(`${ofSource[0]?.day}T00:00:00Z`) + later * dayMs).slice(0, 10);
      const name = `r${writer.runId}-b0-${written.length}.parquet`;
      const path = join(root, dataFilePath(source, day, name));
      mkdirSync(join(root, dayFolder(source, day)), { recursive: true });
      const time = `"${timeColumn(source)}"`;
      const paths = ofSource.map((file) => `'${file.path}'`).join(", ");
      await connection.run(`COPY (SELECT * REPLACE (${time} + INTERVAL ${later} DAY AS ${time})
        FROM read_parquet([${paths}], hive_partitioning = false) ORDER BY ${time}) TO '${path}' (${parquetOptions})`);
      const rows = ofSource.reduce((sum, file) => sum + file.rows, 0);
      const minTimeMs = Math.min(...ofSource.map((file) => file.minTimeMs)) + later * dayMs;
      const maxTimeMs = Math.max(...ofSource.map((file) => file.maxTimeMs)) + later * dayMs;
      const sizeBytes = statSync(path).size;
      written.push({ source, day, name, rows, sizeBytes, minTimeMs, maxTimeMs, objects: new Map([[id, rows]]) });
    }
  }
  writer.commit(changeOf(written, id));
  writer.finish();
  writer.close();
  connection.closeSync();
  instance.closeSync();
}

function changeOf(files: readonly NewFile[], id: number): Change {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const records = { ...noRecords, read: rows, written: rows };
  return {
    files,
    objects: [
      {
        ...{ id, uri: "file:///copies", version: 1, sizeBytes: 0, mtimeUs: 0, sha256: null, format: null },
        ...{ state: "done", reason: null, knownFormats: null, records },
      },
    ],
    objectChanges: [],
    replacedObjects: [],
    touched: [],
    quarantine: [],
    released: [],
    removedFiles: [],
    run: { files: noFiles, records, bytes: { read: 0, written: 0 }, conflicts: 0 },
  };
}

/** Asks every store each question in turn, and prints the medians with their ratios to the smallest store's. */
async function compare(
  title: string,
  roots: readonly string[],
  time: object | undefined,
  judged: boolean,
): Promise<void> {
  console.log(`\n${title}, over stores of ${sizes.join(", ")} days (goal ${judged ? goal : "none"})`);
  const services = await Promise.all(roots.map((root) => serve(root)));
  const clients = services.map(({ url }) => new Client(url));
  for (const { name, query } of questions) {
    const asked = { limit: 1_000, ...query, ...(time === undefined ? {} : { time }) };
    const taken: number[][] = roots.map(() => []);
    for (let run = -3; run < runs; run++) {
      for (const [at, client] of clients.entries()) {
        const { ms } = await client.ask(asked);
        if (run >= 0) taken[at]?.push(ms);
      }
    }
    const medians = taken.map(median);
    const [smallest = Number.NaN] = medians;
    const figures = medians.map((ms) => `${milliseconds(ms)} (${ratio(ms, smallest)})`).join("  ");
    const verdict = judged ? ` ${gates.judge((medians.at(-1) ?? Number.NaN) <= goal * smallest)}` : "";
    console.log(`${name.padEnd(34)} ${figures}${verdict}`);
  }
  for (const client of clients) client.close();
  for (const service of services) await service.stop();
}

function instant(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

import { DuckDBInstance } from "@duckdb/node-api";
import { startServer } from "@trailkeep/api";
import { Store } from "@trailkeep/core/store";

/**
 * Five audit questions as typed queries over HTTP, JSON included, against hand-written SQL on the same files by the same
 * DuckDB in this process, in turn. Prints medians, the ratio and the difference. The goal is 1.05 times plus 3 ms.
 * Usage: npm run bench:query -- STORE, a store filled by `trailkeep ingest`.
 */

const [root] = process.argv.slice(2);
if (root === undefined) throw new Error("name a store that `trailkeep ingest` has filled");
const runs = 15;

const failed = { field: "responseElements.ConsoleLogin", op: "eq", value: "Failure" };
const questions = [
  {
    name: "top 20 events",
    query: {
      from: "cloudtrail",
      groupBy: ["eventName"],
      aggregate: { n: { fn: "count" } },
      orderBy: [{ field: "n", dir: "desc" }],
      limit: 20,
    },
    sql: "SELECT event_name, count(*) AS n FROM cloudtrail GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20",
  },
  {
    name: "failed console logins by address",
    query: {
      from: "cloudtrail",
      where: { and: [{ field: "eventName", op: "eq", value: "ConsoleLogin" }, failed] },
      groupBy: ["sourceIPAddress"],
      aggregate: { n: { fn: "count" } },
      orderBy: [{ field: "n", dir: "desc" }],
      limit: 50,
    },
    sql: "SELECT source_ip_address, count(*) AS n FROM cloudtrail WHERE event_name = 'ConsoleLogin' AND json_extract_string(response_elements, '$.ConsoleLogin') = 'Failure' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
  },
  {
    name: "root use",
    query: {
      from: "cloudtrail",
      where: {
        and: [
          { field: "userIdentity.type", op: "eq", value: "Root" },
          { field: "userIdentity.invokedBy", op: "missing" },
          { field: "eventType", op: "neq", value: "AwsServiceEvent" },
        ],
      },
      select: ["eventTime", "eventName", "eventSource", "sourceIPAddress", "userAgent"],
      orderBy: [{ field: "eventTime", dir: "desc" }],
      limit: 200,
    },
    sql: "SELECT event_time, event_name, event_source, source_ip_address, user_agent FROM cloudtrail WHERE user_identity.type = 'Root' AND user_identity.invoked_by IS NULL AND event_type <> 'AwsServiceEvent' ORDER BY 1 DESC, event_id LIMIT 200",
  },
  {
    name: "access denied per hour",
    query: {
      from: "cloudtrail",
      where: {
        or: [
          { field: "errorCode", op: "contains", value: "AccessDenied" },
          { field: "errorCode", op: "contains", value: "Unauthorized" },
        ],
      },
      groupBy: [{ bucket: "1h", as: "hour" }],
      aggregate: { n: { fn: "count" } },
    },
    sql: "SELECT date_trunc('hour', event_time) AS hour, count(*) AS n FROM cloudtrail WHERE error_code LIKE '%AccessDenied%' OR error_code LIKE '%Unauthorized%' GROUP BY 1 ORDER BY 1",
  },
  {
    name: "S3 requesters by bytes",
    query: {
      from: "s3_access",
      groupBy: ["requester"],
      aggregate: { bytes: { fn: "sum", field: "bytesSent" }, n: { fn: "count" } },
      orderBy: [{ field: "bytes", dir: "desc" }],
      limit: 20,
    },
    sql: "SELECT requester, sum(bytes_sent) AS bytes, count(*) AS n FROM s3_access GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1 LIMIT 20",
  },
];

const store = Store.open(root);
const instance = await DuckDBInstance.create();
const connection = await instance.connect();
for (const source of ["cloudtrail", "s3_access"] as const) {
  const files = store.files(source).map(({ path }) => `'${path.replaceAll("'", "''")}'`);
  await connection.run(
    `CREATE VIEW ${source} AS SELECT * FROM read_parquet([${files.join(", ")}], hive_partitioning = false)`,
  );
}
const server = await startServer({ root, port: 0, quiet: true, say: () => undefined });

async function timed(work: () => Promise<number>): Promise<{ ms: number; rows: number }> {
  const start = performance.now();
  const rows = await work();
  return { ms: performance.now() - start, rows };
}

const byHand = (sql: string) => timed(async () => (await connection.runAndReadAll(sql)).getRowObjectsJS().length);
const overHttp = (query: object) =>
  timed(async () => {
    const body = JSON.stringify(query);
    const reply = await fetch(`${server.url}/v1/queries`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const answer: unknown = await reply.json();
    if (typeof answer !== "object" || answer === null || !("rows" in answer) || !Array.isArray(answer.rows))
      throw new Error("no rows");
    return answer.rows.length;
  });
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

for (const { name, query, sql } of questions) {
  const ours: number[] = [];
  const theirs: number[] = [];
  await overHttp(query);
  await byHand(sql);
  for (let run = 0; run < runs; run++) {
    const [a, b] = [await overHttp(query), await byHand(sql)];
    if (a.rows !== b.rows) throw new Error(`${name}: ${a.rows} rows against ${b.rows}`);
    ours.push(a.ms);
    theirs.push(b.ms);
  }
  const [mine, hand] = [median(ours), median(theirs)];
  const goal = hand * 1.05 + 3;
  console.log(
    `${name.padEnd(34)} typed ${mine.toFixed(1).padStart(7)} ms  SQL ${hand.toFixed(1).padStart(7)} ms  ratio ${(mine / hand).toFixed(2)}  goal ${goal.toFixed(1)} ms ${mine <= goal ? "met" : "missed"}`,
  );
}
await server.close();
connection.closeSync();
instance.closeSync();
store.close();

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  paginateListQueryExecutions,
  type QueryExecution,
} from "@aws-sdk/client-athena";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { localSourceNames } from "@trailkeep/core/catalog";
import { tableDdl } from "@trailkeep/core/ddl";
import { type AccessQuestion, type AccessReport, openQueryService, type QueryReply } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { type Archiver, createArchiver, type SourceReport } from "../../packages/ingest/src/archiver.ts";
import { type Dynamo, dynamoClient, s3Client } from "../../packages/ingest/src/aws.ts";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { type AthenaService, athenaService } from "../aws/athena/service.ts";
import { type S3Endpoint, startS3 } from "../aws/s3/server.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { Athena } from "../fidelity/tables.ts";
import { invoke, message, notification } from "../ingest/support/lambda.ts";
import { type FaultyWay, startFaultyWay } from "../ingest/support/proxy.ts";
import { createTable } from "../ingest/support/table.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { untilEnded } from "../until-ended.ts";

const hourMs = 3_600_000;

/** An account whose S3 lies where Trino reads, whose Athena is Trino, and whose ledger's clock can be set. */
export interface World {
  readonly athena: AthenaService;
  readonly endpoint: AwsEndpoint;
  readonly trino: TrinoClient;
  readonly way: FaultyWay;
  readonly dynamo: Dynamo;
  readonly s3: ReturnType<typeof s3Client>;
  /** S3 itself: its objects, and what was asked of it. */
  readonly bucket: S3Endpoint;
  /** Names of this account. */
  readonly names: { readonly logs: string; readonly store: string; readonly table: string; readonly database: string };
  /** The mover's function. */
  readonly archiver: Archiver;
  /** Sets the ledger's clock to so many hours from now. */
  clock(hours: number): void;
  /** Puts a log object and lets the ingest function take it. */
  take(key: string, body: string | Uint8Array): Promise<void>;
  /** Lets the mover work, and gives its report on CloudTrail. */
  move(remainingMs?: number): Promise<SourceReport>;
  /** Rows of a typed query, by Athena over the archive and the fresh files. */
  ask(query: unknown): Promise<QueryReply["rows"]>;
  /** The first page of the same, with what is known of how much it covers. */
  reply(query: unknown): Promise<QueryReply>;
  /** How completely the store's two kinds of logs tell of object access. */
  access(question: AccessQuestion): Promise<AccessReport>;
  /** What Athena was told to run, oldest first. */
  statements(): Promise<readonly string[]>;
  /** Which of these have not ended. */
  atWork(): Promise<readonly string[]>;
  /** Runs a statement of the operator's. */
  run(statement: string): Promise<void>;
  close(): Promise<void>;
}

/** What a world is made on: `ministack` keeps the ledger and the queue. */
export interface Rigs {
  readonly ministack: { readonly url: string };
  readonly trino: { readonly url: string; readonly files: string };
}

export async function openWorld({ ministack, trino: { url, files } }: Rigs): Promise<World> {
  const trino = new TrinoClient(url);
  const way = await startFaultyWay(ministack.url);
  const suffix = randomBytes(5).toString("hex");
  const names = {
    logs: `logs-${suffix}`,
    store: `store-${suffix}`,
    table: `ledger-${suffix}`,
    // Whoever looks for the first database that holds a source shall find others before it.
    database: `world_${suffix}`,
  };
  const s3Endpoint = await startS3({ folder: join(files, "s3"), buckets: [names.logs, names.store] });
  const athena = athenaService({
    trino,
    files,
    workGroups: [{ name: "trailkeep", outputLocation: "s3://results-bucket/" }],
  });
  const endpoint = await startAwsEndpoint({ services: [athena.service], region: "eu-west-1" });
  const environment = {
    AWS_ENDPOINT_URL: ministack.url,
    AWS_ENDPOINT_URL_DYNAMODB: way.url,
    AWS_ENDPOINT_URL_S3: s3Endpoint.url,
    AWS_ENDPOINT_URL_ATHENA: endpoint.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    POWERTOOLS_DEV: "true",
    POWERTOOLS_METRICS_DISABLED: "true",
    POWERTOOLS_LOG_LEVEL: "SILENT",
    TRAILKEEP_STORE: `s3://${names.store}/trails/`,
    TRAILKEEP_LEDGER: names.table,
    TRAILKEEP_DATABASE: names.database,
    TRAILKEEP_WORKGROUP: "trailkeep",
  };
  Object.assign(process.env, environment);
  const [s3, dynamo] = [s3Client(), dynamoClient()];
  await createTable(dynamo.client, names.table);
  const operator = new Athena(athena, endpoint.url, names.database, "trailkeep");
  await trino.query(`CREATE SCHEMA awsdatacatalog."${names.database}"`);
  const from = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
  for (const source of localSourceNames) {
    const options = {
      database: names.database,
      location: `s3://${names.store}/trails/`,
      from,
      accounts: [],
      regions: [],
    };
    for (const statement of tableDdl(source, "store", options)) await operator.run(statement);
  }
  let handler = createHandler();
  let aheadMs = 0;
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-archive-"));
  const client = new AthenaClient({});
  const queries = await openAsked(folder, names, { athena: endpoint.url, dynamodb: way.url });
  const archiver = createArchiver();
  return {
    athena,
    endpoint,
    trino,
    way,
    dynamo,
    s3,
    bucket: s3Endpoint,
    names,
    archiver,
    clock(hours) {
      way.advance(hours * hourMs - aheadMs);
      aheadMs = hours * hourMs;
      // A function that is warm has learnt the time; a new one asks.
      handler = createHandler();
    },
    async take(key, body) {
      const { ETag = "" } = await s3.send(new PutObjectCommand({ Bucket: names.logs, Key: key, Body: body }));
      const version = { kind: "etag" as const, value: ETag.replaceAll('"', "") };
      const object = { bucket: names.logs, key, version, sizeBytes: Buffer.byteLength(body), storedMs: null };
      const failed = await invoke(handler, [message(notification(object))]);
      if (failed.length > 0) throw new Error(`${key} was not taken`);
    },
    async move(remainingMs = 300_000) {
      const { sources } = await archiver({}, { getRemainingTimeInMillis: () => remainingMs });
      const found = sources.find(({ source }) => source === "cloudtrail");
      if (found === undefined) throw new Error("nothing is said of cloudtrail");
      return found;
    },
    ask: queries.ask,
    reply: queries.reply,
    access: queries.access,
    statements: async () => (await executionsOf(client)).map(({ Query = "" }) => Query),
    async atWork() {
      const open = (await executionsOf(client)).filter(({ Status }) => Status?.CompletionDateTime === undefined);
      return open.map(({ Query = "" }) => Query);
    },
    run: (statement) => operator.run(statement),
    async close() {
      await queries.close();
      client.destroy();
      s3.destroy();
      dynamo.client.destroy();
      await Promise.all([endpoint.close(), s3Endpoint.close(), way.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Oldest first. */
async function executionsOf(client: AthenaClient): Promise<readonly QueryExecution[]> {
  const found: QueryExecution[] = [];
  for await (const { QueryExecutionIds = [] } of paginateListQueryExecutions({ client }, {})) {
    const { QueryExecutions = [] } = await client.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds }));
    found.push(...QueryExecutions);
  }
  return found.reverse();
}

/** The query service over the store's tables, which asks the ledger how far the archive goes. */
async function openAsked(
  folder: string,
  { database, table: ledger }: World["names"],
  urls: { readonly athena: string; readonly dynamodb: string },
) {
  const sources = Object.fromEntries(
    localSourceNames.map((source) => [
      source,
      {
        shape: "store",
        fresh: { database, table: `${source}_fresh` },
        archive: { database, table: source },
        ledger,
      },
    ]),
  );
  const athena = {
    engine: "athena",
    region: "eu-west-1",
    workgroup: "trailkeep",
    endpoint: urls.athena,
    dynamodbEndpoint: urls.dynamodb,
    sources,
  };
  const file = join(folder, "stores.json");
  writeFileSync(file, JSON.stringify({ stores: { athena } }));
  const store = Store.open(join(folder, "store"));
  const service = openQueryService({ store, others: await openStores(file) });
  async function reply(query: unknown): Promise<QueryReply> {
    const { id } = await service.start(query, { engine: "athena" });
    const first = await untilEnded(service, id);
    if (first.error !== null) throw new Error(JSON.stringify(first.error));
    return first;
  }
  return {
    reply,
    access: (question: AccessQuestion) => service.accessCoverage({ ...question, store: "athena" }),
    async ask(query: unknown): Promise<QueryReply["rows"]> {
      const first = await reply(query);
      const rows = [...first.rows];
      for (let cursor = first.nextCursor; cursor !== null; ) {
        const page = await service.page(first.id, cursor);
        rows.push(...page.rows);
        cursor = page.nextCursor;
      }
      return rows;
    },
    async close() {
      await service.close();
      store.close();
    },
  };
}

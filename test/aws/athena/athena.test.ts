import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDatabasesCommand,
  ListDataCatalogsCommand,
  ListQueryExecutionsCommand,
  ListTableMetadataCommand,
  ListWorkGroupsCommand,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { TrinoClient } from "../../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../../rigs/trino/schema.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../server.ts";
import { type AthenaOptions, type AthenaService, athenaService } from "./service.ts";

const trino = new TrinoClient(inject("trino").url);
const endpoints: AwsEndpoint[] = [];
let schema: Schema;

beforeAll(async () => {
  schema = await freshSchema(trino, "athena");
  await trino.query(`CREATE TABLE awsdatacatalog.${schema.name}.logs (name varchar, n bigint, at timestamp(3))`);
  await trino.query(`INSERT INTO awsdatacatalog.${schema.name}.logs VALUES
    ('a', 1, TIMESTAMP '2026-03-01 08:00:00'), ('it''s', NULL, NULL), (NULL, 9223372036854775807, NULL), ('', 4, NULL)`);
});
afterAll(async () => {
  await Promise.all(endpoints.map((endpoint) => endpoint.close()));
  await schema.drop();
});

interface Door {
  readonly client: AthenaClient;
  readonly athena: AthenaService;
}

async function open(options: Partial<AthenaOptions> = {}): Promise<Door> {
  const athena = athenaService({
    trino,
    files: inject("trino").files,
    workGroups: [{ name: "primary", outputLocation: "s3://results" }],
    ...options,
  });
  const endpoint = await startAwsEndpoint({ services: [athena.service] });
  endpoints.push(endpoint);
  const client = new AthenaClient({
    endpoint: endpoint.url,
    region: "eu-west-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
  });
  return { client, athena };
}

type Rest = Partial<StartQueryExecutionCommandInput>;

async function start({ client }: Door, QueryString: string, rest: Rest = {}): Promise<string> {
  const context = { Database: schema.name, Catalog: "AwsDataCatalog" };
  const input = { QueryString, QueryExecutionContext: context, ...rest };
  const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand(input));
  if (QueryExecutionId === undefined) throw new Error("no id");
  return QueryExecutionId;
}

async function run(door: Door, statement: string, rest: Rest = {}) {
  const QueryExecutionId = await start(door, statement, rest);
  await door.athena.runs.get(QueryExecutionId)?.ended;
  const { QueryExecution } = await door.client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  return QueryExecution;
}

async function ask(door: Door, statement: string, rest: Rest = {}) {
  const execution = await run(door, statement, rest);
  expect(execution?.Status).toMatchObject({ State: "SUCCEEDED" });
  return cells(await door.client.send(new GetQueryResultsCommand({ QueryExecutionId: execution?.QueryExecutionId })));
}

function cells({ ResultSet }: GetQueryResultsCommandOutput) {
  return ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue ?? null)) ?? [];
}

describe("results", () => {
  test("a header row, text in every cell, no value for null; types beside", async () => {
    const door = await open();
    const execution = await run(door, "SELECT name, n, at FROM logs ORDER BY n NULLS LAST, name");
    const id = { QueryExecutionId: execution?.QueryExecutionId };
    const results = await door.client.send(new GetQueryResultsCommand(id));
    expect(cells(results)).toEqual([
      ["name", "n", "at"],
      ["a", "1", "2026-03-01 08:00:00.000"],
      ["", "4", null],
      [null, "9223372036854775807", null],
      ["it's", null, null],
    ]);
    const columns = results.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => `${Name} ${Type}`);
    expect(columns).toEqual(["name varchar", "n bigint", "at timestamp"]);
    expect(execution).toMatchObject({
      StatementType: "DML",
      WorkGroup: "primary",
      ResultConfiguration: { OutputLocation: `s3://results/${execution?.QueryExecutionId}.csv` },
    });
    expect(execution?.Statistics?.DataScannedInBytes).toBeGreaterThan(0);
  });

  test("pages: the header is a row of the first", async () => {
    const door = await open();
    const execution = await run(door, "SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n) ORDER BY n");
    const page = (NextToken?: string, MaxResults?: number) =>
      door.client.send(
        new GetQueryResultsCommand({ QueryExecutionId: execution?.QueryExecutionId, NextToken, MaxResults }),
      );
    const first = await page();
    const second = await page(first.NextToken);
    const third = await page(second.NextToken);
    expect(third.NextToken).toBeUndefined();
    expect([first, second, third].map((one) => cells(one).length)).toEqual([1_000, 1_000, 501]);
    const numbers = Array.from({ length: 2_500 }, (_, index) => String(index + 1));
    expect([first, second, third].flatMap(cells).flat()).toEqual(["n", ...numbers]);
    await expect(page(undefined, 1_001)).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(page("bm9uZQ==")).rejects.toMatchObject({ name: "InvalidRequestException" });
  });

  test("are reused on request, while they are young", async () => {
    const door = await open();
    const reuse = (MaxAgeInMinutes: number) => ({
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes } },
    });
    const first = await run(door, "SELECT count(*) FROM logs", reuse(60));
    const again = await run(door, "SELECT count(*) FROM logs", reuse(60));
    const other = await run(door, "SELECT  count(*) FROM logs", reuse(60));
    const reused = [first, again, other].map((one) => one?.Statistics?.ResultReuseInformation?.ReusedPreviousResult);
    expect(reused).toEqual([false, true, false]);
    expect(again?.QueryExecutionId).not.toBe(first?.QueryExecutionId);
    expect(again?.Statistics?.DataScannedInBytes).toBe(0);
    await expect(run(door, "SELECT 1", reuse(10_081))).rejects.toMatchObject({ name: "InvalidRequestException" });
  });
});

describe("execution parameters", () => {
  test("stand in the places of question marks, each a literal", async () => {
    const door = await open();
    const statement = "SELECT n FROM logs WHERE name = ? OR n = ? OR at = ?";
    const values = ["'it''s'", "9223372036854775807", "TIMESTAMP '2026-03-01 08:00:00'"];
    const rows = await ask(door, `${statement} ORDER BY n NULLS LAST`, { ExecutionParameters: values });
    expect(rows).toEqual([["n"], ["1"], ["9223372036854775807"], [null]]);
  });

  test("what is no literal, too long or of another number is refused", async () => {
    const door = await open();
    const statement = "SELECT n FROM logs WHERE name = ?";
    for (const value of ["a", "'a' OR true", "'a', 'b'", "(SELECT 1)", "'a'--", `'${"x".repeat(1_023)}'`, "now()"]) {
      await expect(run(door, statement, { ExecutionParameters: [value] }), value).rejects.toMatchObject({
        name: "InvalidRequestException",
      });
    }
    const execution = await run(door, statement, { ExecutionParameters: ["'a'", "'b'"] });
    expect(execution?.Status).toMatchObject({ State: "FAILED", AthenaError: { ErrorCategory: 2 } });
    expect((await run(door, statement))?.Status?.State).toBe("FAILED");
  });
});

describe("starts", () => {
  test("the same token is the same query, and never another", async () => {
    const door = await open();
    const token = { ClientRequestToken: "0123456789abcdef0123456789abcdef" };
    const first = await start(door, "SELECT 1", token);
    expect(await start(door, "SELECT 1", token)).toBe(first);
    await expect(start(door, "SELECT 2", token)).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Idempotent parameters do not match",
    });
    expect(door.athena.runs.all()).toHaveLength(1);
  });

  test("are refused: grammar, length, no output location, a foreign catalog, no or a disabled workgroup", async () => {
    const workGroups = [{ name: "primary" }, { name: "off", outputLocation: "s3://results/", enabled: false }];
    const door = await open({ workGroups });
    const out = { ResultConfiguration: { OutputLocation: "s3://mine/" } };
    const refused: readonly (readonly [string, Rest])[] = [
      ["SELEC 1", out],
      ["SELECT FROM WHERE", out],
      ["SELECT 1; SELECT 2", out],
      ["CALL system.runtime.kill_query('x')", out],
      ["SET SESSION query_max_run_time = '1m'", out],
      ["SELECT * FROM system.runtime.queries", out],
      [`SELECT '${"é".repeat(131_072)}'`, out],
      ["SELECT 1", {}],
      ["SELECT 1", { ResultConfiguration: { OutputLocation: "/tmp/out" } }],
      ["SELECT 1", { ...out, QueryExecutionContext: { Catalog: "hive" } }],
      ["SELECT 1", { ...out, WorkGroup: "none" }],
      ["SELECT 1", { ...out, WorkGroup: "off" }],
    ];
    for (const [statement, rest] of refused) {
      await expect(start(door, statement, rest), statement.slice(0, 40)).rejects.toMatchObject({
        name: "InvalidRequestException",
      });
    }
    expect(await ask(door, "SELECT 1 AS one;", out)).toEqual([["one"], ["1"]]);
  });

  test("more than the active queries of an account are too many", async () => {
    const door = await open({ concurrency: 2 });
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    door.athena.runs.plan({ kind: "hold", as: "running", released });
    door.athena.runs.plan({ kind: "hold", as: "running", released });
    await start(door, "SELECT 1");
    await start(door, "SELECT 2");
    await expect(start(door, "SELECT 3")).rejects.toMatchObject({
      name: "TooManyRequestsException",
      Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED",
    });
    release();
  });
});

describe("ends", () => {
  test("an unknown column or function fails the run, with what is wrong", async () => {
    const door = await open();
    expect((await run(door, "SELECT nothing FROM logs"))?.Status).toMatchObject({
      State: "FAILED",
      StateChangeReason: expect.stringContaining("COLUMN_NOT_FOUND: line 1:8"),
      AthenaError: { ErrorCategory: 2, Retryable: false },
    });
    expect((await run(door, "SELECT sha99(name) FROM logs"))?.Status?.StateChangeReason).toContain(
      "FUNCTION_NOT_FOUND",
    );
    expect((await run(door, "SELECT 1 FROM nowhere"))?.Status?.StateChangeReason).toContain("TABLE_NOT_FOUND");
  });

  test("a query is stopped, and there is no result", async () => {
    const door = await open();
    door.athena.runs.plan({ kind: "hold", as: "running", released: new Promise(() => undefined) });
    const QueryExecutionId = await start(door, "SELECT 1");
    const results = () => door.client.send(new GetQueryResultsCommand({ QueryExecutionId }));
    await expect(results()).rejects.toThrow("not yet finished");
    await door.client.send(new StopQueryExecutionCommand({ QueryExecutionId }));
    const { QueryExecution } = await door.client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    expect(QueryExecution?.Status?.State).toBe("CANCELLED");
    await expect(results()).rejects.toThrow("did not finish");
  });

  test("a fault of the system may be tried again; a foreign bucket may not be written", async () => {
    const door = await open();
    door.athena.runs.plan({ kind: "fail", message: "GENERIC_INTERNAL_ERROR" });
    expect((await run(door, "SELECT 1"))?.Status?.AthenaError).toMatchObject({ ErrorCategory: 1, Retryable: true });
    const foreign = await run(door, "SELECT 1", { ResultConfiguration: { ExpectedBucketOwner: "999999999999" } });
    expect(foreign?.Status?.StateChangeReason).toContain("Access denied when writing output");
  });

  test("a query that reads more than the cut-off is cancelled, and says what it read", async () => {
    const folder = join(inject("trino").files, schema.name);
    mkdirSync(folder);
    const lines = Array.from({ length: 300 }, () => randomBytes(30_000).toString("base64"));
    writeFileSync(join(folder, "large.csv"), lines.join("\n"));
    const location = `local:///${schema.name}`;
    await trino.query(
      `CREATE TABLE awsdatacatalog.${schema.name}.large (id varchar) WITH (format = 'CSV', external_location = '${location}')`,
    );
    const cutoff = { outputLocation: "s3://results", bytesScannedCutoffPerQuery: 10_000_000 };
    const door = await open({ workGroups: [{ name: "primary", ...cutoff }] });
    const execution = await run(door, "SELECT max(id) FROM large");
    expect(execution?.Status).toMatchObject({
      State: "CANCELLED",
      StateChangeReason: "Bytes scanned limit was exceeded",
    });
    expect(execution?.Statistics?.DataScannedInBytes).toBeGreaterThan(10_000_000);
  });
});

describe("workgroups and the catalog", () => {
  test("are listed and told of", async () => {
    const { client } = await open({ workGroups: [{ name: "primary" }, { name: "audit", outputLocation: "s3://a/" }] });
    const { WorkGroups } = await client.send(new ListWorkGroupsCommand({}));
    expect(WorkGroups?.map(({ Name }) => Name)).toEqual(["primary", "audit"]);
    const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: "audit" }));
    expect(WorkGroup?.Configuration?.ResultConfiguration?.OutputLocation).toBe("s3://a/");
    const { DataCatalogsSummary } = await client.send(new ListDataCatalogsCommand({}));
    expect(DataCatalogsSummary?.map(({ CatalogName }) => CatalogName)).toEqual(["AwsDataCatalog"]);
    const catalog = { CatalogName: "AwsDataCatalog" };
    const databases = await client.send(new ListDatabasesCommand(catalog));
    expect(databases.DatabaseList?.map(({ Name }) => Name)).toContain(schema.name);
    const tables = await client.send(new ListTableMetadataCommand({ ...catalog, DatabaseName: schema.name }));
    expect(tables.TableMetadataList?.map(({ Name }) => Name)).toContain("logs");
    const table = { ...catalog, DatabaseName: schema.name, TableName: "logs" };
    const { TableMetadata } = await client.send(new GetTableMetadataCommand(table));
    expect(TableMetadata?.Columns?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      "name varchar",
      "n bigint",
      "at timestamp(3)",
    ]);
    const missing = client.send(new GetTableMetadataCommand({ ...table, TableName: "none" }));
    await expect(missing).rejects.toMatchObject({ name: "MetadataException" });
  });

  test("queries are listed, newest first, and told of together", async () => {
    const door = await open();
    const ids = [await start(door, "SELECT 1"), await start(door, "SELECT 2")];
    const { QueryExecutionIds } = await door.client.send(new ListQueryExecutionsCommand({}));
    expect(QueryExecutionIds).toEqual(ids.toReversed());
    const { QueryExecutions } = await door.client.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids }));
    expect(QueryExecutions?.map(({ Query }) => Query)).toEqual(["SELECT 1", "SELECT 2"]);
  });
});

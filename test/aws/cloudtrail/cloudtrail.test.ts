import {
  CancelQueryCommand,
  CloudTrailClient,
  DeleteEventDataStoreCommand,
  DescribeQueryCommand,
  GetEventDataStoreCommand,
  GetQueryResultsCommand,
  ListEventDataStoresCommand,
  ListQueriesCommand,
  RestoreEventDataStoreCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudtrail";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { TrinoClient } from "../../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../../rigs/trino/schema.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../server.ts";
import { type LakeService, lakeService } from "./service.ts";
import { type LakeSwitches, otherLake } from "./switches.ts";

const trino = new TrinoClient(inject("trino").url);
const store = "1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const second = "abcdef01-aaaa-4bbb-8ccc-0123456789ab";
const pending = "99999999-aaaa-4bbb-8ccc-0123456789ab";

let schema: Schema;
const endpoints: AwsEndpoint[] = [];

beforeAll(async () => {
  schema = await freshSchema(trino, "lake");
  const events = `CREATE TABLE awsdatacatalog.${schema.name}.events (
    eventtime timestamp(3), eventname varchar, eventid varchar, errorcode varchar, readonly boolean,
    requestparameters map(varchar, varchar), useridentity row(type varchar, arn varchar),
    resources array(row(accountid varchar, type varchar, arn varchar, arnprefix varchar)))`;
  await trino.query(events);
  await trino.query(`INSERT INTO awsdatacatalog.${schema.name}.events VALUES
    (TIMESTAMP '2026-03-01 08:00:00', 'GetObject', 'e-1', NULL, true,
      MAP(ARRAY['bucketName', 'acl'], ARRAY['payroll', '{"x":[1]}']), ROW('IAMUser', 'arn:a'),
      ARRAY[ROW('111122223333', 'AWS::S3::Object', 'arn:o', NULL)]),
    (TIMESTAMP '2026-03-02 00:00:00.500', 'PutObject', 'e-2', 'AccessDenied', false, NULL, ROW('Root', NULL), NULL)`);
});
afterAll(async () => {
  await Promise.all(endpoints.map((endpoint) => endpoint.close()));
  await schema.drop();
});

interface Door {
  readonly client: CloudTrailClient;
  readonly lake: LakeService;
}

async function open(switches: Partial<LakeSwitches> = {}): Promise<Door> {
  const eventDataStores = [
    { id: store, name: "audit", table: "events", terminationProtection: false },
    { id: second, name: "second", table: "events", categories: ["Data"], retentionDays: 2_557 },
    { id: pending, name: "old", table: "events", status: "PENDING_DELETION" as const },
  ];
  const lake = lakeService({ trino, schema: schema.name, eventDataStores, switches });
  const endpoint = await startAwsEndpoint({ services: [lake.service] });
  endpoints.push(endpoint);
  const client = new CloudTrailClient({
    endpoint: endpoint.url,
    region: "eu-west-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
  });
  return { client, lake };
}

async function start({ client }: Door, QueryStatement: string): Promise<string> {
  const { QueryId } = await client.send(new StartQueryCommand({ QueryStatement }));
  if (QueryId === undefined) throw new Error("no query id");
  return QueryId;
}

async function ask(door: Door, statement: string) {
  const QueryId = await start(door, statement);
  await door.lake.runs.get(QueryId)?.ended;
  return door.client.send(new GetQueryResultsCommand({ QueryId }));
}

/** What a statement is refused with; null if it is taken. */
async function refusal(door: Door, statement: string): Promise<string | null> {
  try {
    await start(door, statement);
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

describe("queries", () => {
  test("cells are text, whatever their type", async () => {
    const door = await open();
    const columns =
      "eventtime, eventname, readonly, errorcode, cardinality(resources) AS n, 1e21 AS d, resources, requestparameters";
    const { QueryResultRows, QueryStatus, QueryStatistics } = await ask(
      door,
      `SELECT ${columns} FROM ${store} WHERE eventid = 'e-1'`,
    );
    expect(QueryStatus).toBe("FINISHED");
    expect(QueryResultRows).toEqual([
      [
        { eventtime: "2026-03-01 08:00:00.000" },
        { eventname: "GetObject" },
        { readonly: "true" },
        { errorcode: null },
        { n: "1" },
        { d: "1.0E21" },
        { resources: "[{accountid=111122223333, type=AWS::S3::Object, arn=arn:o, arnprefix=null}]" },
        { requestparameters: '{bucketName=payroll, acl={"x":[1]}}' },
      ],
    ]);
    expect(QueryStatistics).toMatchObject({ ResultsCount: 1, TotalResultsCount: 1 });
  });

  test("several event data stores", async () => {
    const door = await open();
    const joined = `SELECT a.eventid, b.eventname FROM ${store} AS a INNER JOIN ${second} b ON a.eventid = b.eventid
      WHERE a.eventname IS NOT DISTINCT FROM 'GetObject' -- ${pending}, in a comment`;
    expect((await ask(door, joined)).QueryResultRows).toEqual([[{ eventid: "e-1" }, { eventname: "GetObject" }]]);
    const union = `(SELECT eventid FROM ${store} UNION ALL SELECT eventid FROM ${second.toUpperCase()}) ORDER BY 1`;
    expect((await ask(door, union)).QueryResultRows?.flat()).toEqual(
      ["e-1", "e-1", "e-2", "e-2"].map((eventid) => ({ eventid })),
    );
  });

  test("pages, their tokens and their sizes", async () => {
    const door = await open();
    const QueryId = await start(
      door,
      `SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n), ${store} WHERE eventid = 'e-1' ORDER BY n`,
    );
    await door.lake.runs.get(QueryId)?.ended;
    const page = (NextToken?: string, MaxQueryResults?: number) =>
      door.client.send(new GetQueryResultsCommand({ QueryId, NextToken, MaxQueryResults }));
    const first = await page();
    const next = await page(first.NextToken);
    const last = await page(next.NextToken);
    expect(last.NextToken).toBeUndefined();
    const rows = [first, next, last].flatMap(({ QueryResultRows = [] }) => QueryResultRows.flat());
    expect(rows.map((cell) => cell["n"])).toEqual(Array.from({ length: 2_500 }, (_, index) => String(index + 1)));
    await expect(page(undefined, 1_001)).rejects.toMatchObject({ name: "InvalidMaxResultsException" });
    await expect(page(undefined, 0)).rejects.toMatchObject({ name: "InvalidMaxResultsException" });
    await expect(page("bm9uZQ==")).rejects.toMatchObject({ name: "InvalidNextTokenException" });
  });

  test("states, statistics and the list of queries", async () => {
    const door = await open();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    door.lake.runs.plan({ kind: "hold", as: "queued", released });
    const QueryId = await start(door, `SELECT eventid FROM ${store}`);
    const status = async () => (await door.client.send(new DescribeQueryCommand({ QueryId }))).QueryStatus;
    expect(await status()).toBe("QUEUED");
    release();
    await door.lake.runs.get(QueryId)?.ended;
    const described = await door.client.send(new DescribeQueryCommand({ QueryId }));
    expect(described).toMatchObject({
      QueryStatus: "FINISHED",
      QueryString: `SELECT eventid FROM ${store}`,
      QueryStatistics: { EventsMatched: 2 },
    });
    expect(described.QueryStatistics?.BytesScanned).toBeGreaterThan(0);
    const { Queries } = await door.client.send(new ListQueriesCommand({ EventDataStore: store }));
    expect(Queries?.map((query) => query.QueryId)).toEqual([QueryId]);
  });

  test("a query fails, times out with part of its result, is cancelled", async () => {
    const door = await open();
    const statement = `SELECT eventid FROM ${store} ORDER BY 1`;
    door.lake.runs.plan({ kind: "fail", message: "Query exhausted resources at this scale factor" });
    const failed = await start(door, statement);
    await door.lake.runs.get(failed)?.ended;
    expect(await door.client.send(new DescribeQueryCommand({ QueryId: failed }))).toMatchObject({
      QueryStatus: "FAILED",
      ErrorMessage: "Query exhausted resources at this scale factor",
    });
    door.lake.runs.plan({ kind: "time-out", rows: 1 });
    expect(await ask(door, statement)).toMatchObject({
      QueryStatus: "TIMED_OUT",
      QueryResultRows: [[{ eventid: "e-1" }]],
    });
    door.lake.runs.plan({ kind: "hold", as: "running", released: new Promise(() => undefined) });
    const QueryId = await start(door, statement);
    await door.client.send(new CancelQueryCommand({ QueryId }));
    expect((await door.client.send(new DescribeQueryCommand({ QueryId }))).QueryStatus).toBe("CANCELLED");
    await expect(door.client.send(new CancelQueryCommand({ QueryId }))).rejects.toMatchObject({
      name: "InactiveQueryException",
    });
  });

  test("ten at once, and no more", async () => {
    const door = await open();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const statement = `SELECT eventid FROM ${store}`;
    for (let one = 0; one < 10; one++) {
      door.lake.runs.plan({ kind: "hold", as: "running", released });
      await start(door, statement);
    }
    expect(await refusal(door, statement)).toContain("MaxConcurrentQueriesException");
    release();
    await Promise.all(door.lake.runs.all().map((run) => run.ended));
    expect(await refusal(door, statement)).toBeNull();
  });

  test("results expire", async () => {
    const door = await open();
    const QueryId = await start(door, `SELECT eventid FROM ${store}`);
    door.lake.runs.expire();
    await expect(door.client.send(new GetQueryResultsCommand({ QueryId }))).rejects.toMatchObject({
      name: "QueryIdNotFoundException",
    });
  });
});

describe("statements that are refused", () => {
  const statement = "InvalidQueryStatementException";
  const refused: Readonly<Record<string, readonly [text: string, code: string]>> = {
    "an empty one": ["", "InvalidParameterException"],
    "more than 10,000 characters": [`SELECT '${"x".repeat(10_000)}' FROM ${store}`, "InvalidParameterException"],
    "what is no SELECT": [`DELETE FROM ${store}`, statement],
    EXPLAIN: [`EXPLAIN SELECT 1 FROM ${store}`, statement],
    "several statements": [`SELECT 1 FROM ${store}; SELECT 2 FROM ${store}`, statement],
    garbage: [`SELECT FROM WHERE ${store}`, statement],
    "an unknown column": [`SELECT nothing FROM ${store}`, statement],
    "an unknown function": [`SELECT sha99(eventname) FROM ${store}`, statement],
    "wrong types": [`SELECT 1 FROM ${store} WHERE eventname > 5`, statement],
    "no event data store": ["SELECT 1", statement],
    "a table": ["SELECT table_name FROM information_schema.tables", statement],
    "a table behind a comma": [`SELECT 1 FROM ${store} a, information_schema.tables b`, statement],
    "a table in a subquery": [`SELECT 1 FROM ${store} WHERE 1 IN (SELECT 1 FROM system.runtime.nodes)`, statement],
    "a table in a join": [`SELECT 1 FROM ${store} a JOIN events b ON true`, statement],
    "a quoted id": [`SELECT eventid FROM "${store}"`, statement],
    "an id that is no table": [`SELECT ${store} FROM ${store}`, statement],
    backquotes: [`SELECT \`eventid\` FROM ${store}`, statement],
    "an open string": [`SELECT 'a FROM ${store}`, statement],
    "a bind variable": [`SELECT 1 FROM ${store} WHERE eventname = ?`, statement],
    WITH: [`WITH a AS (SELECT eventid FROM ${store}) SELECT eventid FROM a`, statement],
    OFFSET: [`SELECT eventid FROM ${store} OFFSET 1`, statement],
    "CROSS JOIN": [`SELECT 1 FROM ${store} a CROSS JOIN ${second} b`, statement],
    "FULL JOIN": [`SELECT 1 FROM ${store} a FULL OUTER JOIN ${second} b ON a.eventid = b.eventid`, statement],
    INTERVAL: [`SELECT eventtime - INTERVAL '1' DAY FROM ${store}`, statement],
    "an unknown event data store": [
      `SELECT 1 FROM 00000000-aaaa-4bbb-8ccc-0123456789ab`,
      "EventDataStoreNotFoundException",
    ],
    "one that is being deleted": [`SELECT 1 FROM ${pending}`, "InactiveEventDataStoreException"],
  };
  for (const [what, [text, code]] of Object.entries(refused)) {
    test(what, async () => expect(await refusal(await open(), text)).toContain(`${code}: `));
  }

  test("what a switch leaves open is taken under its other reading", async () => {
    const open_ = await open(otherLake);
    const texts = [
      `WITH a AS (SELECT eventid FROM ${store}) SELECT eventid FROM a`,
      `SELECT eventid FROM "${store}" OFFSET 1`,
      `SELECT 1 FROM ${store} a CROSS JOIN ${second} b`,
      `SELECT 1 FROM ${store} a FULL OUTER JOIN ${second} b ON a.eventid = b.eventid`,
      `SELECT eventtime - INTERVAL '1' DAY FROM ${store}`,
    ];
    for (const text of texts) expect(await refusal(open_, text)).toBeNull();
    const cells = await ask(open_, `SELECT eventtime, errorcode FROM ${store} WHERE eventid = 'e-1'`);
    expect(cells.QueryResultRows).toEqual([[{ eventtime: "2026-03-01T08:00:00.000Z" }, {}]]);
    const tables = "SELECT table_name FROM information_schema.tables";
    expect(await refusal(open_, tables)).toContain(statement);
  });
});

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/lake-query-generator.html and the pages beside it */
describe("forms that AWS's examples use", () => {
  const forms = [
    "SELECT eventID, eventName FROM $EDS WHERE eventTime > '2026-03-01 00:00:00' AND eventTime < '2026-03-02 00:00:00'",
    "SELECT count(*) AS n FROM $EDS WHERE eventTime BETWEEN '2026-03-01' AND '2026-03-02 12:00:00.5' LIMIT 5",
    "SELECT userIdentity.arn, count(*) AS n FROM $EDS WHERE errorCode IS NULL GROUP BY userIdentity.arn ORDER BY n DESC LIMIT 10",
    "SELECT element_at(requestParameters, 'bucketName') AS bucket FROM $EDS WHERE element_at(requestParameters, 'bucketName') LIKE 'pay%'",
    "SELECT eventID, arn FROM $EDS, UNNEST(resources) AS t(account, kind, arn, prefix)",
    "SELECT eventID FROM $EDS WHERE any_match(resources, r -> r.arn = 'arn:o')",
    "SELECT date_trunc('hour', eventTime) AS hour, count(*) FROM $EDS WHERE eventTime >= timestamp '2026-03-01 00:00:00' GROUP BY 1",
    "SELECT json_extract_scalar(element_at(requestParameters, 'acl'), '$.x[0]') AS x FROM $EDS",
    "SELECT eventID, row_number() OVER (PARTITION BY eventName ORDER BY eventTime) AS place FROM (SELECT * FROM $EDS) e",
    "SELECT extract(year FROM eventTime) AS year, trim(BOTH 'G' FROM eventName) AS name FROM $EDS",
  ];
  for (const form of forms) {
    test(form, async () => {
      const answer = await ask(await open(), form.replaceAll("$EDS", store));
      expect(answer.ErrorMessage).toBeUndefined();
      expect(answer.QueryStatus).toBe("FINISHED");
      expect(answer.QueryResultRows?.length).toBeGreaterThan(0);
    });
  }
});

describe("event data stores", () => {
  test("are listed, page by page, and told of", async () => {
    const { client } = await open();
    const first = await client.send(new ListEventDataStoresCommand({ MaxResults: 2 }));
    const rest = await client.send(new ListEventDataStoresCommand({ MaxResults: 2, NextToken: first.NextToken }));
    const names = [...(first.EventDataStores ?? []), ...(rest.EventDataStores ?? [])].map(({ Name }) => Name);
    expect(names).toEqual(["audit", "second", "old"]);
    const arn = `arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/${second}`;
    expect(await client.send(new GetEventDataStoreCommand({ EventDataStore: arn }))).toMatchObject({
      EventDataStoreArn: arn,
      RetentionPeriod: 2_557,
      Status: "ENABLED",
    });
  });

  test("are deleted unless protected, and restored", async () => {
    const { client } = await open();
    await client.send(new DeleteEventDataStoreCommand({ EventDataStore: store }));
    expect((await client.send(new GetEventDataStoreCommand({ EventDataStore: store }))).Status).toBe(
      "PENDING_DELETION",
    );
    await client.send(new RestoreEventDataStoreCommand({ EventDataStore: store }));
    expect((await client.send(new GetEventDataStoreCommand({ EventDataStore: store }))).Status).toBe("ENABLED");
    await expect(client.send(new DeleteEventDataStoreCommand({ EventDataStore: second }))).rejects.toMatchObject({
      name: "EventDataStoreTerminationProtectedException",
    });
    await expect(client.send(new GetEventDataStoreCommand({ EventDataStore: "x" }))).rejects.toMatchObject({
      name: "EventDataStoreARNInvalidException",
    });
  });
});

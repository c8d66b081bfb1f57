import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { TrinoClient } from "../../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../../rigs/trino/schema.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../server.ts";
import { type AthenaService, athenaService } from "./service.ts";

const { url, files } = inject("trino");
const trino = new TrinoClient(url);
let schema: Schema;
let athena: AthenaService;
let endpoint: AwsEndpoint;
let client: AthenaClient;

beforeAll(async () => {
  schema = await freshSchema(trino, "ddl");
  athena = athenaService({ trino, files, workGroups: [{ name: "primary", outputLocation: "s3://results" }] });
  endpoint = await startAwsEndpoint({ services: [athena.service] });
  client = new AthenaClient({
    endpoint: endpoint.url,
    region: "eu-west-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
  });
});
afterAll(async () => {
  await endpoint.close();
  await schema.drop();
});

/** Runs a statement; `$B` is a bucket of this run's own. */
async function run(statement: string) {
  const QueryString = statement.replaceAll("$B", `s3://${schema.name.replace("_", "-")}`);
  const QueryExecutionContext = { Database: schema.name };
  const { QueryExecutionId = "" } = await client.send(
    new StartQueryExecutionCommand({ QueryString, QueryExecutionContext }),
  );
  await athena.runs.get(QueryExecutionId)?.ended;
  const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  return { id: QueryExecutionId, status: QueryExecution?.Status, execution: QueryExecution };
}

async function done(statement: string): Promise<string> {
  const { id, status } = await run(statement);
  expect(status).toMatchObject({ State: "SUCCEEDED" });
  return id;
}

async function rows(statement: string) {
  const QueryExecutionId = await done(statement);
  const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows ?? []).slice(1).map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue ?? null));
}

function put(key: string, content: string | Buffer): void {
  const path = join(files, "s3", schema.name.replace("_", "-"), key);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
}

const trailKey = (day: string, region: string, name: string) =>
  `AWSLogs/111122223333/CloudTrail/${region}/${day}/111122223333_CloudTrail_${region}_${name}.json.gz`;

function putTrail(day: string, region: string, name: string, records: readonly unknown[]): void {
  put(trailKey(day, region, name), gzipSync(JSON.stringify({ Records: records })));
}

/** @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html */
const trailTable = `CREATE EXTERNAL TABLE trail_logs(
    eventversion STRING,
    useridentity STRUCT<type:STRING, arn:STRING, sessioncontext:STRUCT<attributes:STRUCT<mfaauthenticated:STRING>>>,
    eventtime STRING, eventname STRING, readonly STRING, requestparameters STRING, additionaleventdata STRING,
    resources ARRAY<STRUCT<arn: STRING, accountid: STRING, type: STRING>>,
    tlsdetails struct< tlsversion:string, ciphersuite:string, clientprovidedhostheader:string>)
  PARTITIONED BY (\`timestamp\` string)
  ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
  STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
  LOCATION '$B/AWSLogs/111122223333/CloudTrail/eu-west-1'
  TBLPROPERTIES (
    'projection.enabled'='true', 'projection.timestamp.format'='yyyy/MM/dd', 'projection.timestamp.interval'='1',
    'projection.timestamp.interval.unit'='DAYS', 'projection.timestamp.range'='2026/01/01,NOW',
    'projection.timestamp.type'='date',
    'storage.location.template'='$B/AWSLogs/111122223333/CloudTrail/eu-west-1/\${timestamp}')`;

describe("CloudTrail's files as they are delivered", () => {
  test("a table with projection reads each record, objects as JSON text", async () => {
    putTrail("2026/03/01", "eu-west-1", "20260301T0800Z_a", [
      {
        eventVersion: "1.08",
        eventTime: "2026-03-01T08:00:00Z",
        eventName: "GetObject",
        readOnly: true,
        userIdentity: { type: "IAMUser", arn: "arn:a", sessionContext: { attributes: { mfaAuthenticated: "false" } } },
        requestParameters: { bucketName: "payroll", n: 1.5, "o'k": null },
        additionalEventData: null,
        resources: [{ ARN: "arn:o", accountId: "1", type: "T", ARNPrefix: "x" }],
      },
      { eventTime: "2026-03-01T09:00:00Z", eventName: 'it\'s "q" \\ \u{1F600}' },
    ]);
    await done(trailTable);
    const columns =
      "eventname, readonly, useridentity.sessioncontext.attributes.mfaauthenticated, requestparameters, additionaleventdata, resources[1].arn";
    expect(await rows(`SELECT ${columns} FROM trail_logs WHERE timestamp = '2026/03/01' ORDER BY eventtime`)).toEqual([
      ["GetObject", "true", "false", `{"bucketName":"payroll","n":1.5,"o'k":null}`, null, "arn:o"],
      ['it\'s "q" \\ \u{1F600}', null, null, null, null, null],
    ]);
  });

  test("files that come later are read, and days that are not asked for are not", async () => {
    putTrail("2026/03/02", "eu-west-1", "20260302T0000Z_b", [{ eventName: "Late" }]);
    expect(await rows("SELECT eventname FROM trail_logs WHERE timestamp > '2026/03/01'")).toEqual([["Late"]]);
    const one = await run("SELECT count(eventname) FROM trail_logs WHERE timestamp = '2026/03/02'");
    const all = await run("SELECT count(eventname) FROM trail_logs");
    const scanned = [one, all].map(({ execution }) => execution?.Statistics?.DataScannedInBytes ?? 0);
    expect(scanned[0]).toBeLessThan(scanned[1] ?? 0);
  });

  test("the catalog tells the table as it was declared", async () => {
    const { TableMetadata } = await client.send(
      new GetTableMetadataCommand({
        CatalogName: "AwsDataCatalog",
        DatabaseName: schema.name,
        TableName: "trail_logs",
      }),
    );
    expect(TableMetadata?.PartitionKeys).toEqual([{ Name: "timestamp", Type: "string" }]);
    expect(TableMetadata?.Columns?.at(-2)).toEqual({
      Name: "resources",
      Type: "array<struct<arn:string,accountid:string,type:string>>",
    });
    expect(TableMetadata?.Parameters).toMatchObject({
      "projection.enabled": "true",
      "serde.serialization.lib": "org.apache.hive.hcatalog.data.JsonSerDe",
    });
  });

  test("an organization's, with enumerated regions and an injected account", async () => {
    const record = (name: string) => gzipSync(JSON.stringify({ Records: [{ eventName: name }] }));
    put("org/AWSLogs/o-abc/111122223333/CloudTrail/eu-west-1/2026/03/01/a.json.gz", record("one"));
    put("org/AWSLogs/o-abc/444455556666/CloudTrail/us-east-1/2026/03/01/b.json.gz", record("two"));
    await done(`CREATE EXTERNAL TABLE org_logs (eventname STRING)
      PARTITIONED BY (account string, region string, \`timestamp\` string)
      ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
      STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat' OUTPUTFORMAT 'x'
      LOCATION '$B/org/AWSLogs/o-abc/'
      TBLPROPERTIES ('projection.enabled'='true', 'projection.account.type'='injected',
        'projection.region.type'='enum', 'projection.region.values'='eu-west-1,us-east-1',
        'projection.timestamp.type'='date', 'projection.timestamp.format'='yyyy/MM/dd',
        'projection.timestamp.range'='NOW-3YEARS,NOW',
        'storage.location.template'='$B/org/AWSLogs/o-abc/\${account}/CloudTrail/\${region}/\${timestamp}')`);
    expect(await rows("SELECT eventname, region FROM org_logs WHERE account = '444455556666'")).toEqual([
      ["two", "us-east-1"],
    ]);
    expect((await run("SELECT eventname FROM org_logs")).status?.State).toBe("FAILED");
  });
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html */
const accessTable = `CREATE EXTERNAL TABLE access_logs(
    \`bucketowner\` STRING, \`bucket_name\` STRING, \`requestdatetime\` STRING, \`remoteip\` STRING, \`requester\` STRING,
    \`requestid\` STRING, \`operation\` STRING, \`key\` STRING, \`request_uri\` STRING, \`httpstatus\` STRING,
    \`errorcode\` STRING, \`bytessent\` BIGINT, \`objectsize\` BIGINT, \`totaltime\` STRING, \`turnaroundtime\` STRING,
    \`referrer\` STRING, \`useragent\` STRING, \`versionid\` STRING, \`hostid\` STRING, \`sigv\` STRING,
    \`ciphersuite\` STRING, \`authtype\` STRING, \`endpoint\` STRING, \`tlsversion\` STRING,
    \`accesspointarn\` STRING, \`aclrequired\` STRING, \`sourceregion\` STRING)
  PARTITIONED BY (\`timestamp\` string)
  ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
  WITH SERDEPROPERTIES ('input.regex'='([^ ]*) ([^ ]*) \\\\[(.*?)\\\\] ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) (\\"[^\\"]*\\"|-) (-|[0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) (\\"[^\\"]*\\"|-) ([^ ]*)(?: ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*)(?: ([^ ]*)(?: ([^ ]*)(?: ([^ ]*))?)?)?)?.*$')
  STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
  LOCATION '$B/access/111122223333/eu-west-1/payroll/'
  TBLPROPERTIES ('projection.enabled'='true', 'projection.timestamp.format'='yyyy/MM/dd',
    'projection.timestamp.interval'='1', 'projection.timestamp.interval.unit'='DAYS',
    'projection.timestamp.range'='2026/01/01,NOW', 'projection.timestamp.type'='date',
    'storage.location.template'='$B/access/111122223333/eu-west-1/payroll/\${timestamp}')`;

describe("access logs as they are delivered", () => {
  test("lines by the documented expression: a `-` is text, but no number", async () => {
    const head = "79a5 payroll [01/Mar/2026:10:00:00 +0000] 192.0.2.1 arn:aws:iam::1:user/a R1 REST.GET.OBJECT a%2520b";
    const middle = '"GET /payroll/a%20b HTTP/1.1" 200 - 1024 2048 10 9 "-" "cli/1.0 (x; y)" -';
    const tail = "host= SigV4 ECDHE AuthHeader payroll.s3.amazonaws.com TLSv1.2 - Yes";
    const expired = `79a5 payroll [01/Mar/2026:11:00:00 +0000] - S3 R2 S3.EXPIRE.OBJECT k "-" - - - - - - "-" "-" -`;
    put("access/111122223333/eu-west-1/payroll/2026/03/01/a", `${head} ${middle} ${tail}\n${expired}\n`);
    await done(accessTable);
    const columns = "requestdatetime, key, httpstatus, bytessent, objectsize, useragent, aclrequired, sourceregion";
    expect(await rows(`SELECT ${columns} FROM access_logs WHERE timestamp = '2026/03/01' ORDER BY requestid`)).toEqual([
      ["01/Mar/2026:10:00:00 +0000", "a%2520b", "200", "1024", "2048", '"cli/1.0 (x; y)"', "Yes", null],
      ["01/Mar/2026:11:00:00 +0000", "k", "-", null, null, '"-"', null, null],
    ]);
  });
});

describe("Iceberg", () => {
  test("tables are created, filled, compacted and cleaned", async () => {
    await done(`CREATE TABLE archive (id string, at timestamp, day date, size bigint)
      PARTITIONED BY (day) LOCATION '$B/archive/'
      TBLPROPERTIES ('table_type'='ICEBERG', 'format'='parquet', 'vacuum_max_snapshot_age_seconds'='0')`);
    for (const id of ["a", "b", "c"]) {
      await done(`INSERT INTO archive VALUES ('${id}', TIMESTAMP '2026-03-01 08:00:00', DATE '2026-03-01', 1)`);
    }
    const count = async () => (await rows('SELECT count(*) FROM "archive$files"'))[0]?.[0];
    expect(await count()).toBe("3");
    await done("OPTIMIZE archive REWRITE DATA USING BIN_PACK WHERE day = DATE '2026-03-01'");
    expect(await count()).toBe("1");
    await done("DELETE FROM archive WHERE id = 'b'");
    await done("VACUUM archive;");
    expect((await rows('SELECT count(*) FROM "archive$snapshots"'))[0]?.[0]).toBe("1");
    expect(await rows("SELECT id, at FROM archive ORDER BY id")).toEqual([
      ["a", "2026-03-01 08:00:00.000000"],
      ["c", "2026-03-01 08:00:00.000000"],
    ]);
    await done("DROP TABLE archive");
    expect((await run("SELECT 1 FROM archive")).status?.State).toBe("FAILED");
  });
});

test("partitions without projection are added one by one", async () => {
  put("plain/day=2026-03-01/a.json", '{"a": "x"}\n');
  put("elsewhere/b.json", '{"a": "y"}\n');
  await done(`CREATE EXTERNAL TABLE IF NOT EXISTS plain (a string) PARTITIONED BY (day string)
    ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION '$B/plain/'`);
  expect(await rows("SELECT a FROM plain")).toEqual([]);
  await done("MSCK REPAIR TABLE plain");
  await done(`ALTER TABLE plain ADD IF NOT EXISTS PARTITION (day = '2026-03-02') LOCATION '$B/elsewhere/'`);
  expect(await rows("SELECT a, day FROM plain ORDER BY day")).toEqual([
    ["x", "2026-03-01"],
    ["y", "2026-03-02"],
  ]);
});

describe("DDL that is refused", () => {
  const refused: readonly string[] = [
    "CREATE EXTERNAL TABLE t (a string, b strin) LOCATION 's3://b/'",
    "CREATE EXTERNAL TABLE t (a string) STORED PARQUET",
    "CREATE EXTERNAL TABLE t (a string) LOCATION 's3://b/' garbage",
    "CREATE EXTERNAL TABLE \"t\" (a string) LOCATION 's3://b/'",
    "OPTIMIZE t REWRITE DATA",
    "VACUUM",
    "DROP TABLE",
  ];
  for (const statement of refused) {
    test(statement, async () => {
      await expect(run(statement)).rejects.toMatchObject({ name: "InvalidRequestException" });
    });
  }

  const failing: Readonly<Record<string, string>> = {
    "CREATE TABLE t (a string) LOCATION '$B/t/'": "external",
    "CREATE EXTERNAL TABLE t (a string) LOCATION '$B/t/' TBLPROPERTIES ('table_type'='ICEBERG')": "External",
    "CREATE TABLE t (a string) LOCATION '$B/t/' TBLPROPERTIES ('table_type'='ICEBERG', 'x.y'='1')": "x.y",
    "CREATE EXTERNAL TABLE t (a string) ROW FORMAT SERDE 'com.example.Serde' LOCATION '$B/t/'": "com.example.Serde",
    "CREATE EXTERNAL TABLE t (a string) STORED AS PARQUET LOCATION '/tmp/t'": "Path",
    "CREATE EXTERNAL TABLE t (a string) PARTITIONED BY (d string) STORED AS PARQUET LOCATION '$B/t/' TBLPROPERTIES ('projection.enabled'='true')":
      "projection.d.type",
    "DROP TABLE nowhere": "nowhere",
  };
  for (const [statement, reason] of Object.entries(failing)) {
    test(statement, async () => {
      const { status } = await run(statement);
      expect(status?.State).toBe("FAILED");
      expect(status?.StateChangeReason).toContain(reason);
    });
  }
});

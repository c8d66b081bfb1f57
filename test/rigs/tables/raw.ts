import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { accessTime, readAccessLine } from "./access-line.ts";
import { memberOf, readJson, textOf } from "./json.ts";

/** Logs in a bucket as AWS delivers them, and the tables over them as AWS's guides create them. */
export interface RawLogs {
  /** Athena's DDL. */
  readonly statement: string;
}

export interface RawPlace {
  /** The folder of a bucket. */
  readonly folder: string;
  /** The same as `s3://bucket`. */
  readonly uri: string;
}

/** Objects by day of delivery, `YYYY/MM/DD`: every second record comes a day late. */
function byDelivery(
  texts: readonly string[],
  timeOf: (text: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const days = new Map<string, string[]>();
  texts.forEach((text, index) => {
    const deliveredMs = Date.parse(timeOf(text)) + (index % 2) * 86_400_000;
    const day = new Date(deliveredMs).toISOString().slice(0, 10).replaceAll("-", "/");
    days.set(day, [...(days.get(day) ?? []), text]);
  });
  return days;
}

function put(place: RawPlace, key: string, content: string | Buffer): void {
  const path = join(place.folder, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Days without objects are left out of the projection: it would name thousands of empty folders. */
function projection(days: Iterable<string>, template: string): string {
  const values = [...days].toSorted().join(",");
  return `TBLPROPERTIES ('projection.enabled'='true', 'projection.timestamp.type'='enum',
    'projection.timestamp.values'='${values}', 'storage.location.template'='${template}/\${timestamp}')`;
}

/**
 * CloudTrail's log files and the guide's table over them.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function rawTrail(place: RawPlace, table: string, events: readonly string[]): RawLogs {
  const prefix = "AWSLogs/111122223333/CloudTrail/eu-west-1";
  const days = byDelivery(events, (text) => textOf(memberOf(readJson(text), "eventTime") ?? missing) ?? "");
  for (const [day, records] of days) {
    const name = `111122223333_CloudTrail_eu-west-1_${day.replaceAll("/", "")}T0000Z_a.json.gz`;
    put(place, `${prefix}/${day}/${name}`, gzipSync(`{"Records":[${records.join(",")}]}`));
  }
  const statement = `CREATE EXTERNAL TABLE ${table} (
    eventversion STRING,
    useridentity STRUCT<
      type: STRING, principalid: STRING, arn: STRING, accountid: STRING, invokedby: STRING, accesskeyid: STRING,
      username: STRING, onbehalfof: STRUCT<userid: STRING, identitystorearn: STRING>,
      sessioncontext: STRUCT<
        attributes: STRUCT<mfaauthenticated: STRING, creationdate: STRING>,
        sessionissuer: STRUCT<type: STRING, principalid: STRING, arn: STRING, accountid: STRING, username: STRING>,
        ec2roledelivery: STRING,
        webidfederationdata: STRUCT<federatedprovider: STRING, attributes: MAP<STRING, STRING>>>>,
    eventtime STRING, eventsource STRING, eventname STRING, awsregion STRING, sourceipaddress STRING, useragent STRING,
    errorcode STRING, errormessage STRING, requestparameters STRING, responseelements STRING,
    additionaleventdata STRING, requestid STRING, eventid STRING, readonly STRING,
    resources ARRAY<STRUCT<arn: STRING, accountid: STRING, type: STRING>>,
    eventtype STRING, apiversion STRING, recipientaccountid STRING, serviceeventdetails STRING, sharedeventid STRING,
    vpcendpointid STRING, vpcendpointaccountid STRING, eventcategory STRING,
    addendum STRUCT<reason: STRING, updatedfields: STRING, originalrequestid: STRING, originaleventid: STRING>,
    sessioncredentialfromconsole STRING, edgedevicedetails STRING,
    tlsdetails STRUCT<tlsversion: STRING, ciphersuite: STRING, clientprovidedhostheader: STRING>)
  PARTITIONED BY (\`timestamp\` STRING)
  ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
  STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
  LOCATION '${place.uri}/${prefix}'
  ${projection(days.keys(), `${place.uri}/${prefix}`)}`;
  return { statement };
}

const missing = { kind: "token", text: "null" } as const;

/** The documented expression, in Hive's escapes. */
const expression = String.raw`([^ ]*) ([^ ]*) \\[(.*?)\\] ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) (\"[^\"]*\"|-) (-|[0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) (\"[^\"]*\"|-) (\"[^\"]*\"|-) ([^ ]*)(?: ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*)(?: ([^ ]*))?)?.*$`;

/**
 * Access logs by date and the guide's table over them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 */
export function rawAccess(place: RawPlace, table: string, lines: readonly string[]): RawLogs {
  const prefix = "access/111122223333/eu-west-1/payroll";
  const days = byDelivery(lines, (line) => accessTime(readAccessLine(line).time ?? ""));
  for (const [day, logged] of days) {
    put(place, `${prefix}/${day}/${day.replaceAll("/", "-")}-00-00-00-0123456789ABCDEF`, `${logged.join("\n")}\n`);
  }
  const statement = `CREATE EXTERNAL TABLE ${table} (
    bucketowner STRING, bucket_name STRING, requestdatetime STRING, remoteip STRING, requester STRING,
    requestid STRING, operation STRING, key STRING, request_uri STRING, httpstatus STRING, errorcode STRING,
    bytessent BIGINT, objectsize BIGINT, totaltime STRING, turnaroundtime STRING, referrer STRING, useragent STRING,
    versionid STRING, hostid STRING, sigv STRING, ciphersuite STRING, authtype STRING, endpoint STRING,
    tlsversion STRING, accesspointarn STRING, aclrequired STRING, sourceregion STRING)
  PARTITIONED BY (\`timestamp\` string)
  ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
  WITH SERDEPROPERTIES ('input.regex'='${expression}')
  STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
  LOCATION '${place.uri}/${prefix}/'
  ${projection(days.keys(), `${place.uri}/${prefix}`)}`;
  return { statement };
}

import { columns, folder, hiveName, projectedTime, properties } from "./hive.ts";
import type { RawDdlOptions, TableStatement } from "./options.ts";

const names = [
  ...["bucketowner", "bucket_name", "requestdatetime", "remoteip", "requester", "requestid", "operation", "key"],
  ...["request_uri", "httpstatus", "errorcode", "bytessent", "objectsize", "totaltime", "turnaroundtime", "referrer"],
  ...["useragent", "versionid", "hostid", "sigv", "ciphersuite", "authtype", "endpoint", "tlsversion"],
  ...["accesspointarn", "aclrequired", "sourceregion"],
] as const;

const word = "([^ ]*)";
const quoted = '("[^"]*"|-)';

/** A line's fields; those behind the version id came with later formats, and what comes behind them is passed over. */
const pattern = [
  [word, word, "\\[(.*?)\\]", word, word, word, word, word, quoted, "(-|[0-9]*)", word, word, word, word, word],
  [quoted, quoted, word],
]
  .flat()
  .join(" ")
  .concat(`(?: ${word})?`.repeat(9), ".*$");

/**
 * A table over access logs as S3 delivers them: under the day of their delivery, the location being the folder of the
 * days, or all in one folder (the simple prefix). All columns are text, since `-` is no number.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 */
export function rawAccessDdl(options: RawDdlOptions): readonly TableStatement[] {
  const root = folder(options.location, "location");
  const table = options.table ?? "s3_access_raw";
  const days = properties("TBLPROPERTIES", {
    "projection.enabled": "true",
    ...projectedTime("timestamp", "DAYS", "yyyy/MM/dd", options.from.replaceAll("-", "/")),
    "storage.location.template": `${root}\${timestamp}`,
  });
  const text = [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${hiveName(options.database, "database")}.${hiveName(table, "table")} ${columns(names.map((name) => [name, "string"]))}`,
    ...(options.simplePrefix === true ? [] : ["PARTITIONED BY (`timestamp` string)"]),
    "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'",
    properties("WITH SERDEPROPERTIES", { "input.regex": pattern }),
    "STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'",
    "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
    `LOCATION '${root}'`,
    ...(options.simplePrefix === true ? [] : [days]),
  ].join("\n");
  return [{ table, columns: names, text }];
}

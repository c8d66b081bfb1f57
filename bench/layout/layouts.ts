/** How the files of a store could be laid out. */
export interface Layout {
  readonly name: string;
  readonly sort: { readonly cloudtrail: string; readonly s3_access: string };
  /** Of DuckDB's COPY. */
  readonly options: string;
  /** Whether paths that dashboards filter on have columns of their own. */
  readonly typed?: boolean;
}

const byTime = { cloudtrail: "event_time", s3_access: '"time"' };
const zstd3 = "COMPRESSION zstd, COMPRESSION_LEVEL 3";

/** One thing is changed at a time. */
export const layouts: readonly Layout[] = [
  { name: "by time, zstd 3, groups of 122,880", sort: byTime, options: zstd3 },
  { name: "groups of 30,720", sort: byTime, options: `${zstd3}, ROW_GROUP_SIZE 30720` },
  { name: "groups of 10,240", sort: byTime, options: `${zstd3}, ROW_GROUP_SIZE 10240` },
  { name: "zstd 1", sort: byTime, options: "COMPRESSION zstd, COMPRESSION_LEVEL 1" },
  { name: "zstd 9", sort: byTime, options: "COMPRESSION zstd, COMPRESSION_LEVEL 9" },
  {
    name: "zstd 1, groups of 10,240",
    sort: byTime,
    options: "COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 10240",
  },
  { name: "snappy", sort: byTime, options: "COMPRESSION snappy" },
  { name: "lz4", sort: byTime, options: "COMPRESSION lz4_raw" },
  {
    name: "by event or operation, then time",
    sort: { cloudtrail: "event_name, event_time", s3_access: 'operation, "time"' },
    options: zstd3,
  },
  {
    name: "the same in groups of 10,240",
    sort: { cloudtrail: "event_name, event_time", s3_access: 'operation, "time"' },
    options: `${zstd3}, ROW_GROUP_SIZE 10240`,
  },
  {
    name: "by principal or requester, then time",
    sort: { cloudtrail: "user_identity.arn, event_time", s3_access: 'requester, "time"' },
    options: zstd3,
  },
  {
    name: "dictionaries, and so bloom filters, of all columns",
    sort: byTime,
    options: `${zstd3}, ROW_GROUP_SIZE 30720, DICTIONARY_SIZE_LIMIT 40000, STRING_DICTIONARY_PAGE_SIZE_LIMIT 1000000000`,
  },
  { name: "typed columns", sort: byTime, options: zstd3, typed: true },
];

/** Paths with a column of their own in a typed layout. */
export const typedColumns: readonly (readonly [column: string, json: string, path: string])[] = [
  ["response_console_login", "response_elements", "$.ConsoleLogin"],
  ["additional_mfa_used", "additional_event_data", "$.MFAUsed"],
  ["request_bucket_name", "request_parameters", "$.bucketName"],
  ["request_key", "request_parameters", "$.key"],
];

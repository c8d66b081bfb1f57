export interface Question {
  readonly name: string;
  readonly query: object;
  /** Over views `cloudtrail` and `s3_access`. */
  readonly sql: string;
}

const failed = { field: "responseElements.ConsoleLogin", op: "eq", value: "Failure" };
/**
 * Five audit questions: as typed queries, and as SQL on the store's own files that says the same in the quickest way we
 * know. The names are those of the rivals' script, which asks the same of other stores.
 */
export const questions: readonly Question[] = [
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

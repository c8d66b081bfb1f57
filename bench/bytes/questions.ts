/** A question as a typed query, and by hand over AWS's own columns: `{t}` is the table, `{days}` the pruning to the days. */
export interface BytesQuestion {
  readonly name: string;
  readonly days: number;
  readonly query: object;
  readonly sql: string;
}

/** What look-ups ask for: values that are there on the day. */
export interface Sought {
  readonly eventID: string;
  readonly principal: string;
  readonly address: string;
  readonly key: string;
}

const denied = ["AccessDenied", "Client.UnauthorizedOperation"];
const eq = (field: string, value: string) => ({ field, op: "eq", value });
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const count = { n: { fn: "count" } };

/** Ten questions of a working day: dashboards and look-ups. */
export function bytesQuestions({ eventID, principal, address, key }: Sought): readonly BytesQuestion[] {
  const failed = { and: [eq("eventName", "ConsoleLogin"), eq("responseElements.ConsoleLogin", "Failure")] };
  return [
    {
      name: "top 20 events",
      days: 1,
      query: {
        groupBy: ["eventSource", "eventName"],
        aggregate: count,
        orderBy: [{ field: "n", dir: "desc" }],
        limit: 20,
      },
      sql: "SELECT eventsource, eventname, count(*) AS n FROM {t} WHERE {days} GROUP BY 1, 2 ORDER BY n DESC LIMIT 20",
    },
    {
      name: "failed console logins by address",
      days: 7,
      query: { where: failed, groupBy: ["sourceIPAddress"], aggregate: count },
      sql: `SELECT sourceipaddress, count(*) FROM {t} WHERE {days} AND eventname = 'ConsoleLogin'
        AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure' GROUP BY 1`,
    },
    {
      name: "root use",
      days: 7,
      query: {
        where: eq("userIdentity.type", "Root"),
        select: ["eventTime", "eventSource", "eventName", "sourceIPAddress"],
      },
      sql: "SELECT eventtime, eventsource, eventname, sourceipaddress FROM {t} WHERE {days} AND useridentity.type = 'Root'",
    },
    {
      name: "access denied per hour",
      days: 1,
      query: {
        where: { field: "errorCode", op: "in", value: denied },
        groupBy: [{ bucket: "1h", as: "hour" }],
        aggregate: count,
      },
      sql: `SELECT substr(eventtime, 1, 13), count(*) FROM {t} WHERE {days} AND errorcode IN (${denied.map(text).join(", ")})
        GROUP BY 1`,
    },
    {
      name: "errors by code, with principals",
      days: 1,
      query: {
        where: { field: "errorCode", op: "exists" },
        groupBy: ["errorCode"],
        aggregate: { ...count, principals: { fn: "countDistinct", field: "userIdentity.arn" } },
      },
      sql: `SELECT errorcode, count(*), count(DISTINCT useridentity.arn) FROM {t} WHERE {days} AND errorcode IS NOT NULL
        GROUP BY 1`,
    },
    {
      name: "one event, whole",
      days: 1,
      query: {
        where: eq("eventID", eventID),
        select: ["eventTime", "eventName", "userIdentity.arn", "requestParameters", "responseElements"],
      },
      sql: `SELECT eventtime, eventname, useridentity.arn, requestparameters, responseelements FROM {t}
        WHERE {days} AND eventid = ${text(eventID)}`,
    },
    {
      name: "what one principal did",
      days: 1,
      query: { where: eq("userIdentity.arn", principal), groupBy: ["eventName"], aggregate: count },
      sql: `SELECT eventname, count(*) FROM {t} WHERE {days} AND useridentity.arn = ${text(principal)} GROUP BY 1`,
    },
    {
      name: "one address",
      days: 7,
      query: { where: eq("sourceIPAddress", address), select: ["eventTime", "eventName", "userIdentity.arn"] },
      sql: `SELECT eventtime, eventname, useridentity.arn FROM {t} WHERE {days} AND sourceipaddress = ${text(address)}`,
    },
    {
      name: "one object's key",
      days: 1,
      query: { where: eq("requestParameters.key", key), select: ["eventTime", "eventName", "userIdentity.arn"] },
      sql: `SELECT eventtime, eventname, useridentity.arn FROM {t}
        WHERE {days} AND json_extract_scalar(requestparameters, '$.key') = ${text(key)}`,
    },
    {
      name: "buckets",
      days: 1,
      query: { groupBy: ["requestParameters.bucketName"], aggregate: count },
      sql: "SELECT json_extract_scalar(requestparameters, '$.bucketName'), count(*) FROM {t} WHERE {days} GROUP BY 1",
    },
  ];
}

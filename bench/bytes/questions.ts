/** Values that are in the logs, chosen when they are known. */
export interface Chosen {
  /** The first and the last day, and the one after it, `YYYY-MM-DD`. */
  readonly first: string;
  readonly last: string;
  readonly after: string;
  /** The first day's end. */
  readonly second: string;
  readonly principal: string;
  readonly accessKey: string;
  readonly bucket: string;
  readonly eventId: string;
}

export interface Question {
  readonly name: string;
  readonly query: object;
  /** Of AWS's own files: over `record`, a record as JSON, on `day`. The same rows. */
  readonly raw: (member: (path: string) => string) => string;
}

const count = { n: { fn: "count" } } as const;
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** What auditors ask: of all days but where a name says otherwise. */
export function questionsOf(chosen: Chosen): readonly Question[] {
  const { first, second, after } = chosen;
  const time = { start: first, end: after };
  const from = "cloudtrail";
  const oneDay = { start: first, end: second };
  return [
    {
      name: "top 10 events of a day",
      query: {
        from,
        time: oneDay,
        groupBy: ["eventName"],
        aggregate: count,
        orderBy: [{ field: "n", dir: "desc" }],
        limit: 10,
      },
      raw: (member) =>
        `SELECT ${member("eventName")}, count(*) FROM records WHERE day = ${quoted(first)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`,
    },
    {
      name: "errors by service and code",
      query: {
        from,
        time,
        where: { field: "errorCode", op: "exists" },
        groupBy: ["eventSource", "errorCode"],
        aggregate: count,
      },
      raw: (member) =>
        `SELECT ${member("eventSource")}, ${member("errorCode")}, count(*) FROM records WHERE ${member("errorCode")} IS NOT NULL GROUP BY 1, 2`,
    },
    {
      name: "failed console logins by address",
      query: {
        from,
        time,
        where: {
          and: [
            { field: "eventName", op: "eq", value: "ConsoleLogin" },
            { field: "responseElements.ConsoleLogin", op: "eq", value: "Failure" },
          ],
        },
        groupBy: ["sourceIPAddress"],
        aggregate: count,
      },
      raw: (member) =>
        `SELECT ${member("sourceIPAddress")}, count(*) FROM records WHERE ${member("eventName")} = 'ConsoleLogin' AND ${member("responseElements.ConsoleLogin")} = 'Failure' GROUP BY 1`,
    },
    {
      name: "use of root",
      query: {
        from,
        time,
        where: {
          and: [
            { field: "userIdentity.type", op: "eq", value: "Root" },
            { field: "userIdentity.invokedBy", op: "missing" },
          ],
        },
        select: ["eventTime", "eventName", "sourceIPAddress", "userAgent"],
      },
      raw: (member) =>
        `SELECT ${member("eventTime")}, ${member("eventName")}, ${member("sourceIPAddress")}, ${member("userAgent")} FROM records WHERE ${member("userIdentity.type")} = 'Root' AND ${member("userIdentity.invokedBy")} IS NULL`,
    },
    {
      name: "a principal's actions on a day",
      query: {
        from,
        time: oneDay,
        where: { field: "userIdentity.arn", op: "eq", value: chosen.principal },
        groupBy: ["eventSource", "eventName"],
        aggregate: count,
      },
      raw: (member) =>
        `SELECT ${member("eventSource")}, ${member("eventName")}, count(*) FROM records WHERE day = ${quoted(first)} AND ${member("userIdentity.arn")} = ${quoted(chosen.principal)} GROUP BY 1, 2`,
    },
    {
      name: "what an access key did",
      query: {
        from,
        time,
        where: { field: "userIdentity.accessKeyId", op: "eq", value: chosen.accessKey },
        select: ["eventTime", "eventName", "sourceIPAddress"],
      },
      raw: (member) =>
        `SELECT ${member("eventTime")}, ${member("eventName")}, ${member("sourceIPAddress")} FROM records WHERE ${member("userIdentity.accessKeyId")} = ${quoted(chosen.accessKey)}`,
    },
    {
      name: "denials by hour",
      query: {
        from,
        time,
        where: { field: "errorCode", op: "contains", value: "AccessDenied" },
        groupBy: [{ bucket: "1h", as: "hour" }],
        aggregate: count,
      },
      raw: (member) =>
        `SELECT substr(${member("eventTime")}, 1, 13), count(*) FROM records WHERE strpos(${member("errorCode")}, 'AccessDenied') > 0 GROUP BY 1`,
    },
    {
      name: "writes by region and day of week",
      query: {
        from,
        time,
        where: { field: "readOnly", op: "eq", value: false },
        groupBy: ["awsRegion", { field: "eventTime", part: "dayOfWeek", as: "weekday" }],
        aggregate: count,
      },
      raw: (member) =>
        `SELECT ${member("awsRegion")}, day_of_week(from_iso8601_timestamp(${member("eventTime")})), count(*) FROM records WHERE ${member("readOnly")} = 'false' GROUP BY 1, 2`,
    },
    {
      name: "who touched a bucket",
      query: {
        from,
        time,
        where: { field: "requestParameters.bucketName", op: "eq", value: chosen.bucket },
        groupBy: ["userIdentity.arn", "eventName"],
        aggregate: count,
      },
      raw: (member) =>
        `SELECT ${member("userIdentity.arn")}, ${member("eventName")}, count(*) FROM records WHERE ${member("requestParameters.bucketName")} = ${quoted(chosen.bucket)} GROUP BY 1, 2`,
    },
    {
      name: "one event, by its id",
      query: {
        from,
        time: oneDay,
        where: { field: "eventID", op: "eq", value: chosen.eventId },
        select: ["eventTime", "eventName", "userIdentity.arn", "requestParameters"],
      },
      raw: (member) =>
        `SELECT ${member("eventTime")}, ${member("eventName")}, ${member("userIdentity.arn")}, ${member("requestParameters")} FROM records WHERE day = ${quoted(first)} AND ${member("eventID")} = ${quoted(chosen.eventId)}`,
    },
  ];
}

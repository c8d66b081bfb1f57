import { conditions, from, parameter, union } from "@trailkeep/core/query";

// What compiles is a valid query; each `@ts-expect-error` marks what must not compile.

const { is, anyOf, allOf, not, compare, any } = conditions("cloudtrail");

from("cloudtrail").last("7d").where("eventName", "eq", "ConsoleLogin");
from("cloudtrail").where("userIdentity.sessionContext.attributes.creationDate", "gte", "2026-01-01T00:00:00Z");
from("cloudtrail").where("requestParameters.bucketName", "startsWith", "prod-", { ignoreCase: true });
from("cloudtrail").where('additionalEventData["x-amz-id-2"]', "exists");
from("cloudtrail").where("resources[0].ARN", "like", "arn:aws:s3:::%");
from("cloudtrail").where({ field: "requestParameters.maxResults", cast: "integer" }, "between", [1, 10]);
from("cloudtrail").where("readOnly", "eq", false).where("requestParameters", "missing");
from("s3_access").where("httpStatus", "in", [403, 404]).where("objectSize", "gt", "9007199254740993");
from("cloudtrail").where(anyOf(is("errorCode", "exists"), not(allOf(is("readOnly", "eq", true)))));

from("object_access")
  .where("seenBy", "neq", "both")
  .where("log.bytesSent", "gt", 1)
  .select("key", "event.userIdentity.arn");
from("object_access")
  .where("event.requestParameters.bucketName", "eq", "payroll")
  .where("event.resources[0].ARN", "exists");

// @ts-expect-error a field of a part without its prefix
from("object_access").where("eventName", "eq", "GetObject");
// @ts-expect-error unknown source
from("cloudtrails");
// @ts-expect-error unknown field
from("cloudtrail").where("eventname", "eq", "x");
// @ts-expect-error a field of another source
from("s3_access").where("eventName", "eq", "x");
// @ts-expect-error a path below a field that is no open JSON
from("cloudtrail").where("eventName.x", "eq", "x");
// @ts-expect-error text operators are for text
from("s3_access").where("httpStatus", "contains", "4");
// @ts-expect-error booleans have no order
from("cloudtrail").where("readOnly", "lt", true);
// @ts-expect-error open JSON has no value of its own
from("cloudtrail").where("requestParameters", "eq", "x");
// @ts-expect-error an integer is not compared with text
from("s3_access").where("httpStatus", "eq", "many");
// @ts-expect-error `in` takes a list
from("cloudtrail").where("eventName", "in", "ConsoleLogin");
// @ts-expect-error `exists` takes no value
from("cloudtrail").where("eventName", "exists", "x");
// @ts-expect-error `ignoreCase` is for text
from("s3_access").where("httpStatus", "eq", 200, { ignoreCase: true });
// @ts-expect-error a cast target is compared as what it is cast to
from("cloudtrail").where({ field: "requestParameters.maxResults", cast: "integer" }, "eq", true);
// @ts-expect-error a condition on another source
from("s3_access").where(is("eventName", "eq", "x"));
// @ts-expect-error unknown field in select
from("cloudtrail").select("eventTime", "nope");

from("cloudtrail").where("sourceIPAddress", "inCidr", "10.0.0.0/8").where("userAgent", "inCidr", ["::/0", "0.0.0.0/0"]);
from("cloudtrail").where({ field: "eventTime", part: "hourOfDay" }, "gte", 22);
from("cloudtrail").where({ field: "requestParameters.at", cast: "timestamp", part: "dayOfWeek" }, "in", [6, 7]);
from("cloudtrail").where(compare("recipientAccountId", "neq", "userIdentity.accountId"));
from("s3_access").where(conditions("s3_access").compare("bytesSent", "lt", "objectSize"));
from("cloudtrail").where(any("resources", (element) => element.is("type", "eq", "AWS::S3::Bucket")));
from("cloudtrail").where(
  any("requestParameters.ipPermissions.items", ({ is, any, not, allOf }) =>
    allOf(
      is({ field: "fromPort", cast: "integer" }, "lte", 22),
      any("ipRanges.items", (range) => range.is("cidrIp", "eq", "0.0.0.0/0")),
      not(is("$", "exists")),
    ),
  ),
);

// @ts-expect-error networks are for text
from("s3_access").where("httpStatus", "inCidr", "10.0.0.0/8");
// @ts-expect-error a part is an integer
from("cloudtrail").where({ field: "eventTime", part: "hourOfDay" }, "eq", true);
// @ts-expect-error no such part
from("cloudtrail").where({ field: "eventTime", part: "month" }, "eq", 2);
// @ts-expect-error text is not compared with a time
compare("eventName", "eq", "eventTime");
// @ts-expect-error fields are compared, not searched
compare("eventName", "contains", "userAgent");
// @ts-expect-error a field of another source
compare("eventName", "eq", "bucket");
// @ts-expect-error text is no list
any("eventName", ({ is }) => is("$", "eq", "x"));
// @ts-expect-error a cast element is compared as what it is cast to
any("resources", ({ is }) => is({ field: "ARN", cast: "integer" }, "eq", "x"));
// @ts-expect-error a condition on the record says nothing of an element
any("resources", () => is("eventName", "eq", "x"));

const grouped = from("cloudtrail")
  .groupBy("sourceIPAddress", { field: "userIdentity.arn", as: "who" })
  .bucket("1h", "hour")
  .aggregate({
    failures: { fn: "countIf", where: is("errorCode", "exists") },
    users: { fn: "countDistinct", field: "userIdentity.arn" },
  });
grouped.having("failures", "gte", 3).orderBy("who").orderBy("hour", "desc").orderBy("sourceIPAddress");
// @ts-expect-error not a column of the result
grouped.having("failure", "gte", 3);
// @ts-expect-error named `who` here
grouped.orderBy("userIdentity.arn");
// @ts-expect-error unknown aggregate
from("cloudtrail").aggregate({ n: { fn: "median", field: "eventName" } });
// @ts-expect-error unknown field of an aggregate
from("cloudtrail").aggregate({ n: { fn: "min", field: "nope" } });

from("cloudtrail").select("eventName", { field: "eventTime", part: "hourOfDay", as: "hour" }).distinct();
from("cloudtrail").last("1d").groupBy("eventName").bucket("1h", "hour", { fill: true }).orderBy("hour");
const shares = from("cloudtrail").aggregate({
  failures: { fn: "countIf", where: is("errorCode", "exists") },
  total: { fn: "count" },
  share: { fn: "ratio", of: "failures", to: "total" },
});
shares.having("share", "gt", 0.5).orderBy("share", "desc");
// @ts-expect-error a ratio of no aggregate
from("cloudtrail").aggregate({ total: { fn: "count" }, share: { fn: "ratio", of: "failures", to: "total" } });
from("cloudtrail").aggregate({
  total: { fn: "count" },
  one: { fn: "ratio", of: "total", to: "total" },
  // @ts-expect-error a ratio of a ratio
  two: { fn: "ratio", of: "one", to: "total" },
});
// @ts-expect-error a bucket is filled or not
from("cloudtrail").bucket("1h", "hour", { fill: 0 });

from("cloudtrail")
  .parameters({ who: { type: "string" }, since: { type: "duration", default: "7d" }, least: { type: "integer" } })
  .last(parameter("since", "duration"))
  .where("userIdentity.arn", "in", ["root", parameter("who", "string")])
  .where({ field: "requestParameters.maxResults", cast: "integer" }, "gte", parameter("least", "integer"));
// @ts-expect-error a parameter of another type
from("cloudtrail").where("eventName", "eq", parameter("least", "integer"));
// @ts-expect-error no such type
parameter("who", "text");

union(from("cloudtrail").select("eventName"), from("s3_access").select({ field: "operation", as: "eventName" }))
  .orderBy("eventName", "desc")
  .limit(5);
// @ts-expect-error two queries at least
union(from("cloudtrail"));

const joined = from("cloudtrail")
  .last("7d")
  .where(is("eventName", "startsWith", "GetObject"))
  .join({
    with: "s3_access",
    as: "log",
    kind: "left",
    on: [
      { left: "requestID", right: "requestId" },
      { left: "requestParameters.bucketName", right: "bucket" },
    ],
    time: { last: "8d" },
    where: conditions("s3_access").is("httpStatus", "gte", 400),
  });
joined
  .where("log.httpStatus", "in", [403, 404])
  .where("eventName", "eq", "GetObject")
  .where(is("errorCode", "exists"))
  .select("eventTime", "log.key", { field: "log.time", part: "hourOfDay", as: "hour" })
  .orderBy("log.time", "desc");
const both = conditions({ from: "cloudtrail", with: "s3_access", as: "log" });
joined.where(both.anyOf(both.is("log.bytesSent", "gt", 1), both.compare("log.requester", "neq", "userIdentity.arn")));
joined
  .groupBy("log.bucket")
  .aggregate({ refused: { fn: "countIf", where: both.is("log.httpStatus", "eq", 403) }, n: { fn: "count" } })
  .orderBy("log.bucket");
from("s3_access")
  .join({ with: "cloudtrail", as: "ct", kind: "inner", on: [{ left: "requestId", right: "requestID" }] })
  .where("ct.requestParameters.key", "exists")
  .where(
    conditions({ from: "s3_access", with: "cloudtrail", as: "ct" }).any("ct.resources", (e) => e.is("ARN", "exists")),
  )
  .where({ field: "ct.requestParameters.maxResults", cast: "integer" }, "gt", 3);

// @ts-expect-error the other source's fields bear the alias
joined.where("httpStatus", "eq", 403);
// @ts-expect-error no such field of the other source
joined.select("log.eventName");
// @ts-expect-error an operator that the joined field's type has not
joined.where("log.httpStatus", "contains", "4");
// @ts-expect-error a value that the joined field's type has not
joined.where("log.httpStatus", "eq", "many");
// @ts-expect-error the alias is not there before the join
from("cloudtrail").where("log.httpStatus", "eq", 403);
// @ts-expect-error a condition on the other source alone does not say which side
joined.where(conditions("s3_access").is("httpStatus", "eq", 403));
// @ts-expect-error a condition on joined records is none on the source alone
from("cloudtrail").where(both.is("eventName", "eq", "x"));
// @ts-expect-error named by the alias here
joined.groupBy("log.bucket").orderBy("bucket");

const trail = from("cloudtrail");
const access = { with: "s3_access", as: "log", kind: "left" } as const;
const on = [{ left: "requestID", right: "requestId" }] as const;
trail.join({ ...access, on });
// @ts-expect-error one join at most
trail.join({ ...access, on }).join({ ...access, as: "again", on });
// @ts-expect-error no such source
trail.join({ ...access, with: "s3", on });
// @ts-expect-error neither inner nor left
trail.join({ ...access, kind: "outer", on });
// @ts-expect-error a key at least
trail.join({ ...access, on: [] });
// @ts-expect-error no field of the source
trail.join({ ...access, on: [{ left: "requestId", right: "requestId" }] });
// @ts-expect-error no field of the other source
trail.join({ ...access, on: [{ left: "requestID", right: "requestID" }] });
// @ts-expect-error both sides of a key are of one type
trail.join({ ...access, on: [...on, { left: "requestID", right: "bytesSent" }] });
// @ts-expect-error nothing is equal to open JSON
trail.join({ with: "cloudtrail", as: "c", kind: "left", on: [{ left: "eventID", right: "requestParameters" }] });
// @ts-expect-error fields of the source begin with the alias
trail.join({ ...access, as: "tlsDetails", on });
// @ts-expect-error a condition on the source is none on the other one
trail.join({ ...access, on, where: is("eventName", "eq", "x") });

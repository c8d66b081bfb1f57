import type { Predicate, Query } from "../../oracle/language.ts";
import type { CorpusEntry } from "./entry.ts";

const ids = (where: Predicate): Query => ({ from: "cloudtrail", where, select: ["eventID"] });
const permissions = "requestParameters.ipPermissions.items";

/** Some element of a list or an array. */
export const elements: readonly CorpusEntry[] = [
  {
    name: "any-of-a-list",
    query: ids({ field: "resources", op: "any", where: { field: "accountId", op: "eq", value: "111122223333" } }),
    rows: [["e-05"]],
  },
  {
    name: "any-is-about-one-element",
    query: ids({
      field: "resources",
      op: "any",
      where: {
        and: [
          { field: "type", op: "eq", value: "AWS::S3::Object" },
          { field: "accountId", op: "exists" },
        ],
      },
    }),
    rows: [],
  },
  {
    name: "any-of-nothing-is-false",
    query: {
      from: "cloudtrail",
      where: { not: { field: "resources", op: "any", where: { field: "ARN", op: "exists" } } },
      aggregate: { n: { fn: "count" } },
    },
    rows: [[11]],
  },
  {
    name: "any-not-inside-and-outside",
    query: ids({ field: "resources", op: "any", where: { not: { field: "accountId", op: "exists" } } }),
    rows: [["e-05"]],
  },
  {
    name: "any-port-open-to-the-world",
    query: ids({
      field: permissions,
      op: "any",
      where: {
        and: [
          { field: "fromPort", cast: "integer", op: "lte", value: 22 },
          { field: "toPort", cast: "integer", op: "gte", value: 22 },
          { field: "ipRanges.items", op: "any", where: { field: "cidrIp", op: "eq", value: "0.0.0.0/0" } },
        ],
      },
    }),
    rows: [["e-08"]],
  },
  {
    name: "any-path-below-the-element",
    query: ids({
      field: permissions,
      op: "any",
      where: { field: "ipRanges.items[0].cidrIp", op: "endsWith", value: "/0" },
    }),
    rows: [["e-08"]],
  },
  {
    name: "any-a-network-is-no-address",
    query: ids({
      field: permissions,
      op: "any",
      where: { field: "ipRanges.items[0].cidrIp", op: "inCidr", value: "0.0.0.0/0" },
    }),
    rows: [],
  },
  {
    name: "any-scalar-element",
    query: ids({
      field: "requestParameters.list",
      op: "any",
      where: { field: "$", cast: "integer", op: "between", value: [11, 20] },
    }),
    rows: [["e-10"]],
  },
  {
    name: "any-element-that-is-no-scalar",
    query: ids({
      field: "requestParameters.list",
      op: "any",
      where: {
        and: [
          { field: "$", op: "missing" },
          { field: "$", cast: "json", op: "exists" },
        ],
      },
    }),
    rows: [["e-10"]],
  },
  {
    name: "any-of-an-object-is-false",
    query: ids({ field: "requestParameters", op: "any", where: { field: "$", cast: "json", op: "exists" } }),
    rows: [],
  },
  {
    name: "any-in-any",
    query: {
      from: "cloudtrail_insights",
      where: {
        field: "insightDetails.insightContext.attributions",
        op: "any",
        where: { field: "insight", op: "any", where: { field: "average", cast: "double", op: "eq", value: 1 } },
      },
      select: ["eventID"],
    },
    rows: [["i-2"]],
  },
];

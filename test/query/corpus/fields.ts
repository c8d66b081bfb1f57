import type { Predicate, Query } from "../../oracle/language.ts";
import type { CorpusEntry } from "./entry.ts";

const requests = (where: Predicate): Query => ({ from: "s3_access", where, select: ["requestId"] });
const statistics = "insightDetails.insightContext.statistics";

/** One field against another, and parts of times. */
export const fields: readonly CorpusEntry[] = [
  {
    name: "field-to-field",
    query: requests({ field: "bytesSent", op: "gt", other: "totalTimeMs" }),
    rows: [["R1"], [null], ["R4"], ["R5"]],
  },
  {
    name: "field-to-field-is-false-of-null",
    query: requests({ not: { field: "bytesSent", op: "gt", other: "totalTimeMs" } }),
    rows: [["R3"], ["R6"], ["R7"]],
  },
  {
    name: "field-to-field-integer-and-double",
    query: {
      from: "cloudtrail_insights",
      where: { field: `${statistics}.insightDuration`, op: "gte", other: `${statistics}.insight.average` },
      select: ["eventID"],
    },
    rows: [["i-2"]],
  },
  {
    name: "field-to-field-cast",
    query: {
      from: "cloudtrail",
      where: {
        field: "requestParameters.list[0]",
        cast: "integer",
        op: "neq",
        other: { field: "requestParameters.list[1]", cast: "integer" },
      },
      select: ["eventID"],
    },
    rows: [["e-10"]],
  },
  {
    name: "field-to-field-text-by-bytes",
    query: {
      from: "s3_access",
      where: { field: "key", op: "lt", other: "requestId" },
      select: ["key", "requestId"],
    },
    rows: [
      ["2026/salaries.csv", "R1"],
      ["2026/salaries.csv", "R3"],
      ["A", "R5"],
    ],
  },
  {
    name: "hour-of-day",
    query: {
      from: "cloudtrail",
      groupBy: [{ field: "eventTime", part: "hourOfDay", as: "hour" }],
      aggregate: { n: { fn: "count" } },
    },
    rows: [
      [0, 2],
      [8, 4],
      [9, 2],
      [12, 1],
      [13, 1],
      [23, 2],
    ],
  },
  {
    name: "day-of-week",
    query: {
      from: "cloudtrail",
      groupBy: [{ field: "eventTime", part: "dayOfWeek", as: "day" }],
      aggregate: { n: { fn: "count" } },
    },
    rows: [
      [1, 4],
      [3, 1],
      [7, 7],
    ],
  },
  {
    name: "out-of-hours",
    query: requests({
      and: [
        { field: "time", part: "dayOfWeek", op: "in", value: [6, 7] },
        { not: { field: "time", part: "hourOfDay", op: "between", value: [9, 11] } },
      ],
    }),
    rows: [["R7"]],
  },
  {
    name: "part-of-a-cast",
    query: {
      from: "cloudtrail",
      where: { field: "eventID", op: "eq", value: "e-10" },
      select: [
        { field: "requestParameters.when", cast: "timestamp", part: "hourOfDay", as: "hour" },
        { field: "requestParameters.when", cast: "timestamp", part: "dayOfWeek", as: "day" },
        { field: "requestParameters.name", cast: "timestamp", part: "dayOfWeek", as: "none" },
      ],
    },
    rows: [[2, 5, null]],
  },
];

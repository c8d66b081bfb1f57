import type { operatorsOf } from "@trailkeep/core/query";
import type { Predicate } from "../../../oracle/language.ts";
import type { Id } from "./data.ts";

/** A predicate, and the records of which it is true: all others are those of its negation, nulls among them. */
export interface Case {
  readonly where: Predicate;
  readonly holds: readonly Id[];
}

type Type = keyof typeof operatorsOf;
type OperatorOf<T extends Type> = (typeof operatorsOf)[T][number];
type Folding = "eq" | "neq" | "in" | "notIn" | "contains" | "startsWith" | "endsWith" | "like" | "matches";
type Cases<Name extends string> = Readonly<Record<Name, Case>>;

/** Operators of text, of a column or of a path in open JSON: the types say what is missing. */
function ofText(field: string): Cases<OperatorOf<"string"> | `${Folding}-ignoring-case`> {
  const ignoreCase = true;
  return {
    eq: { where: { field, op: "eq", value: "10.0.0.9" }, holds: ["mid"] },
    neq: { where: { field, op: "neq", value: "10.0.0.9" }, holds: ["low", "high"] },
    in: { where: { field, op: "in", value: ["10.0.0.1", "AWS Internal"] }, holds: ["low", "high"] },
    notIn: { where: { field, op: "notIn", value: ["10.0.0.1", "AWS Internal"] }, holds: ["mid"] },
    lt: { where: { field, op: "lt", value: "10.0.0.9" }, holds: ["low"] },
    lte: { where: { field, op: "lte", value: "10.0.0.9" }, holds: ["low", "mid"] },
    gt: { where: { field, op: "gt", value: "10.0.0.9" }, holds: ["high"] },
    gte: { where: { field, op: "gte", value: "10.0.0.9" }, holds: ["mid", "high"] },
    between: { where: { field, op: "between", value: ["10.0.0.1", "10.0.0.9"] }, holds: ["low", "mid"] },
    contains: { where: { field, op: "contains", value: "WS " }, holds: ["high"] },
    startsWith: { where: { field, op: "startsWith", value: "10.0.0." }, holds: ["low", "mid"] },
    endsWith: { where: { field, op: "endsWith", value: "al" }, holds: ["high"] },
    like: { where: { field, op: "like", value: "%S Inter_al" }, holds: ["high"] },
    matches: { where: { field, op: "matches", value: "^[A-Z]+ I" }, holds: ["high"] },
    inCidr: { where: { field, op: "inCidr", value: "10.0.0.0/29" }, holds: ["low"] },
    exists: { where: { field, op: "exists" }, holds: ["low", "mid", "high"] },
    missing: { where: { field, op: "missing" }, holds: ["null", "nulls"] },
    "eq-ignoring-case": { where: { field, op: "eq", value: "aws internal", ignoreCase }, holds: ["high"] },
    "neq-ignoring-case": { where: { field, op: "neq", value: "aws internal", ignoreCase }, holds: ["low", "mid"] },
    "in-ignoring-case": { where: { field, op: "in", value: ["aws INTERNAL", "x"], ignoreCase }, holds: ["high"] },
    "notIn-ignoring-case": {
      where: { field, op: "notIn", value: ["aws INTERNAL"], ignoreCase },
      holds: ["low", "mid"],
    },
    "contains-ignoring-case": { where: { field, op: "contains", value: "ws i", ignoreCase }, holds: ["high"] },
    "startsWith-ignoring-case": { where: { field, op: "startsWith", value: "aws", ignoreCase }, holds: ["high"] },
    "endsWith-ignoring-case": { where: { field, op: "endsWith", value: "NAL", ignoreCase }, holds: ["high"] },
    "like-ignoring-case": { where: { field, op: "like", value: "aws%L", ignoreCase }, holds: ["high"] },
    "matches-ignoring-case": { where: { field, op: "matches", value: "^aws", ignoreCase }, holds: ["high"] },
  };
}

/** Operators of what has an order, given the values of `low`, `mid` and `high`. */
function ofOrdered(field: string, [low, mid, high]: readonly [Value, Value, Value]): Cases<OperatorOf<"integer">> {
  return {
    eq: { where: { field, op: "eq", value: mid }, holds: ["mid"] },
    neq: { where: { field, op: "neq", value: mid }, holds: ["low", "high"] },
    in: { where: { field, op: "in", value: [low, high] }, holds: ["low", "high"] },
    notIn: { where: { field, op: "notIn", value: [low, high] }, holds: ["mid"] },
    lt: { where: { field, op: "lt", value: mid }, holds: ["low"] },
    lte: { where: { field, op: "lte", value: mid }, holds: ["low", "mid"] },
    gt: { where: { field, op: "gt", value: mid }, holds: ["high"] },
    gte: { where: { field, op: "gte", value: mid }, holds: ["mid", "high"] },
    between: { where: { field, op: "between", value: [low, mid] }, holds: ["low", "mid"] },
    exists: { where: { field, op: "exists" }, holds: ["low", "mid", "high"] },
    missing: { where: { field, op: "missing" }, holds: ["null", "nulls"] },
  };
}
type Value = number | string;

const boolean: Cases<OperatorOf<"boolean">> = {
  eq: { where: { field: "readOnly", op: "eq", value: false }, holds: ["low"] },
  neq: { where: { field: "readOnly", op: "neq", value: false }, holds: ["mid", "high"] },
  in: { where: { field: "readOnly", op: "in", value: [true, true] }, holds: ["mid", "high"] },
  notIn: { where: { field: "readOnly", op: "notIn", value: [true] }, holds: ["low"] },
  exists: { where: { field: "readOnly", op: "exists" }, holds: ["low", "mid", "high"] },
  missing: { where: { field: "readOnly", op: "missing" }, holds: ["null", "nulls"] },
};

const json: Cases<OperatorOf<"json">> = {
  exists: { where: { field: "requestParameters", op: "exists" }, holds: ["low", "mid", "high"] },
  missing: { where: { field: "requestParameters", op: "missing" }, holds: ["null", "nulls"] },
};

const any: Cases<"of-a-list" | "of-open-json"> = {
  "of-a-list": {
    where: { field: "resources", op: "any", where: { field: "type", op: "eq", value: "AWS::S3::Object" } },
    holds: ["mid", "high"],
  },
  "of-open-json": {
    where: { field: "requestParameters.items", op: "any", where: { field: "$", op: "eq", value: "2" } },
    holds: ["low", "mid"],
  },
};

/** Comparisons of two fields; null on either side is false. */
function ofFields(field: string, other: string): Cases<"eq" | "neq" | "lt" | "lte" | "gt" | "gte"> {
  return {
    eq: { where: { field, op: "eq", other }, holds: ["mid"] },
    neq: { where: { field, op: "neq", other }, holds: ["low", "high"] },
    lt: { where: { field, op: "lt", other }, holds: ["low"] },
    lte: { where: { field, op: "lte", other }, holds: ["low", "mid"] },
    gt: { where: { field, op: "gt", other }, holds: ["high"] },
    gte: { where: { field, op: "gte", other }, holds: ["mid", "high"] },
  };
}

const average = "insightDetails.insightContext.statistics.insight.average";
const created = "userIdentity.sessionContext.attributes.creationDate";
const creations = ["2026-02-28T00:00:00Z", "2026-03-01T01:00:00+01:00", "2026-03-01T10:00:00.000Z"] as const;

/** The operators of every type, and what is compared with another field or asked of elements. */
export const cases: readonly { readonly type: string; readonly from: string; readonly cases: Cases<string> }[] = [
  { type: "string", from: "cloudtrail", cases: ofText("sourceIPAddress") },
  { type: "path", from: "cloudtrail", cases: ofText("requestParameters.v") },
  { type: "integer", from: "s3_access", cases: ofOrdered("httpStatus", [200, 404, 503]) },
  { type: "double", from: "cloudtrail_insights", cases: ofOrdered(average, [0.5, 2.25, 100]) },
  { type: "timestamp", from: "cloudtrail", cases: ofOrdered(created, creations) },
  { type: "boolean", from: "cloudtrail", cases: boolean },
  { type: "json", from: "cloudtrail", cases: json },
  { type: "any", from: "cloudtrail", cases: any },
  { type: "string-and-field", from: "cloudtrail", cases: ofFields("userIdentity.accountId", "recipientAccountId") },
  { type: "integer-and-field", from: "s3_access", cases: ofFields("bytesSent", "objectSize") },
];

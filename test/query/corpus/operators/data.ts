import type { StoreRow } from "@trailkeep/core/store";
import { record } from "../record.ts";

/**
 * Of every source five records: three with a low, a middle and a high value of each type, one that has only the value
 * that others are compared with, and one that has neither.
 */
export const ids = ["low", "mid", "high", "null", "nulls"] as const;
export type Id = (typeof ids)[number];

const at = (id: Id) => `2026-03-01T10:0${ids.indexOf(id)}:00Z`;

const json = (v: string, n: number, items: string) => `{"v":${JSON.stringify(v)},"n":${n},"items":${items}}`;
const bucket = (type: string) => `[{"ARN":"arn:aws:s3:::b","ARNPrefix":null,"accountId":"1","type":"${type}"}]`;

/** Each comparison's other value is that of `mid`. */
const other = { recipientAccountId: "222222222222" };

const trail: Readonly<Record<Id, Parameters<typeof record>[3]>> = {
  low: {
    ...other,
    sourceIPAddress: "10.0.0.1",
    requestParameters: json("10.0.0.1", 1, "[1,2]"),
    resources: bucket("AWS::S3::Bucket"),
    readOnly: false,
    "userIdentity.accountId": "111111111111",
    "userIdentity.sessionContext.attributes.creationDate": Date.parse("2026-02-28T00:00:00Z"),
  },
  mid: {
    ...other,
    sourceIPAddress: "10.0.0.9",
    requestParameters: json("10.0.0.9", 2, "[2]"),
    resources: bucket("AWS::S3::Object"),
    readOnly: true,
    "userIdentity.accountId": "222222222222",
    "userIdentity.sessionContext.attributes.creationDate": Date.parse("2026-03-01T00:00:00Z"),
  },
  high: {
    ...other,
    sourceIPAddress: "AWS Internal",
    requestParameters: json("AWS Internal", 3, "[3]"),
    resources: bucket("AWS::S3::Object"),
    readOnly: true,
    "userIdentity.accountId": "333333333333",
    "userIdentity.sessionContext.attributes.creationDate": Date.parse("2026-03-01T10:00:00Z"),
  },
  null: other,
  nulls: {},
};

const access: typeof trail = {
  low: { httpStatus: 200n, bytesSent: 1n, objectSize: 2n },
  mid: { httpStatus: 404n, bytesSent: 2n, objectSize: 2n },
  high: { httpStatus: 503n, bytesSent: 3n, objectSize: 2n },
  null: { objectSize: 2n },
  nulls: {},
};

const average = "insightDetails.insightContext.statistics.insight.average";
const insights: typeof trail = {
  low: { [average]: 0.5 },
  mid: { [average]: 2.25 },
  high: { [average]: 100 },
  null: {},
  nulls: {},
};

export const operatorRows: readonly StoreRow[] = ids.flatMap((id, place) => [
  record("cloudtrail", 601 + place, at(id), { eventID: id, ...trail[id] }),
  record("s3_access", 701 + place, at(id), { requestId: id, ...access[id] }),
  record("cloudtrail_insights", 801 + place, at(id), { eventID: id, ...insights[id] }),
]);

import type { Aggregate, GroupItem, Predicate } from "../../../oracle/language.ts";

/** What several tiles ask in the same way. */

export const n: Aggregate = { fn: "count" };
export const mostFirst = [{ field: "n", dir: "desc" }] as const;
export const lastWeek = { last: "7d" };
export const failed: Predicate = { field: "errorCode", op: "exists" };
export const errors: Aggregate = { fn: "countIf", where: failed };
export const users: Aggregate = { fn: "countDistinct", field: "userIdentity.arn" };
export const byDay: GroupItem = { bucket: "1d", as: "day" };
export const isLogin: Predicate = { field: "eventName", op: "eq", value: "ConsoleLogin" };

import type { Aggregate, Predicate } from "../../../oracle/language.ts";
import type { CorpusEntry } from "../entry.ts";
import { byDay, isLogin, lastWeek, mostFirst, n, users } from "./parts.ts";

const outcome = (value: string): Predicate => ({ field: "responseElements.ConsoleLogin", op: "eq", value });
const successes: Aggregate = { fn: "countIf", where: outcome("Success") };
const failures: Aggregate = { fn: "countIf", where: outcome("Failure") };
const logins = { from: "cloudtrail", time: lastWeek, where: isLogin } as const;

/** Console logins. */
export const loginTiles: readonly CorpusEntry[] = [
  {
    name: "tile-logins-by-user",
    query: {
      ...logins,
      groupBy: ["userIdentity.arn"],
      aggregate: { n, successes, failures },
      orderBy: mostFirst,
      limit: 10,
    },
    rows: [
      ["arn:aws:iam::111122223333:user/alice", 3, 2, 1],
      ["arn:aws:iam::111122223333:user/bob", 2, 1, 1],
      ["arn:aws:iam::111122223333:root", 1, 1, 0],
    ],
  },
  {
    name: "tile-logins-over-time",
    query: { ...logins, groupBy: [byDay], aggregate: { n, successes, failures } },
    rows: [
      ["2026-03-01T00:00:00.000Z", 3, 2, 1],
      ["2026-03-02T00:00:00.000Z", 3, 2, 1],
    ],
  },
  {
    name: "tile-users-by-number-of-addresses",
    query: {
      ...logins,
      groupBy: ["userIdentity.arn"],
      aggregate: { addresses: { fn: "countDistinct", field: "sourceIPAddress" } },
      orderBy: [{ field: "addresses", dir: "desc" }],
    },
    rows: [
      ["arn:aws:iam::111122223333:user/alice", 2],
      ["arn:aws:iam::111122223333:user/bob", 2],
      ["arn:aws:iam::111122223333:root", 1],
    ],
  },
  {
    name: "tile-most-common-addresses",
    query: { ...logins, groupBy: ["sourceIPAddress"], aggregate: { n }, orderBy: mostFirst, limit: 2 },
    rows: [
      ["198.51.100.7", 2],
      ["203.0.113.50", 2],
    ],
  },
  {
    name: "tile-logins-by-address",
    query: {
      ...logins,
      groupBy: ["sourceIPAddress"],
      aggregate: { n, successes, users, last: { fn: "max", field: "eventTime" } },
    },
    rows: [
      ["198.51.100.7", 2, 1, 1, "2026-03-01T08:05:00.000Z"],
      ["203.0.113.50", 2, 1, 2, "2026-03-02T09:20:00.000Z"],
      ["203.0.113.9", 2, 2, 2, "2026-03-02T09:00:00.000Z"],
    ],
  },
  {
    name: "tile-login-errors-with-users",
    query: {
      ...logins,
      where: { and: [isLogin, { field: "errorMessage", op: "exists" }] },
      groupBy: ["errorMessage"],
      aggregate: { n, users },
      orderBy: mostFirst,
    },
    rows: [["Failed authentication", 2, 2]],
  },
  {
    name: "tile-distinct-users-over-time",
    query: { ...logins, groupBy: [byDay], aggregate: { users } },
    rows: [
      ["2026-03-01T00:00:00.000Z", 1],
      ["2026-03-02T00:00:00.000Z", 2],
    ],
  },
  {
    name: "tile-logins-without-mfa",
    query: {
      ...logins,
      where: {
        and: [isLogin, outcome("Success"), { not: { field: "additionalEventData.MFAUsed", op: "eq", value: "Yes" } }],
      },
      groupBy: ["userIdentity.type", "userIdentity.arn"],
      aggregate: { n },
      orderBy: mostFirst,
    },
    rows: [
      ["IAMUser", "arn:aws:iam::111122223333:user/alice", 1],
      ["Root", "arn:aws:iam::111122223333:root", 1],
    ],
  },
];

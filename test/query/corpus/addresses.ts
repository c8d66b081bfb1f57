import type { Predicate, Query } from "../../oracle/language.ts";
import type { CorpusEntry } from "./entry.ts";

const ids = (where: Predicate): Query => ({ from: "cloudtrail", where, select: ["eventID"] });
const requests = (where: Predicate): Query => ({ from: "s3_access", where, select: ["requestId"] });

/** Addresses and networks. */
export const addresses: readonly CorpusEntry[] = [
  {
    name: "in-cidr",
    query: ids({ field: "sourceIPAddress", op: "inCidr", value: "203.0.113.0/28" }),
    rows: [["e-04"], ["e-07"]],
  },
  {
    name: "in-cidr-one-of-several",
    query: ids({ field: "sourceIPAddress", op: "inCidr", value: ["203.0.113.20/31", "198.51.100.7/32"] }),
    rows: [["e-01"], ["e-02"], ["e-03"], ["e-05"], ["e-06"], ["e-08"], ["e-10"]],
  },
  {
    name: "in-cidr-a-service-is-in-no-network",
    query: ids({ not: { field: "sourceIPAddress", op: "inCidr", value: ["0.0.0.0/0", "::/0"] } }),
    rows: [["e-11"], [null], ["e-12"]],
  },
  {
    name: "in-cidr-every-spelling-of-ipv6",
    query: requests({ field: "remoteIp", op: "inCidr", value: "2001:db8::/126" }),
    rows: [[null], ["R4"]],
  },
  {
    name: "in-cidr-a-mapped-address-is-not-ipv4",
    query: requests({ field: "remoteIp", op: "inCidr", value: "192.0.2.0/25" }),
    rows: [["R1"], ["R7"]],
  },
  {
    name: "in-cidr-a-mapped-address-is-ipv6",
    query: requests({ field: "remoteIp", op: "inCidr", value: "0:0:0:0:0:FFFF::/96" }),
    rows: [["R5"]],
  },
  {
    name: "in-cidr-of-a-column",
    query: {
      from: "s3_access",
      groupBy: ["remoteIp"],
      aggregate: { n: { fn: "count" } },
      having: { field: "remoteIp", op: "inCidr", value: ["192.0.2.0/24", "192.0.2.1/32"] },
    },
    rows: [
      ["192.0.2.1", 2],
      ["192.0.2.200", 1],
    ],
  },
];

import type { Cell, StoreRow } from "@trailkeep/core/store";
import { record } from "../record.ts";

/** Log events of the sources that Logs Insights discovers by itself, by hand. */

type Named = Readonly<Record<string, Cell>>;

const flow = (id: number, time: string, named: Named) =>
  record("vpc_flow", 300 + id, `2026-03-01T${time}Z`, {
    version: 2n,
    accountId: "123456789010",
    interfaceId: "eni-0a",
    startTime: 1772352000n,
    endTime: 1772352060n,
    logStatus: "OK",
    ...named,
  });
const ssh = { srcAddr: "172.31.16.139", dstAddr: "172.31.16.21", srcPort: 20641n, dstPort: 22n, protocol: 6n };
const flows = [
  flow(1, "10:00:00", { ...ssh, packets: 20n, bytes: 4249n, action: "ACCEPT" }),
  flow(2, "10:01:00", { ...ssh, dstPort: 3389n, packets: 1n, bytes: 40n, action: "REJECT" }),
  flow(3, "11:00:00", { ...ssh, srcAddr: "203.0.113.5", protocol: 17n, packets: 2n, bytes: 900n, action: "ACCEPT" }),
  flow(4, "11:01:00", { interfaceId: "eni-0b", logStatus: "NODATA" }),
];

const dns = (id: number, time: string, named: Named) =>
  record("route53_query", 320 + id, `2026-03-01T${time}Z`, {
    version: "1.0",
    queryTimestamp: Date.parse(`2026-03-01T${time}Z`),
    hostZoneId: "Z123412341234",
    protocol: "UDP",
    edgeLocation: "FRA6",
    responseCode: "NOERROR",
    resolverIp: "192.168.1.1",
    ...named,
  });
const questions = [
  dns(1, "10:00:00.130", { queryName: "example.com", queryType: "A" }),
  dns(2, "10:00:00.235", {
    queryName: "example.com",
    queryType: "AAAA",
    protocol: "TCP",
    resolverIp: "2001:db8::1234",
  }),
  dns(3, "10:05:00", { queryName: "test.example.com", queryType: "A", responseCode: "SERVFAIL" }),
  dns(4, "10:06:00", { queryName: "txt.example.com", queryType: "TXT", ednsClientSubnet: "192.168.222.0/24" }),
];

const first = "3604209a-e9a3-11e6-939a-754dd98c7be3";
const second = "a5b1c2d3-0000-4000-8000-000000000002";
const lambda = (id: number, time: string, requestId: string, named: Named) =>
  record("lambda_log", 340 + id, `2026-03-01T${time}Z`, { requestId, ...named });
const invocations = [
  lambda(1, "10:00:00", first, { type: "START" }),
  lambda(2, "10:00:00.500", first, { fields: '{"level":"warn","took":{"ms":12}}' }),
  lambda(3, "10:00:01", first, { type: "END" }),
  lambda(4, "10:00:01.001", first, {
    type: "REPORT",
    duration: 812.34,
    billedDuration: 813,
    memorySize: 128_000_000n,
    maxMemoryUsed: 60_000_000n,
    initDuration: 100.5,
  }),
  lambda(5, "11:00:01", second, {
    type: "REPORT",
    duration: 1500.25,
    billedDuration: 1501,
    memorySize: 128_000_000n,
    maxMemoryUsed: 70_000_000n,
    xrayTraceId: "1-5e34a614-10bdbf6fcc5a5b8c",
    xraySegmentId: "2f565ed2",
  }),
];

const entry = (id: number, time: string, fields: object) =>
  record("json_log", 360 + id, `2026-03-01T${time}Z`, { fields: JSON.stringify(fields) });
const entries = [
  entry(1, "10:00:00", { level: "info", request: { path: "/a", ms: 12 }, tags: ["x", "y"] }),
  entry(2, "10:00:30", { level: "error", request: { path: "/a", ms: 250 }, code: "E1" }),
  entry(3, "10:01:00", { level: "error", request: { path: "/b", ms: 9 }, code: null }),
  entry(4, "10:02:00", { level: 'say "no" | # \\', "detail-type": "odd" }),
];

export const discoveredRows: readonly StoreRow[] = [flows, questions, invocations, entries].flat();

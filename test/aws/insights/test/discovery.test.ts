import { describe, expect, test } from "vitest";
import { defaultReadings, fieldsOf } from "../index.ts";
import { ask, eventsOf } from "./ask.ts";

/** The discovered fields of a message that are asked for. */
function discovered(message: unknown, ...names: readonly string[]) {
  const [row = {}] = ask(`display ${names.map((name) => name.replace(/^(@*)(.*)$/, "$1`$2`")).join(", ")}`, [message]);
  return row;
}

describe("JSON", () => {
  test("AWS's event: dots go into objects, numbers into lists", () => {
    const event = {
      userIdentity: { type: "IAMUser" },
      requestParameters: { instancesSet: { items: [{ instanceId: "i-abcde123" }] } },
      responseElements: { instancesSet: { items: [{ currentState: { code: 0, name: "pending" } }] } },
    };
    const code = "responseElements.instancesSet.items.0.currentState.code";
    const id = "requestParameters.instancesSet.items.0.instanceId";
    expect(discovered(event, "userIdentity.type", id, code)).toEqual({
      "userIdentity.type": "IAMUser",
      [id]: "i-abcde123",
      [code]: "0",
    });
    expect(
      ask(`fields @timestamp, @message | filter ${id}="i-abcde123" | sort @timestamp desc`, [event, {}]),
    ).toHaveLength(1);
  });

  test("a field @x is @@x", () => {
    expect(discovered({ "@example.com": 1 }, "@@example.com")).toEqual({ "@@example.com": "1" });
  });

  test("the 201st field is not discovered", () => {
    const event = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, index]));
    expect(discovered(event, "f0", "f199", "f200")).toEqual({ f0: "0", f199: "199" });
  });

  test("numbers keep their text", () => {
    expect(discovered('{"a":9223372036854775807,"b":1.0,"c":1e3,"d":-0}', "a", "b", "c", "d")).toEqual({
      a: "9223372036854775807",
      b: "1.0",
      c: "1e3",
      d: "-0",
    });
  });

  test("an object has no value of its own, nor has a list or JSON null", () => {
    expect(discovered({ a: { b: 1 }, c: [1], d: null }, "a", "c", "d", "c.0")).toEqual({ "c.0": "1" });
  });

  test("what is no object is only a message", () => {
    expect(discovered('["a"]', "0", "@message")).toEqual({ "@message": '["a"]' });
    expect(discovered('{"a":1', "a")).toEqual({});
  });

  test("nothing is discovered outside the Standard class", () => {
    const [event] = eventsOf([{ a: 1 }]);
    if (event === undefined) throw new Error("no event");
    expect(fieldsOf(event, defaultReadings).get("a")).toBe(1);
    expect(fieldsOf({ ...event, discovered: false }, defaultReadings).get("a")).toBeUndefined();
  });
});

test("VPC flow logs, with and without data", () => {
  const accepted =
    "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK";
  const none = "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA";
  const query = "fields srcAddr, dstPort, bytes, action, logStatus | sort bytes desc";
  expect(ask(query, [accepted, none])).toEqual([
    { srcAddr: "172.31.16.139", dstPort: "22", bytes: "4249", action: "ACCEPT", logStatus: "OK" },
    { srcAddr: "-", dstPort: "-", bytes: "-", action: "-", logStatus: "NODATA" },
  ]);
  expect(ask(query, [none], { dash: "missing" })).toEqual([{ logStatus: "NODATA" }]);
  expect(ask("filter protocol=6 | stats count(*) as n by srcAddr", [accepted, none])).toEqual([
    { srcAddr: "172.31.16.139", n: "1" },
  ]);
});

test("Route 53 query logs", () => {
  const line =
    "1.0 2017-12-13T08:15:50.235Z Z123412341234 example.com AAAA NOERROR TCP IAD12 192.168.3.1 192.168.222.0/24";
  expect(
    ask("fields queryName, queryType, responseCode, protocol, edgeLocation, resolverIp, ednsClientSubnet", [line]),
  ).toEqual([
    {
      queryName: "example.com",
      queryType: "AAAA",
      responseCode: "NOERROR",
      protocol: "TCP",
      edgeLocation: "IAD12",
      resolverIp: "192.168.3.1",
      ednsClientSubnet: "192.168.222.0/24",
    },
  ]);
});

test("Lambda logs: reports, and JSON embedded in a function's line", () => {
  const id = "3604209a-e9a3-11e6-939a-754dd98c7be3";
  const report = `REPORT RequestId: ${id}\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 18 MB\tInit Duration: 100.5 ms\t\nXRAY TraceId: 1-5e34a614-10bdbf6fcc5a5b8c\tSegmentId: 2f56\tSampled: true\t`;
  expect(
    discovered(
      report,
      "@type",
      "@requestId",
      "@duration",
      "@billedDuration",
      "@memorySize",
      "@maxMemoryUsed",
      "@initDuration",
      "@xrayTraceId",
      "@xraySegmentId",
    ),
  ).toEqual({
    "@type": "REPORT",
    "@requestId": id,
    "@duration": "12.34",
    "@billedDuration": "13",
    "@memorySize": "128000000",
    "@maxMemoryUsed": "18000000",
    "@initDuration": "100.5",
    "@xrayTraceId": "1-5e34a614-10bdbf6fcc5a5b8c",
    "@xraySegmentId": "2f56",
  });
  const line = `2026-03-01T00:00:00.000Z\t${id}\tINFO\t{"level":"warn","n":2}`;
  expect(discovered(line, "@requestId", "level", "n")).toEqual({ "@requestId": id, level: "warn", n: "2" });
});

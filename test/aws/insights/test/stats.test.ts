import { describe, expect, test } from "vitest";
import { ask, askEvents, column, eventsOf } from "./ask.ts";

const flows = [
  { srcAddr: "10.0.0.1", dstAddr: "10.0.0.9", bytes: 100, packets: 1 },
  { srcAddr: "10.0.0.1", dstAddr: "10.0.0.9", bytes: 300, packets: 2 },
  { srcAddr: "10.0.0.2", dstAddr: "10.0.0.9", bytes: 50, packets: 9 },
  { srcAddr: "192.0.2.7", dstAddr: "10.0.0.8", bytes: 7, packets: 1 },
];

describe("stats", () => {
  test("groups, its columns the keys and then the aggregates, named by their text", () => {
    const query =
      "stats sum(packets) as packetsTransferred by srcAddr, dstAddr | sort packetsTransferred desc | limit 2";
    expect(ask(query, flows)).toEqual([
      { srcAddr: "10.0.0.2", dstAddr: "10.0.0.9", packetsTransferred: "9" },
      { srcAddr: "10.0.0.1", dstAddr: "10.0.0.9", packetsTransferred: "3" },
    ]);
    const [first] = ask("stats avg(bytes), max(bytes) by dstAddr | sort dstAddr desc", flows);
    expect(Object.entries(first ?? {})).toEqual([
      ["dstAddr", "10.0.0.9"],
      ["avg(bytes)", "150"],
      ["max(bytes)", "300"],
    ]);
  });

  test("every aggregate", () => {
    const query = `stats count(*) as a, count(bytes) as b, count_distinct(srcAddr) as c, countDistinct(dstAddr) as d,
      min(bytes) as e, max(srcAddr) as f, avg(packets) as g, pct(bytes, 50) as h, stddev(n) as i, variance(n) as j,
      earliest(bytes) as k, latest(bytes) as l, sortsFirst(srcAddr) as m, sortsLast(srcAddr) as o, values(dstAddr) as p`;
    const messages = [...flows, { n: 2 }, { n: 4 }];
    expect(ask(query, messages)).toEqual([
      {
        a: "6",
        b: "4",
        c: "3",
        d: "2",
        e: "7",
        f: "192.0.2.7",
        g: "3.25",
        h: "50",
        i: "1",
        j: "1",
        k: "100",
        l: "7",
        m: "10.0.0.1",
        o: "192.0.2.7",
        p: '["10.0.0.8","10.0.0.9"]',
      },
    ]);
  });

  test("aggregates in arithmetic, and outputs by their alias", () => {
    const query = `filter @type = "REPORT"
      | stats max(@memorySize / 1000 / 1000) as provisonedMemoryMB,
          min(@maxMemoryUsed / 1000 / 1000) as smallestMemoryRequestMB,
          avg(@maxMemoryUsed / 1000 / 1000) as avgMemoryUsedMB,
          max(@maxMemoryUsed / 1000 / 1000) as maxMemoryUsedMB,
          provisonedMemoryMB - maxMemoryUsedMB as overProvisionedMB`;
    const report = (usedMb: number) =>
      `REPORT RequestId: 3f8ad3ee-0000-4000-8000-000000000001\tDuration: 4.5 ms\tBilled Duration: 5 ms\tMemory Size: 128 MB\tMax Memory Used: ${usedMb} MB\t`;
    expect(
      ask(query, [report(50), report(60), "START RequestId: 3f8ad3ee-0000-4000-8000-000000000001 Version: 1"]),
    ).toEqual([
      {
        provisonedMemoryMB: "128",
        smallestMemoryRequestMB: "50",
        avgMemoryUsedMB: "55",
        maxMemoryUsedMB: "60",
        overProvisionedMB: "68",
      },
    ]);
  });

  test("events without a key are a group without that cell, unless the reading drops them", () => {
    const messages = [{ k: "a" }, {}, {}];
    expect(ask("stats count(*) as n by k | sort n asc", messages)).toEqual([{ k: "a", n: "1" }, { n: "2" }]);
    expect(ask("stats count(*) as n by k", messages, { missingGroupKeys: "dropped" })).toEqual([{ k: "a", n: "1" }]);
  });

  test("nothing gives no row, or one, by reading; a sum of nothing is left out", () => {
    expect(ask("filter a = 1 | stats count(*) as n", [{}])).toEqual([]);
    expect(ask("filter a = 1 | stats count(*) as n, sum(a) as s", [{}], { emptyStats: "row" })).toEqual([{ n: "0" }]);
    expect(ask("stats count(*) as n, sum(a) as s", [{}])).toEqual([{ n: "1" }]);
  });

  test("a filter after it is SQL's having", () => {
    expect(ask("stats count(*) as n by srcAddr | filter n > 1", flows)).toEqual([{ srcAddr: "10.0.0.1", n: "2" }]);
  });

  test("stats of stats", () => {
    const query = `STATS count_distinct(client_ip) AS session_ips, count(*) AS requests BY session_id, client_platform
      | FILTER session_ips > 1
      | STATS count(*) AS multiple_ip_sessions, sum(requests) / count(*) AS avg_session_requests BY client_platform`;
    const messages = [
      { session_id: 1, client_platform: "web", client_ip: "a" },
      { session_id: 1, client_platform: "web", client_ip: "b" },
      { session_id: 1, client_platform: "web", client_ip: "b" },
      { session_id: 2, client_platform: "web", client_ip: "c" },
    ];
    expect(ask(query, messages)).toEqual([
      { client_platform: "web", multiple_ip_sessions: "1", avg_session_requests: "3" },
    ]);
  });

  test("the time goes on to a second stage under an alias", () => {
    const query = `FIELDS strlen(@message) AS message_length
      | STATS sum(message_length) AS ingested_bytes, max(@timestamp) as @t BY @logStream
      | STATS avg(ingested_bytes) as mean BY dateceil(@t, 5m)`;
    expect(ask(query, ["ab", "cdef"])).toEqual([{ "dateceil(@t, 5m)": "2026-03-01 00:05:00.000", mean: "6" }]);
  });

  test("an approximate count is off beyond its limit", () => {
    const messages = Array.from({ length: 5 }, (_, n) => ({ n }));
    expect(column("d", "stats countDistinct(n) as d", messages, { exactDistinctUpTo: 4 })).toEqual(["6"]);
    expect(column("d", "stats count(*) as c by n | stats count(*) as d", messages, { exactDistinctUpTo: 4 })).toEqual([
      "5",
    ]);
  });
});

describe("bin", () => {
  const at = (iso: string) => ({ ...eventsOf([{}])[0], timestamp: Date.parse(iso) });
  const bins = (period: string, ...times: readonly string[]) => {
    const [blank] = eventsOf([{}]);
    const events = blank === undefined ? [] : times.map((iso) => ({ ...blank, ...at(iso) }));
    return askEvents(`stats count(*) as n by bin(${period}) as t | sort t asc`, events).map(({ t, n }) => `${t} ${n}`);
  };

  test("rounds down to the period, the Unix epoch first", () => {
    const times = ["2026-03-01T00:04:59.999Z", "2026-03-01T00:05:00Z", "1969-12-31T23:59:59Z"];
    expect(bins("5m", ...times)).toEqual([
      "1969-12-31 23:55:00.000 1",
      "2026-03-01 00:00:00.000 1",
      "2026-03-01 00:05:00.000 1",
    ]);
  });

  test("a unit has a greatest count: bin(300s) is a minute", () => {
    const times = ["2026-03-01T00:00:30Z", "2026-03-01T00:01:30Z"];
    expect(bins("300s", ...times)).toEqual(["2026-03-01 00:00:00.000 1", "2026-03-01 00:01:00.000 1"]);
    expect(bins("5m", ...times)).toEqual(["2026-03-01 00:00:00.000 2"]);
    expect(bins("48h", "2026-03-01T01:00:00Z", "2026-03-02T01:00:00Z")).toHaveLength(2);
  });

  test.each(["1day", "1d", "24hrs", "24h", "24 hours".replace(" ", "")])("%s is a day", (period) => {
    expect(bins(period, "2026-03-01T23:00:00Z")).toEqual(["2026-03-01 00:00:00.000 1"]);
  });

  test("months and quarters are the calendar's", () => {
    expect(bins("1mo", "2026-03-31T23:59:59Z")).toEqual(["2026-03-01 00:00:00.000 1"]);
    expect(bins("1q", "2026-03-31T23:59:59Z")).toEqual(["2026-01-01 00:00:00.000 1"]);
    expect(bins("1y", "2026-03-31T23:59:59Z")).toEqual(["2026-01-01 00:00:00.000 1"]);
  });
});

import type { Predicate } from "@trailkeep/core/query";
import { describe, expect, it } from "vitest";
import { rowsOf } from "./rows.ts";

/** Which of the texts, each in a record's source address, satisfy a predicate. */
async function found(predicate: Predicate, texts: readonly string[]): Promise<unknown[]> {
  const cloudtrail = texts.map((text, index) => ({
    source_ip_address: `'${text}'`,
    event_time: `TIMESTAMP '2026-03-01' + INTERVAL ${index} SECOND`,
  }));
  const rows = await rowsOf({ from: "cloudtrail", where: predicate, select: ["sourceIPAddress"] }, { cloudtrail });
  return rows.map(([text]) => text);
}

const inCidr = (value: string | string[]): Predicate => ({ field: "sourceIPAddress", op: "inCidr", value });

describe("inCidr", () => {
  it("takes dotted decimal and nothing like it", async () => {
    const texts = [
      "10.0.0.0",
      "10.255.255.255",
      "11.0.0.0",
      "10.0.0.01",
      "10.0.0",
      "10.0.0.256",
      " 10.0.0.1",
      "::10.0.0.1",
    ];
    expect(await found(inCidr("10.0.0.0/8"), texts)).toEqual(["10.0.0.0", "10.255.255.255"]);
    expect(await found(inCidr("0.0.0.0/0"), texts)).toEqual(["10.0.0.0", "10.255.255.255", "11.0.0.0"]);
    expect(await found({ not: inCidr("0.0.0.0/1") }, ["AWS Internal", "127.0.0.1", "128.0.0.0"])).toEqual([
      "AWS Internal",
      "128.0.0.0",
    ]);
  });

  it("takes every text form of IPv6", async () => {
    const same = [
      ...["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "2001:DB8::0001", "2001:db8:0:0::1", "2001:db8::0.0.0.1"],
      ...["2001:db8:0:0:0:0:0.0.0.1", "2001:db8:0:0:0:0::1", "2001:db8::0:0:0:0:1"],
    ];
    const none = [
      "2001:db8::2",
      "2001:db8::1%eth0",
      "[2001:db8::1]",
      "2001:db8:::1",
      "2001:db8::0::1",
      "1:2:3:4:5:6:7",
    ];
    expect(await found(inCidr("2001:db8::1/128"), [...same, ...none])).toEqual(same);
    expect(await found(inCidr("::/127"), ["::", "::1", "::2", "0:0:0:0:0:0:0:0", "::0.0.0.1", "0.0.0.1"])).toEqual([
      ...["::", "::1", "0:0:0:0:0:0:0:0", "::0.0.0.1"],
    ]);
    const edges = [
      "1:2:3:4:5:6:7::",
      "::2:3:4:5:6:7:8",
      "1::8",
      "1:2:3:4:5:6:1.2.3.4",
      "::ffff:1.2.3.4",
      "1:2:3:4:5:6:7:8::",
    ];
    expect(await found(inCidr("::/0"), edges)).toEqual(edges.slice(0, 5));
    expect(await found(inCidr("::ffff:102:304/128"), edges)).toEqual(["::ffff:1.2.3.4"]);
  });

  it("finds each of a thousand networks, and their neighbours not", async () => {
    const networks = Array.from({ length: 1_000 }, (_, index) => `10.${index >> 8}.${index & 255}.64/26`);
    const texts = [
      "10.0.0.64",
      "10.3.231.127",
      "10.1.7.100",
      "10.0.0.63",
      "10.0.0.128",
      "10.3.232.64",
      "9.255.255.255",
    ];
    expect(await found(inCidr(networks), texts)).toEqual(["10.0.0.64", "10.3.231.127", "10.1.7.100"]);
    expect(await found(inCidr([...networks, "2001:db8::/32"].slice(1)), ["2001:db8:ffff::", ...texts])).toEqual([
      ...["2001:db8:ffff::", "10.3.231.127", "10.1.7.100"],
    ]);
  });
});

/** Which documents, each in a record's request parameters, satisfy a predicate. */
async function documents(predicate: Predicate, texts: readonly (string | null)[]): Promise<number[]> {
  const cloudtrail = texts.map((text, index) => ({
    request_parameters: text === null ? "NULL" : `'${text}'`,
    event_id: `'${index}'`,
    event_time: `TIMESTAMP '2026-03-01'`,
  }));
  const rows = await rowsOf({ from: "cloudtrail", where: predicate, select: ["eventID"] }, { cloudtrail });
  return rows.map(([id]) => Number(id));
}

describe("any", () => {
  const given = [
    '{"items":[{"port":22,"ranges":["10.0.0.1","::1"]},{"port":"x"}]}',
    '{"items":[{"port":80,"ranges":[["10.0.0.1"]]}]}',
    '{"items":{"port":22}}',
    '{"items":[]}',
    '{"items":[null,"22",22]}',
    null,
  ];
  const any = (field: string, where: Predicate): Predicate => ({ field, op: "any", where });

  it("looks at each element of an array in open JSON", async () => {
    const port: Predicate = { field: "port", cast: "integer", op: "lte", value: 22 };
    expect(await documents(any("requestParameters.items", port), given)).toEqual([0]);
    expect(await documents({ not: any("requestParameters.items", port) }, given)).toEqual([1, 2, 3, 4, 5]);
    const other: Predicate = { not: { field: "port", op: "eq", value: "22" } };
    expect(await documents(any("requestParameters.items", other), given)).toEqual([0, 1, 4]);
    expect(await documents(any("requestParameters.items", { field: "$", op: "eq", value: "22" }), given)).toEqual([4]);
    expect(await documents(any("requestParameters.items", { field: "$", op: "missing" }), given)).toEqual([0, 1, 4]);
  });

  it("nests, and takes networks inside", async () => {
    const address = (value: string): Predicate => ({ field: "$", op: "inCidr", value });
    const nested = any("requestParameters.items", any("ranges", address("10.0.0.0/8")));
    expect(await documents(nested, given)).toEqual([0]);
    const six = any("requestParameters.items", any("ranges", address("::/64")));
    expect(await documents(six, given)).toEqual([0]);
    const deep = any("requestParameters.items", any("ranges", any("$", address("10.0.0.0/8"))));
    expect(await documents(deep, given)).toEqual([1]);
  });

  it("looks into lists of the catalog", async () => {
    const cloudtrail = [
      { event_id: "'a'", resources: `[{'ARN': 'x', 'type': 'bucket'}, {'ARN': 'y', 'type': NULL}]` },
      { event_id: "'b'", resources: `[{'ARN': 'y', 'type': 'bucket'}]` },
      { event_id: "'c'", resources: "NULL" },
    ].map(({ resources, ...rest }) => ({ ...rest, resources: resources === "NULL" ? resources : filled(resources) }));
    const both: Predicate = {
      and: [
        { field: "ARN", op: "eq", value: "y" },
        { field: "type", op: "eq", value: "bucket" },
      ],
    };
    const query = (where: Predicate) => ({ from: "cloudtrail", where, select: ["eventID"] });
    expect(await rowsOf(query(any("resources", both)), { cloudtrail })).toEqual([["b"]]);
    expect(await rowsOf(query({ not: any("resources", both) }), { cloudtrail })).toEqual([["a"], ["c"]]);
  });
});

/** Elements with all members that the column has. */
function filled(elements: string): string {
  return `list_transform(${elements}, lambda e: {'ARN': e.ARN, 'ARNPrefix': NULL, 'accountId': NULL, 'type': e.type})`;
}

describe("two fields of a record", () => {
  const cloudtrail = [
    `{"i":"9007199254740993","d":"9007199254740992.0","t":"A","u":"a"}`,
    `{"i":"9007199254740992","d":"9007199254740992.0","t":"a","u":"a"}`,
    `{"i":"-3","d":"-2.5","t":"b","u":"a"}`,
    `{"i":"1","d":"1e300","u":"a"}`,
    `{"i":"1"}`,
    `{"d":"1"}`,
  ].map((text, index) => ({ request_parameters: `'${text}'`, event_id: `'${index}'` }));
  const ids = async (where: object) =>
    (await rowsOf({ from: "cloudtrail", where, select: ["eventID"] }, { cloudtrail })).map(([id]) => Number(id));
  const integer = { field: "requestParameters.i", cast: "integer" } as const;
  const double = { field: "requestParameters.d", cast: "double" } as const;

  it.each([
    ["eq", [1], [1]],
    ["neq", [0, 2, 3], [0, 2, 3]],
    ["lt", [2, 3], [0]],
    ["lte", [1, 2, 3], [0, 1]],
    ["gt", [0], [2, 3]],
    ["gte", [0, 1], [1, 2, 3]],
  ] as const)("an integer %s a double, exactly", async (op, forth, back) => {
    expect(await ids({ ...integer, op, other: double })).toEqual(forth);
    expect(await ids({ ...double, op, other: integer })).toEqual(back);
  });

  it("null is equal to nothing, and case may be ignored", async () => {
    const [field, other] = ["requestParameters.t", "requestParameters.u"];
    expect(await ids({ field, op: "eq", other })).toEqual([1]);
    expect(await ids({ field, op: "eq", other, ignoreCase: true })).toEqual([0, 1]);
    expect(await ids({ field, op: "neq", other })).toEqual([0, 2]);
    expect(await ids({ not: { field, op: "neq", other } })).toEqual([1, 3, 4, 5]);
  });
});

describe("parts of dates", () => {
  it("are UTC, and the week begins on Monday", async () => {
    const cloudtrail = ["2026-03-01T23:59:59.999", "2026-03-02T00:00:00", "1969-12-31T23:00:00"].map((time) => ({
      event_time: `TIMESTAMP '${time}'`,
      request_parameters: `'{"at":"2026-03-01T00:30:00+01:00"}'`,
    }));
    const at = { field: "requestParameters.at", cast: "timestamp" } as const;
    const select = [
      { field: "eventTime", part: "dayOfWeek", as: "day" },
      { field: "eventTime", part: "hourOfDay", as: "hour" },
      { ...at, part: "hourOfDay", as: "atHour" },
      { ...at, part: "dayOfWeek", as: "atDay" },
    ];
    expect(await rowsOf({ from: "cloudtrail", select }, { cloudtrail })).toEqual([
      [3, 23, 23, 6],
      [7, 23, 23, 6],
      [1, 0, 23, 6],
    ]);
    const grouped = {
      from: "cloudtrail",
      groupBy: [{ field: "eventTime", part: "hourOfDay", as: "hour" }],
      aggregate: { n: { fn: "count" }, days: { fn: "sum", field: "eventTime", part: "dayOfWeek" } },
    };
    expect(await rowsOf(grouped, { cloudtrail })).toEqual([
      [0, 1, 1],
      [23, 2, 10],
    ]);
  });
});

import { describe as sentence, TrailkeepError } from "@trailkeep/core/error";
import { parseStores } from "@trailkeep/core/stores";
import { describe, expect, it } from "vitest";

/** The stores file: what it may say, and that every mistake is told with its line. */

const uuid = `0a1b2c3d-f852-4e8f-8bd1-bcf6c0123456`;

const whole = `
stores:
  lake:
    engine: lake
    region: eu-west-1
    account: "012345678901"
    assumeRole: { roleArn: "arn:aws:iam::012345678901:role/audit/Reader", externalId: "a-b:c" }
    usdPerGb: 0.0076
    sources:
      cloudtrail:
        eventDataStores: [${uuid}, "arn:aws:cloudtrail:eu-west-1:012345678901:eventdatastore/${uuid}"]
        holds: { start: 2024-01-01, accounts: ["012345678901"], regions: [eu-west-1] }
  athena:
    engine: athena
    region: eu-west-1
    workgroup: audit
    outputLocation: s3://results-bucket/athena/
    expectedBucketOwner: "012345678901"
    bytesScannedCutoff: 10000000000
    resultReuseMinutes: 60
    sources:
      cloudtrail:
        shape: raw
        table: { database: logs, table: cloudtrail_logs }
        datePartition: timestamp
        pinned: { account: ["012345678901"] }
      s3_access:
        shape: store
        fresh: { database: audit, table: s3_access_fresh }
  groups:
    engine: insights
    region: eu-west-1
    sources:
      cloudtrail: { logGroups: [aws-cloudtrail-logs], logGroupPrefixes: [/org/trail/] }
  cold:
    engine: local
    folder: cold-store
`;

function problems(text: string): string {
  try {
    parseStores(text, "stores.yaml");
  } catch (error) {
    if (error instanceof TrailkeepError && error.code === "invalid-config")
      return error.problems.map(sentence).join("\n");
    throw error;
  }
  return "no problem";
}

/** The whole file with one line changed. */
function changed(from: string, to: string): string {
  expect(whole).toContain(from);
  return whole.replace(from, to);
}

describe("a stores file", () => {
  it("is read with its defaults", () => {
    const { stores } = parseStores(whole, "stores.yaml");
    expect(Object.keys(stores)).toEqual(["lake", "athena", "groups", "cold"]);
    expect(stores["lake"]).toMatchObject({ engine: "lake", mayRepeat: true, maxRuntimeMinutes: 60, usdPerGb: 0.0076 });
    expect(stores["athena"]).toMatchObject({
      usdPerTb: 5,
      sources: {
        cloudtrail: { shape: "raw", datePartition: "timestamp" },
        s3_access: { shape: "store", archive: null, archivedThrough: null },
      },
    });
    expect(stores["groups"]).toMatchObject({ skewMinutes: 15, logGroupClass: "STANDARD", usdPerGb: 0.005 });
  });

  it("may be JSON", () => {
    const text = JSON.stringify({ stores: { cold: { engine: "local", folder: "x" } } });
    expect(parseStores(text, "stores.json")).toMatchObject({ stores: { cold: { engine: "local", folder: "x" } } });
  });

  it("may name nothing but where retention is kept", () => {
    const text = 'retention:\n  - { account: "012345678901", region: eu-west-1 }\n';
    expect(parseStores(text, "stores.yaml")).toEqual({
      stores: {},
      retention: [{ account: "012345678901", region: "eu-west-1" }],
    });
  });

  it.each(["{}", "{ stores: {}, retention: [] }"])("is refused if it names nothing: %s", (text) => {
    expect(() => parseStores(text, "stores.yaml")).toThrow("declare at least one store");
  });

  it("says where a place of retention is wrong", () => {
    const text = "retention:\n  - account: 12345678901\n    region: eu-west-1\n    kinds: [bucket]\n";
    expect(() => parseStores(text, "stores.yaml")).toThrow(/in quotes.* at stores.yaml:2:5.* at stores.yaml:4:13/s);
  });

  const place = 'retention:\n  - account: "012345678901"\n    region: eu-west-1\n';
  const s3Stores =
    "    s3Stores:\n      - { location: s3://own-store/, database: trailkeep, ledger: trailkeep-ledger }\n";

  it("takes stores on S3 with `s3_store` among its kinds, or without kinds", () => {
    for (const kinds of ["", "    kinds: [log_group, s3_store]\n"]) {
      const { retention } = parseStores(place + kinds + s3Stores, "stores.yaml");
      expect(retention).toMatchObject([{ s3Stores: [{ location: "s3://own-store/" }] }]);
    }
  });

  it("refuses stores on S3 and kinds that pass each other by", () => {
    expect(() => parseStores(`${place}    kinds: [log_group]\n${s3Stores}`, "stores.yaml")).toThrow(
      "`retention.0.s3Stores`: they are looked at only if `kinds` names `s3_store` too at stores.yaml:5:5",
    );
    expect(() => parseStores(`${place}    kinds: [log_group, s3_store]\n`, "stores.yaml")).toThrow(
      "`retention.0.kinds`: `s3_store` needs `s3Stores`, which say where the stores are at stores.yaml:4:5",
    );
  });
});

it("a source that a kind of store does not hold is told so", () => {
  const own = 'region: eu-west-1, location: "s3://our-store/", ledger: our-ledger, cacheFolder: c';
  expect(() =>
    parseStores(`stores: { a: { engine: fetched, ${own}, sources: { vpc_flow: {} } } }`, "stores.yaml"),
  ).toThrow(/a store of this kind does not hold `vpc_flow` at stores.yaml:1:\d+/);
});

/** `stores.yaml:line:column` of where a text stands. */
function placeOf(text: string, marker: string): string {
  const before = text.slice(0, text.indexOf(marker)).split("\n");
  return `stores.yaml:${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

describe("a mistake is told with its line and column", () => {
  it.each([
    ["an unknown key", "workgroup: audit", "workgruop: audit", "workgruop", "did you mean `workgroup`?"],
    ["an unknown engine", "engine: insights", "engine: insight", "engine: insight", "lake, athena or insights"],
    ["an unknown source", "s3_access:", "s3_acces:", "s3_acces:", "did you mean `s3_access`?"],
    [
      "a source that no store keeps",
      "s3_access:",
      "object_access:",
      "object_access:",
      "declare s3_access and cloudtrail",
    ],
    ["an account as a number", 'account: "012345678901"\n', "account: 012345678901\n", "account: 0", "in quotes"],
    ["a region that is none", "region: eu-west-1\n    workgroup", "region: Ireland\n    w", "region: I", "eu-west-1"],
    ["no id of a store", `[${uuid}, `, "[audit-store, ", "audit-store", "its id, a UUID"],
    [
      "an ARN of elsewhere",
      "arn:aws:cloudtrail:eu",
      "arn:aws:cloudtrail:us",
      '"arn:aws:cloudtrail',
      "ARN is of us-west-1",
    ],
    ["an inverted range", "start: 2024-01-01,", "start: 2024-01-01, end: 2023-01-01,", "end:", "ends before it begins"],
    ["no day", "start: 2024-01-01,", "start: 2024-13-01,", "start:", "no such moment"],
    ["no role", "arn:aws:iam::012345678901:role/audit/Reader", "Reader", "roleArn", "ARN of a role"],
    ["no place in S3", "s3://results-bucket/athena/", "results-bucket", "outputLocation", "s3://bucket/prefix/"],
    ["too low a cut-off", "10000000000", "1000", "bytesScannedCutoff", "10000000"],
    [
      "no log group",
      "{ logGroups: [aws-cloudtrail-logs], logGroupPrefixes: [/org/trail/] }",
      "{}",
      "cloudtrail: {}",
      "name log groups",
    ],
    ["a bad log group", "[aws-cloudtrail-logs]", '["a b"]', '"a b"', "a log group is named"],
    ["a reserved name", "  cold:", "  auto:", "auto:", "a meaning of their own"],
    ["a missing key", "    folder: cold-store\n", "", "cold:", "`stores.cold.folder`"],
    ["broken YAML", "workgroup: audit", "workgroup: [audit", "outputLocation", "must be sufficiently indented"],
    ["a key twice", "workgroup: audit", "workgroup: audit\n    workgroup: other", "workgroup: other", "unique"],
  ])("%s", (_, from, to, marker, message) => {
    const text = changed(from, to);
    const told = problems(text);
    expect(told).toContain(message);
    expect(told).toContain(`at ${placeOf(text, marker)}`);
  });

  it.each([
    ["http://169.254.169.254/", false],
    ["http://vpce-1.example.com", false],
    ["https://vpce-1.example.com", true],
    ["http://127.0.0.1:4566", true],
    ["ftp://127.0.0.1", false],
  ])("an endpoint %s is taken: %s", (endpoint, taken) => {
    const text = changed("    usdPerGb: 0.0076", `    endpoint: ${endpoint}`);
    expect(problems(text) === "no problem").toBe(taken);
  });

  it("all of them at once", () => {
    const text = changed("    workgroup: audit", "    workgruop: audit").replace("engine: insights", "engine: insight");
    expect(problems(text).split("\n")).toHaveLength(2);
  });

  it.each(["", "stores:", "stores: {}", "[]", "hello"])("nothing in it: %j", (text) => {
    expect(problems(text)).toMatch(/stores\.yaml:1:1/);
  });
});

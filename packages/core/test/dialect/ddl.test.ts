import { localSourceNames } from "@trailkeep/core/catalog";
import { tableDdl, tabledSource } from "@trailkeep/core/ddl";
import { describe, expect, it } from "vitest";

const options = {
  database: "trailkeep",
  location: "s3://amzn-s3-demo-bucket/store",
  from: "2024-01-01",
  accounts: ["111122223333"],
  regions: ["eu-west-1", "us-east-1"],
};

const written = {
  ...Object.fromEntries(
    localSourceNames.map((source) => [`store of ${source}`, () => tableDdl(source, "store", options)]),
  ),
  "raw CloudTrail of one account": () => tableDdl("cloudtrail", "raw", options),
  "raw CloudTrail of an organization's accounts": () =>
    tableDdl("cloudtrail", "raw", {
      ...options,
      organization: "o-exampleorgid",
      accounts: ["111122223333", "444455556666"],
    }),
  "raw CloudTrail of an organization": () =>
    tableDdl("cloudtrail", "raw", { ...options, organization: "o-exampleorgid", accounts: [] }),
  "raw access logs by day": () => tableDdl("s3_access", "raw", options),
  "raw access logs in one folder": () => tableDdl("s3_access", "raw", { ...options, simplePrefix: true }),
} satisfies Record<string, () => readonly string[]>;

describe("the statements that make tables", () => {
  it("are those that were looked at", async () => {
    const texts = Object.entries(written).map(([name, write]) => `-- # ${name}\n${write().join(";\n\n")};\n`);
    await expect(texts.join("\n")).toMatchFileSnapshot("ddl.sql");
  });

  it("read an access log's line into its columns", () => {
    const [statement = ""] = tableDdl("s3_access", "raw", options);
    const [, pattern = ""] = /'input.regex' = '((?:[^'\\]|\\.)*)'/.exec(statement) ?? [];
    // Hive's literal, then Java's pattern, which is JavaScript's here.
    const line = new RegExp(`^${pattern.replace(/\\(.)/g, "$1")}`);
    const old = `owner payroll [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - 3E57 REST.GET.OBJECT a%2520b "GET /payroll/a%20b HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4" -`;
    expect(line.exec(old)?.slice(1)).toEqual([
      ...["owner", "payroll", "06/Feb/2019:00:00:38 +0000", "192.0.2.3", "-", "3E57", "REST.GET.OBJECT", "a%2520b"],
      ...['"GET /payroll/a%20b HTTP/1.1"', "200", "-", "113", "-", "7", "-", '"-"', '"S3Console/0.4"', "-"],
      ...Array.from({ length: 9 }),
    ]);
    const tail = [
      "hostid=",
      "SigV4",
      "cipher",
      "AuthHeader",
      "payroll.s3.amazonaws.com",
      "TLSv1.2",
      "-",
      "Yes",
      "eu-west-1",
    ];
    expect(line.exec(`${old} ${tail.join(" ")} further`)?.slice(19)).toEqual(tail);
  });

  it.each([
    ["a database", { database: "a`b" }, /no name of a table or database/],
    ["a table", { table: "A" }, /no name of a table or database/],
    ["a location", { location: "s3://b'; DROP TABLE x" }, /no location in S3/],
    ["an account", { accounts: ["1"] }, /no account id/],
    ["a region", { regions: ["moon"] }, /no region/],
    ["no region", { regions: [] }, /no region is named/],
    ["no account", { accounts: [] }, /no account is named/],
    ["an organization", { organization: "acme" }, /no organization/],
    ["a day", { from: "yesterday" }, /no day/],
  ])("refuse %s that is none", (_, wrong, message) => {
    expect(() => tableDdl("cloudtrail", "raw", { ...options, ...wrong })).toThrow(
      expect.objectContaining({ code: "invalid-request", message: expect.stringMatching(message) }),
    );
  });

  it("refuse tables of a source that Athena does not hold", () => {
    expect(() => tableDdl("vpc_flow", "store", options)).toThrow(
      expect.objectContaining({ code: "capability", message: expect.stringMatching(/it is held by insights/) }),
    );
  });

  it("refuse tables of a source that is made of others", () => {
    expect(tabledSource("s3_access")).toBe("s3_access");
    expect(() => tabledSource("object_access")).toThrow(
      expect.objectContaining({
        code: "capability",
        message: expect.stringContaining("it is made of s3_access and cloudtrail"),
      }),
    );
  });

  it("refuse a raw table of a source that AWS describes none of", () => {
    expect(() => tableDdl("cloudtrail_insights", "raw", options)).toThrow(
      expect.objectContaining({ code: "capability" }),
    );
  });
});

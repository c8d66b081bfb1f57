import { TrailkeepError } from "@trailkeep/core/error";
import { declaredTables, parseStores, type TableWishes } from "@trailkeep/core/stores";
import { describe, expect, it } from "vitest";

/** The tables that a store declares, as statements: what the file says, and what must be said beside it. */

const file = `
stores:
  athena:
    engine: athena
    region: eu-west-1
    sources:
      cloudtrail:
        shape: raw
        table: { database: logs, table: trail }
        holds: { start: 2024-01-01, accounts: ["111122223333"], regions: [eu-west-1, us-east-1] }
      s3_access:
        shape: store
        fresh: { database: audit, table: access_new }
        archive: { database: audit, table: access }
      cloudtrail_insights:
        shape: store
        fresh: { database: audit, table: insights_new }
  split:
    engine: athena
    region: eu-west-1
    sources:
      cloudtrail:
        shape: store
        fresh: { database: one, table: a }
        archive: { database: two, table: b }
      s3_access:
        shape: raw
        table: { catalog: theirs, database: logs, table: access }
  lake:
    engine: lake
    region: eu-west-1
    sources:
      cloudtrail: { eventDataStores: [0a1b2c3d-f852-4e8f-8bd1-bcf6c0123456] }
`;
const stores = parseStores(file, "stores.yaml");
const wishes: TableWishes = {
  store: "athena",
  source: "cloudtrail",
  location: "s3://our-logs/",
  from: "2024-01-01",
  accounts: [],
  regions: [],
};

const declared = (more: Partial<TableWishes> = {}) => declaredTables(stores, { ...wishes, ...more });

function refusal(more: Partial<TableWishes>): string {
  try {
    declared(more);
    return "none";
  } catch (error) {
    return error instanceof TrailkeepError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe("declared tables", () => {
  it("have the names of the declaration, and its accounts and regions where none are named", () => {
    const { shape, database, statements } = declared();
    expect({ shape, database }).toEqual({ shape: "raw", database: "logs" });
    expect(statements).toHaveLength(2);
    expect(statements[0]).toBe("CREATE DATABASE IF NOT EXISTS `logs`");
    expect(statements[1]).toContain("CREATE EXTERNAL TABLE IF NOT EXISTS `logs`.`trail`");
    expect(statements[1]).toContain("'projection.region.values' = 'eu-west-1,us-east-1'");
    expect(statements[1]).toMatch(/s3:\/\/our-logs\/AWSLogs\/111122223333\/CloudTrail\/\$\{region\}\/\$\{timestamp\}/);
  });

  it("take accounts and regions that are named instead", () => {
    const [, table = ""] = declared({ accounts: ["444455556666"], regions: ["eu-north-1"] }).statements;
    expect(table).toContain("AWSLogs/444455556666/CloudTrail/");
    expect(table).toContain("'projection.region.values' = 'eu-north-1'");
    const [, organization = ""] = declared({ organization: "o-exampleorgid" }).statements;
    expect(organization).toContain("'projection.account.type' = 'injected'");
  });

  it("of the store are two; without an archive one", () => {
    const names = (source: TableWishes["source"]) => declared({ source }).tables.map(({ table }) => table);
    expect(names("s3_access")).toEqual(["access_new", "access"]);
    expect(names("cloudtrail_insights")).toEqual(["insights_new"]);
  });

  it.each<readonly [Partial<TableWishes>, RegExp]>([
    [{ store: "athna" }, /^invalid-request: the stores file declares no `athna`; did you mean `athena`\?$/],
    [{ store: "lake" }, /^invalid-request: the store `lake` is one of lake: only Athena has tables to make$/],
    [{ source: "vpc_flow" }, /^invalid-request: the store `athena` declares no vpc_flow/],
    [{ store: "split" }, /^invalid-request: the tables of cloudtrail in `split` are of several databases/],
    [{ store: "split", source: "s3_access" }, /of another catalog than AwsDataCatalog/],
    [{ location: "our-logs" }, /^invalid-request: "our-logs" is no location in S3/],
    [{ from: "yesterday" }, /^invalid-request: "yesterday" is no day/],
  ])("refuse %j", (more, says) => {
    expect(refusal(more)).toMatch(says);
  });
});

import { columnTypes } from "@trailkeep/core/store";
import { checkStores, discoverStores, parseStores } from "@trailkeep/core/stores";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { athenaService } from "../aws/athena/service.ts";
import { lakeService } from "../aws/cloudtrail/service.ts";
import { logsService } from "../aws/logs/service.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../rigs/trino/schema.ts";
import { startMs } from "./insights-events.ts";
import { accessKeyId } from "./open.ts";

/** What an account has, and whether what is declared is there, through the real SDK clients. */

const trino = new TrinoClient(inject("trino").url);
const management = "1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const unusual = "2f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const config = "3f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const credentials = { accessKeyId, secretAccessKey: "secret" };

let schema: Schema;
let endpoint: AwsEndpoint;
beforeAll(async () => {
  schema = await freshSchema(trino, "discover");
  const cells = ["eventtime", "eventsource", "eventname", "useridentity", "recipientaccountid"];
  const columns = cells.map((name) => `${name} varchar`).join(", ");
  await trino.query(`CREATE TABLE awsdatacatalog.${schema.name}.trail (${columns})`);
  await trino.query(`CREATE TABLE awsdatacatalog.${schema.name}.other (eventtime varchar)`);
  const own = columnTypes("s3_access").map(({ name }) => `${name} varchar`);
  const archived = [...own, "ingest_hour varchar", "day date"];
  await trino.query(`CREATE TABLE awsdatacatalog.${schema.name}.requests_fresh (${own.join(", ")})`);
  await trino.query(`CREATE TABLE awsdatacatalog.${schema.name}.requests (${archived.join(", ")})`);
  const eventDataStores = [
    { id: management, name: "audit", table: "trail" },
    { id: unusual, name: "unusual", table: "trail", categories: ["Insight"] },
    { id: config, name: "config", table: "trail", categories: ["ConfigurationItem"] },
  ];
  const logs = logsService({ now: () => startMs + 60_000 });
  const record = { eventVersion: "1.11", eventSource: "s3.amazonaws.com", eventName: "GetObject" };
  logs.load({ name: "trail/one" }, [{ timestamp: startMs, message: JSON.stringify(record) }]);
  logs.load({ name: "audit/app" }, [{ timestamp: startMs, message: '{"level":"info"}' }]);
  logs.load({ name: "audit/text" }, [{ timestamp: startMs, message: "no JSON" }]);
  logs.load({ name: "/aws/lambda/shop" }, [{ timestamp: startMs, message: "START RequestId: 1 Version: 2" }]);
  const flow = "2 111122223333 eni-1 192.0.2.1 192.0.2.2 443 49152 6 10 840 1795608000 1795608060 ACCEPT OK";
  logs.load({ name: "flows" }, [{ timestamp: startMs, message: flow }]);
  endpoint = await startAwsEndpoint({
    services: [
      lakeService({ trino, schema: schema.name, eventDataStores }).service,
      athenaService({ trino, files: inject("trino").files }).service,
      logs.service,
    ],
  });
});
afterAll(async () => {
  await endpoint.close();
  await schema.drop();
});

const place = () => ({ region: "eu-west-1", endpoint: endpoint.url, credentials });

describe("discover", () => {
  test("finds what can be asked, leaves out what can't, and says so; the file is valid and all of it is there", async () => {
    const { file, notes } = await discoverStores(place());
    const found = parseStores(file ?? "", "found.yaml");
    expect(found.stores["lake"]).toMatchObject({
      engine: "lake",
      region: "eu-west-1",
      sources: {
        cloudtrail: { eventDataStores: [expect.stringContaining(management)], holds: { start: expect.any(String) } },
        cloudtrail_insights: { eventDataStores: [expect.stringContaining(unusual)] },
      },
    });
    expect(found.stores["insights"]).toMatchObject({
      sources: {
        cloudtrail: { logGroups: ["trail/one"] },
        json_log: { logGroups: ["audit/app"] },
        lambda_log: { logGroups: ["/aws/lambda/shop"] },
        vpc_flow: { logGroups: ["flows"] },
      },
    });
    expect(found.stores["athena"]).toMatchObject({ sources: { cloudtrail: { shape: "raw" } } });
    const database = schema.name;
    expect(found.stores["athena-store"]).toMatchObject({
      sources: {
        s3_access: {
          shape: "store",
          fresh: { database, table: "requests_fresh" },
          archive: { database, table: "requests" },
          archivedThrough: null,
        },
      },
    });
    expect(notes).toContain(
      `table ${database}.requests: name the ledger under \`ledger\`: it says which hours it holds whole`,
    );
    expect(notes).toContain("event data store config: left out (another kind of event)");
    expect(notes).toContain("log group audit/text: left out, its newest events are none that are known");
    const checks = await checkStores(found, { credentials });
    expect(checks.map(({ store, failure }) => [store, failure])).toEqual([
      ["lake", null],
      ["athena-store", null],
      ["athena", null],
      ["insights", null],
    ]);
  });

  test("one service that refuses is a note, all of them an error", async () => {
    for (const operation of ["ListEventDataStores"]) {
      endpoint.faults.plan({ target: "CloudTrail_20131101", operation }, { kind: "drop", when: "before" }, 20);
    }
    const { file, notes } = await discoverStores(place());
    expect(file).not.toContain("engine: lake");
    expect(notes.join("\n")).toMatch(/^lake: it cannot be reached/m);
    endpoint.faults.clear();
    endpoint.credentials.expire(accessKeyId);
    await expect(discoverStores(place())).rejects.toMatchObject({ code: "credentials" });
    endpoint.credentials.clear();
  });
});

test("check names what is not there", async () => {
  const sources = { cloudtrail: { eventDataStores: [management.replace("1f2e", "0000")] } };
  const lake = { engine: "lake", region: "eu-west-1", endpoint: endpoint.url, sources };
  const groups = { ...lake, engine: "insights", sources: { cloudtrail: { logGroups: ["nothing"] } } };
  const athena = {
    ...lake,
    engine: "athena",
    sources: { cloudtrail: { shape: "raw", table: { database: schema.name, table: "nothing" } } },
  };
  const declared = parseStores(JSON.stringify({ stores: { lake, groups, athena } }), "stores.json");
  const checks = await checkStores(declared, { credentials });
  expect(checks.map(({ failure }) => failure?.message)).toEqual([
    expect.stringContaining("EventDataStoreNotFoundException"),
    expect.stringContaining("there is no log group nothing"),
    expect.stringContaining("not found"),
  ]);
});

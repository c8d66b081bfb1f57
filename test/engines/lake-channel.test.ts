import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fieldsOf } from "@trailkeep/core/catalog";
import { openQueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import { sendLogs } from "@trailkeep/ingest/channel";
import { generateSample } from "@trailkeep/sample";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { lakeService } from "../aws/cloudtrail/service.ts";
import { type ChannelEndpoint, startChannel } from "../aws/cloudtrail-data/endpoint.ts";
import { lakeActivity, lakeTakenRow } from "../rigs/tables/lake.ts";
import { parquetTable } from "../rigs/tables/place.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../rigs/trino/schema.ts";
import { type Opened, openRemote } from "./open.ts";

/** Access logs put into a channel, and asked of Lake: the same rows as of the embedded store that took the same files. */

const arn = "arn:aws:cloudtrail:eu-west-1:111122223333:channel/EXAMPLE8-0558-4f7e-a06a-43969EXAMPLE";
const eventDataStore = "1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const { url, files } = inject("trino");
const trino = new TrinoClient(url);
const folder = mkdtempSync(join(tmpdir(), "trailkeep-lake-channel-"));
const root = join(folder, "store");
const nowMs = Date.parse("2026-11-02T00:00:00Z");

let endpoint: ChannelEndpoint;
let schema: Schema;
let opened: Opened;
let sent: number;
beforeAll(async () => {
  const logs = join(folder, "logs");
  await generateSample(logs, { records: 3_000, seed: 5 });
  await ingest([logs], { root });
  endpoint = await startChannel({ arn, secretAccessKey: "secret" });
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDTRAIL_DATA", endpoint.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKID");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  endpoint.refuseNext(["Throttling", "InternalFailure"]);
  endpoint.faults.plan({ target: "CloudTrailData", operation: "PutAuditEvents" }, { kind: "drop", when: "after" });
  const patience = { sleep: async () => undefined, random: () => 0 };
  sent = (await sendLogs([logs], { root, channelArn: arn, patience })).records.sent;
  schema = await freshSchema(trino, "lakechannel");
  const rows = endpoint.taken.map(({ eventId, eventData }) => lakeTakenRow(eventData, { eventId, channelArn: arn }));
  await parquetTable({ trino, files, schema: schema.name }, "events", lakeActivity, rows);
  const stores = [{ id: eventDataStore, name: "access", table: "events", categories: ["ActivityAuditLog"] }];
  const { service } = lakeService({ trino, schema: schema.name, eventDataStores: stores });
  const declared = { engine: "lake", sources: { s3_access: { eventDataStores: [eventDataStore] } } };
  opened = await openRemote({ services: [service], nowMs, declared });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await opened.close();
  await schema.drop();
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the embedded store answers. */
async function embedded(query: unknown) {
  const store = Store.open(root);
  const service = openQueryService({ store, now: () => nowMs });
  try {
    const { id } = await service.start(query, { pageSize: 10_000 });
    return await service.wait(id, 100_000);
  } finally {
    await service.close();
    store.close();
  }
}

const everything = fieldsOf("s3_access").flatMap(([name]) => (name === "raw" ? [] : [name]));

it("answers with every field of every record", async () => {
  const query = { from: "s3_access", select: everything, orderBy: [{ field: "recordId" }], distinctRecords: true };
  const [own, lake] = [await embedded(query), await opened.answer(query, { pageSize: 10_000 })];
  expect(own.error ?? lake.error).toBeNull();
  expect(own.rows.length).toBeGreaterThan(100);
  expect(own.rows.length).toBeLessThanOrEqual(sent);
  expect(await opened.everyRow(lake)).toEqual(own.rows);
});

it("answers a question with the same rows", async () => {
  const query = {
    from: "s3_access",
    where: { field: "httpStatus", op: "gte", value: 200 },
    groupBy: ["bucket", "operation"],
    aggregate: { requests: { fn: "count" }, bytes: { fn: "sum", field: "bytesSent" } },
    orderBy: [{ field: "bucket" }, { field: "operation" }],
    distinctRecords: true,
  };
  const [own, lake] = [await embedded(query), await opened.answer(query)];
  expect(lake.error).toBeNull();
  expect(own.rows.length).toBeGreaterThan(3);
  expect(lake.rows).toEqual(own.rows);
});

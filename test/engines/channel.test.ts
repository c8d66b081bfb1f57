import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sendLogs } from "@trailkeep/ingest/channel";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { lakeService } from "../aws/cloudtrail/service.ts";
import { type ChannelEndpoint, startChannel } from "../aws/cloudtrail-data/endpoint.ts";
import { scratch } from "../channel/lines.ts";
import { deliveredText } from "../fidelity/delivered.ts";
import { reread } from "../fidelity/reread.ts";
import { evaluate, oracleRecord, type Query, type Records } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { corpora, nowMs } from "../query/corpus/index.ts";
import { lakeActivity, lakeChannelRow } from "../rigs/tables/lake.ts";
import { parquetTable } from "../rigs/tables/place.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema } from "../rigs/trino/schema.ts";
import { type Opened, openRemote } from "./open.ts";

/** Access logs as the product sends them through a channel, and as the Lake engine reads them back from the event data store. */

const channelArn = "arn:aws:cloudtrail:eu-west-1:111122223333:channel/EXAMPLE8-0558-4f7e-a06a-43969EXAMPLE";
const eventDataStore = "abcdef01-aaaa-4bbb-8ccc-000000000003";

/** Every question of the corpus about access logs alone, over all records of the corpus. */
const accessLogs = corpora.flatMap(({ rows }) => rows.filter(({ source }) => source === "s3_access"));
const lines = [...new Set(accessLogs.map(deliveredText))];
const entries = corpora
  .filter(({ kind }) => kind === "laws" || kind === "operators")
  .flatMap((corpus) => corpus.entries)
  .filter(({ query }) => "from" in query && query.from === "s3_access" && query.join === undefined);

let channel: ChannelEndpoint;
let schema: Awaited<ReturnType<typeof freshSchema>>;
let opened: Opened;
let records: Records;

beforeAll(async () => {
  channel = await startChannel({ arn: channelArn, secretAccessKey: "secret" });
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDTRAIL_DATA", channel.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  const path = join(scratch(), "access.log");
  writeFileSync(path, `${lines.join("\n")}\n`);
  // The answer about two events is lost: they are sent again.
  channel.forgetNext(2);
  const report = await sendLogs([path], {
    root: scratch(),
    channelArn,
    patience: { sleep: async () => undefined, random: () => 1 },
  });
  expect(report.records).toMatchObject({ sent: lines.length, quarantined: 0 });
  expect(channel.taken).toHaveLength(lines.length + 2);
  const { url, files } = inject("trino");
  const trino = new TrinoClient(url);
  schema = await freshSchema(trino, "channel");
  const rows = channel.taken.map((event) => lakeChannelRow({ ...event, channelArn }));
  await parquetTable({ trino, files, schema: schema.name }, "activity", lakeActivity, rows);
  const stores = [{ id: eventDataStore, name: "integration", table: "activity" }];
  const lake = lakeService({ trino, schema: schema.name, eventDataStores: stores });
  const declared = { engine: "lake", sources: { s3_access: { eventDataStores: [eventDataStore] } } };
  opened = await openRemote({ services: [lake.service], nowMs, declared });
  const inputObject = pathToFileURL(path).href;
  const read = reread(new Map([["s3_access", lines]]));
  records = new Map([
    ["s3_access", read.map((row, inputPosition) => oracleRecord(row, { inputObject, inputPosition }))],
  ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await opened?.close();
  await schema?.drop();
  await channel?.close();
});

const everything: Query = {
  from: "s3_access",
  select: [
    ...["time", "bucketOwner", "bucket", "remoteIp", "requester", "requestId", "operation", "key", "keyRaw"],
    ...["requestUri", "httpStatus", "errorCode", "bytesSent", "objectSize", "totalTimeMs", "turnAroundTimeMs"],
    ...["referrer", "userAgent", "versionId", "hostId", "signatureVersion", "cipherSuite", "authenticationType"],
    ...["hostHeader", "tlsVersion", "accessPointArn", "aclRequired", "sourceRegion", "additionalFields"],
    ...["recordId", "inputObject", "inputPosition"],
  ],
};

test("no field is lost on the way, and what was sent twice is one record", async () => {
  const reply = await opened.answer(everything, { distinctRecords: true, pageSize: 10_000 });
  expect(reply.error).toBeNull();
  expectAgreement(everything, reply, evaluate(everything, records, nowMs));
});

test("what was sent twice is there twice where nobody asks to leave it out", async () => {
  const { rows } = await opened.answer({ from: "s3_access", aggregate: { n: { fn: "count" } } });
  expect(rows).toEqual([[lines.length + 2]]);
});

describe("the corpus's questions about access logs", () => {
  test.each(entries)("$name", async ({ query, parameters = {} }) => {
    const failure = await opened.failureOf(query, { distinctRecords: true, parameters });
    if (failure !== "no error") return expect(failure).toMatch(/^capability: .*`raw`|cannot answer/);
    const reply = await opened.answer(query, { distinctRecords: true, parameters, pageSize: 10_000 });
    expectAgreement(query, reply, evaluate(query, records, nowMs, parameters));
  });

  test("are many", () => {
    expect(entries.length).toBeGreaterThanOrEqual(60);
  });
});

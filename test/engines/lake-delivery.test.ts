import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type LakeService, lakeService } from "../aws/cloudtrail/service.ts";
import { SigningKeys } from "../aws/cloudtrail/signing-keys.ts";
import { type S3Endpoint, startS3 } from "../aws/s3/server.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../rigs/trino/schema.ts";
import { accessKeyId, type Opened, openRemote } from "./open.ts";

/** Results that CloudTrail Lake also delivers to S3: asked for with the query, verified before it has ended. */

const trino = new TrinoClient(inject("trino").url);
const id = "1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const folder = mkdtempSync(join(tmpdir(), "trailkeep-lake-delivery-"));
const time = { start: "2026-03-01", end: "2026-03-02" };
const query = { from: "cloudtrail", time, select: ["eventID", "eventName"] };

let schema: Schema;
let s3: S3Endpoint;
let lake: LakeService;
let opened: Opened;

beforeAll(async () => {
  schema = await freshSchema(trino, "lakedelivery");
  const table = `awsdatacatalog.${schema.name}.events`;
  await trino.query(`CREATE TABLE ${table} (eventtime timestamp(3), eventid varchar, eventname varchar)`);
  await trino.query(`INSERT INTO ${table} SELECT TIMESTAMP '2026-03-01 08:00:00', cast(n AS varchar),
    if(n = 3, NULL, concat('a "name", ', cast(n AS varchar))) FROM UNNEST(sequence(1, 5)) AS t(n)`);
  s3 = await startS3({ folder, buckets: ["results"] });
  const keys = new SigningKeys();
  for (let n = 0; n < 3; n++) keys.add();
  lake = lakeService({
    trino,
    schema: schema.name,
    eventDataStores: [{ id, name: "audit", table: "events" }],
    delivery: { objects: s3.objects, key: keys.add(), region: "eu-west-1", rowsPerFile: 2 },
    keys,
  });
  opened = await openRemote({
    services: [lake.service],
    nowMs: Date.parse("2026-03-03T00:00:00Z"),
    declared: { engine: "lake", s3Endpoint: s3.url, sources: { cloudtrail: { eventDataStores: [id] } } },
  });
});
beforeEach(() => {
  s3.credentials.clear();
  s3.faults.clear();
});
afterAll(async () => {
  await opened.close();
  await s3.close();
  await schema.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The cells of what was delivered, file by file. */
function deliveredRows(location: string): readonly string[] {
  const prefix = location.slice("s3://results/".length);
  const names = s3.objects.keys("results", prefix).filter((name) => name.endsWith(".csv.gz"));
  return names.flatMap((name) => gunzipSync(s3.objects.get("results", name)).toString().trim().split("\n").slice(1));
}

describe("a delivery", () => {
  test("is verified, and its files hold the rows of the answer", async () => {
    const { rows, delivery } = await opened.answer(query, { deliverTo: "s3://results/audit/" });
    expect(delivery).toEqual({
      location: expect.stringMatching(
        /^s3:\/\/results\/audit\/AWSLogs\/111122223333\/CloudTrail-Lake\/Query\/\d{4}\/\d\d\/\d\d\/[0-9a-f-]{36}\/$/,
      ),
      verified: true,
      files: [1, 2, 3].map((n) => ({ name: `result_${n}.csv.gz`, state: "intact" })),
      problems: [],
    });
    expect(rows).toHaveLength(5);
    const cell = (value: unknown) => (value === null ? "" : `"${String(value).replaceAll('"', '""')}"`);
    expect(deliveredRows(delivery?.location ?? "")).toEqual(rows.map((row) => row.map(cell).join(",")));
  });

  test("goes to the top of a bucket as well", async () => {
    const { delivery } = await opened.answer(query, { deliverTo: "s3://results" });
    expect(delivery).toMatchObject({ verified: true, location: expect.stringMatching(/^s3:\/\/results\/AWSLogs\//) });
  });

  test("was not asked for, and none is told of", async () => {
    expect((await opened.answer(query)).delivery).toBeNull();
  });

  test.each([
    ["FAILED", "CloudTrail could not deliver the result"],
    ["FAILED_SIGNING_FILE", "CloudTrail delivered the result and could not sign it"],
    ["ACCESS_DENIED", "CloudTrail may not write to the bucket: its policy must allow cloudtrail.amazonaws.com"],
  ] as const)("that ends in %s is told; the answer stands", async (status, problem) => {
    lake.deliveries.plan(status);
    const { rows, delivery } = await opened.answer(query, { deliverTo: "s3://results/" });
    expect(rows).toHaveLength(5);
    expect(delivery).toMatchObject({ verified: false, problems: [problem] });
  });

  test("that cannot be read is told; the answer stands", async () => {
    s3.credentials.deny(accessKeyId);
    const { rows, delivery } = await opened.answer(query, { deliverTo: "s3://results/" });
    expect(rows).toHaveLength(5);
    expect(delivery).toMatchObject({
      location: null,
      verified: false,
      problems: [expect.stringMatching(/not allow this/)],
    });
  });
});

describe("what is refused", () => {
  test("a place that is none, before anything is called", async () => {
    opened.endpoint.calls.clear();
    expect(await opened.failureOf(query, { deliverTo: "results/" })).toMatch(
      /^invalid-request: this is no place in S3: `s3:\/\/bucket\/prefix\/` at \/deliverTo/,
    );
    expect(opened.endpoint.calls.count("CloudTrail_20131101", "StartQuery")).toBe(0);
  });

  test("a bucket that is not there", async () => {
    expect(await opened.failureOf(query, { deliverTo: "s3://nobodys/" })).toMatch(/^not-found: .*nobodys/);
  });

  test("a store that delivers nothing; among several it is no candidate", async () => {
    const delivering = { deliverTo: "s3://results/" };
    expect(await opened.failureOf(query, { ...delivering, engine: "local" })).toMatch(
      /^capability: `local` delivers no results to S3; leave `deliverTo` out; `remote` can$/,
    );
    expect((await opened.answer(query, { ...delivering, engine: "auto" })).engine).toBe("remote");
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { PutBucketTaggingCommand } from "@aws-sdk/client-s3";
import { anchorFile, EvidenceLog, localSigner, openSigningKey, RetentionService } from "@trailkeep/core/retention";
import { DynamoState } from "@trailkeep/core/retention/arrival";
import { openService, readSettings } from "@trailkeep/ingest/service";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import type { TakeBoundary } from "../../packages/ingest/src/service/boundary.ts";
import { type Account, newAccount, put, settingsOf } from "./support/account.ts";
import { invoke, message, notification } from "./support/lambda.ts";
import { mended } from "./support/mended.ts";
import { observe } from "./support/observe.ts";
import { createTable } from "./support/table.ts";

/** What arrives at the store on S3 when policies no longer let it be kept. */

const dayMs = 86_400_000;
let account: Account;
let folder: string;
let stateTable: string;
let log: MockInstance<typeof console.log>;
beforeEach(async () => {
  account = await newAccount();
  folder = mkdtempSync(join(tmpdir(), "trailkeep-expired-"));
  stateTable = `state-${account.table}`;
  await createTable(account.dynamo.client, stateTable);
  log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Retention whose state is where the ingest function looks. */
function retention(): RetentionService {
  const state = new DynamoState(account.dynamo.client, stateTable);
  const key = openSigningKey(join(folder, "key.pem"));
  const evidence = new EvidenceLog({
    state,
    anchor: anchorFile(join(folder, "anchor.json")),
    signer: async () => localSigner(key),
    publicKey: async () => key.publicKey,
  });
  return new RetentionService({ state, evidence, targets: async () => [], principal: "anna" });
}

async function inForce(select: string): Promise<RetentionService> {
  const anna = retention();
  const text = `version: 1
policies:
  - name: trails
    select: ${select}
    keepAtLeast: 30d
    deleteAfter: 90d
    rule: { framework: GDPR, clause: "5(1)(e)" }
    owner: security
`;
  const { hash } = await anna.plan({ name: "policies.yaml", text });
  await anna.approve(hash);
  await anna.apply(hash);
  expect(await anna.policies()).not.toBeNull();
  return anna;
}

const mine = '{ kind: s3_store, name: cloudtrail, account: "111122223333" }';

function handler(onBoundary: (name: TakeBoundary) => void = () => undefined) {
  const settings = { ...settingsOf(account), TRAILKEEP_STATE: stateTable, TRAILKEEP_ACCOUNT: "111122223333" };
  return createHandler({ onBoundary }, { ...settings, AWS_REGION: "eu-west-1" });
}

let files = 0;

/** A file of events of so many days ago, each with its number as id. */
function trailOf(daysAgo: readonly number[], others: readonly string[] = []) {
  const file = ++files;
  const events = daysAgo.map((days, n) =>
    JSON.stringify({
      ...{ eventVersion: "1.11", eventSource: "s3.amazonaws.com", eventName: "GetObject", awsRegion: "eu-west-1" },
      eventTime: new Date(Date.now() - days * dayMs).toISOString().replace(/\.\d+Z$/, "Z"),
      eventID: `00000000-0000-4000-8000-${String(file).padStart(8, "0")}${String(n).padStart(4, "0")}`,
      ...{ recipientAccountId: "111122223333", eventType: "AwsApiCall" },
    }),
  );
  return {
    key: `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/02/${file}_CloudTrail_eu-west-1.json.gz`,
    body: gzipSync(`{"Records":[${[...events, ...others].join(",")}]}`),
  };
}

async function take({ key, body }: ReturnType<typeof trailOf>, by = handler()): Promise<readonly string[]> {
  return invoke(by, [message(notification(await put(account, key, body)))]);
}

const found = async () => (await observe(account)).rows.map(({ id }) => Number(id.slice(-4))).sort((a, b) => a - b);
const countsOf = async () => {
  const { entries, open } = await observe(account);
  const of = entries.map(({ recordsRead: read, recordsWritten: written, recordsExpired: expired, ...entry }) => ({
    ...{ state: entry.state, read, written, expired, quarantined: entry.recordsQuarantined },
  }));
  return { open, of };
};

describe("a record that is past its deleteAfter when it is replayed", () => {
  it("is counted as expired, and not stored", async () => {
    await inForce(mine);
    const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString().replace(/\.\d+Z$/, "Z");
    const torn = (days: number) =>
      `{"eventVersion":"1.11","eventTime":"${ago(days)}","eventName":"Torn","eventID":"torn-${days}","x": nul}`;
    expect(await take(trailOf([1], [torn(100), torn(2)]))).toEqual([]);
    const settings = { ...settingsOf(account), TRAILKEEP_STATE: stateTable, TRAILKEEP_ACCOUNT: "111122223333" };
    const service = openService(readSettings({ ...settings, AWS_REGION: "eu-west-1" }), { reading: mended });
    expect(await service.replayer.all()).toMatchObject({ records: { written: 1, repeated: 0, expired: 1 } });
    await service.close();
    const { of, open } = await countsOf();
    expect(open).toBe(0);
    expect(of).toContainEqual({ state: "done", read: 3, written: 2, expired: 1, quarantined: 0 });
  });
});

describe("a record that is past its deleteAfter when it arrives", () => {
  it("is counted and not stored; all others are, and the counts add up", async () => {
    await inForce(mine);
    const torn = '{"eventVersion":"1.11","eventTime":"2026-01-01T00:00:00Z","x": nul}';
    expect(await take(trailOf([1, 89, 100, 91, 0.1], [torn]))).toEqual([]);
    expect(await found()).toEqual([0, 1, 4]);
    expect(await countsOf()).toEqual({
      open: 0,
      of: [{ state: "done", read: 6, written: 3, expired: 2, quarantined: 1 }],
    });
    expect(JSON.parse(String(log.mock.lastCall?.[0]))).toMatchObject({ RecordsWritten: 3, RecordsExpired: 2 });
  });

  it("leaves no file where a whole object is past it", async () => {
    await inForce(mine);
    await take(trailOf([100, 200]));
    expect(await found()).toEqual([]);
    expect((await countsOf()).of).toEqual([{ state: "done", read: 2, written: 0, expired: 2, quarantined: 0 }]);
  });

  it("is stored while a hold covers its day, from the moment when the hold is placed", async () => {
    const anna = await inForce(mine);
    const warm = handler();
    await take(trailOf([100]), warm);
    const at = Math.floor((Date.now() - 100 * dayMs) / dayMs) * dayMs;
    const select = { kind: "s3_store" as const, name: "cloud*" };
    const hold = await anna.hold({ name: "case 7", select, reason: "litigation", startMs: at, endMs: at + 1 });
    await take(trailOf([100, 102]), warm);
    expect(await found()).toEqual([0]);
    await anna.release(hold.id, "settled");
    await take(trailOf([100]), warm);
    expect(await found()).toEqual([0]);
    expect((await countsOf()).of.map(({ expired }) => expired).sort()).toEqual([1, 1, 1]);
  });

  it("is stored where no policy in force selects the store", async () => {
    await take(trailOf([4_000]));
    await inForce('{ kind: s3_store, name: cloudtrail, account: "999922223333" }');
    await take(trailOf([3_999]));
    await inForce("{ kind: s3_store, tags: { data: trails } }");
    await take(trailOf([3_998]));
    expect(await found()).toEqual([0, 0, 0]);
    const Tagging = { TagSet: [{ Key: "data", Value: "trails" }] };
    await account.s3.send(new PutBucketTaggingCommand({ Bucket: account.store, Tagging }));
    await take(trailOf([3_997]));
    expect(await found()).toEqual([0, 0, 0]);
  });

  it("stands and is counted as written where a worker had stored it before the policies were in force, and died", async () => {
    const file = trailOf([100, 101]);
    const mixed = trailOf([100, 1]);
    const dies = handler((name) => {
      if (name === "before-finish") throw new Error("died");
    });
    for (const one of [file, mixed]) expect(await take(one, dies)).toHaveLength(1);
    await inForce(mine);
    for (const one of [file, mixed]) expect(await take(one)).toEqual([]);
    expect(await found()).toEqual([0, 0, 1, 1]);
    const counted = { state: "done", read: 2, written: 2, expired: 0, quarantined: 0 };
    expect(await countsOf()).toEqual({ open: 0, of: [counted, counted] });
  });
});

import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readSubscription } from "../../packages/ingest/src/source/subscription.ts";
import { createSubscriptionHandler, type SubscriptionHandler } from "../../packages/ingest/src/subscription.ts";
import { type Account, newAccount, settingsOf } from "./support/account.ts";
import { observe } from "./support/observe.ts";

/** CloudTrail events of a log group, as CloudWatch Logs hands them to a function that subscribes to it. */

const seed = Number(process.env["TRAILKEEP_SEED"] ?? 20261126);
const timeMs = Date.UTC(2026, 10, 2, 10);
const context = { getRemainingTimeInMillis: () => 60_000 };

interface Sent {
  readonly id: string;
  readonly message: string;
}

function delivered(events: readonly Sent[], messageType = "DATA_MESSAGE") {
  const payload = {
    messageType,
    owner: "111122223333",
    logGroup: "aws-cloudtrail-logs-111122223333",
    logStream: "111122223333_CloudTrail_eu-west-1",
    subscriptionFilters: ["trailkeep"],
    logEvents: events.map(({ id, message }) => ({ id, timestamp: timeMs, message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(payload)).toString("base64") } };
}

const record = (eventID: string, space?: number) =>
  JSON.stringify(
    {
      eventVersion: "1.11",
      eventTime: "2026-11-02T10:00:00Z",
      eventSource: "iam.amazonaws.com",
      eventName: "CreateUser",
      awsRegion: "us-east-1",
      eventID,
      eventType: "AwsApiCall",
      recipientAccountId: "111122223333",
    },
    null,
    space,
  );
const event = (id: string, space?: number): Sent => ({ id: `36${id}`, message: record(`event-${id}`, space) });

let account: Account;
let handler: SubscriptionHandler;
const worker = () => createSubscriptionHandler({}, settingsOf(account));
beforeAll(() => {
  for (const name of ["log", "error", "warn"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
});
beforeEach(async () => {
  account = await newAccount();
  handler = worker();
});
afterAll(() => vi.restoreAllMocks());

const idsOf = async () => (await observe(account)).rows.map(({ id }) => id).sort();

describe("a delivery", () => {
  it("is rows of the store at once, and has a ledger entry that adds up", async () => {
    await handler(delivered([event("1"), event("2", 2)]), context);
    const { rows, entries, open, sums } = await observe(account);
    const object =
      /^logs:\/\/111122223333\/aws-cloudtrail-logs-111122223333:111122223333_CloudTrail_eu-west-1:[0-9a-f]{40}\.ndjson$/;
    expect(rows.map(({ id }) => id).sort()).toEqual(["event-1", "event-2"]);
    for (const row of rows) expect(row.object).toMatch(object);
    expect(entries).toMatchObject([{ state: "done", recordsRead: 2, recordsWritten: 2, recordsQuarantined: 0 }]);
    expect(open).toBe(0);
    expect(Object.keys(sums).length).toBeGreaterThan(0);
  });

  it("that comes twice, or to two workers at once, is taken once", async () => {
    const same = delivered([event("1"), event("2")]);
    const both = await Promise.allSettled([handler(same, context), worker()(same, context)]);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    await handler(same, context);
    expect(await idsOf()).toEqual(["event-1", "event-2"]);
  });

  it("keeps what is no event in quarantine, and the others as rows", async () => {
    await handler(delivered([event("1"), { id: "7", message: "no event" }, event("2")]), context);
    const { rows, entries, quarantine } = await observe(account);
    expect(rows).toHaveLength(2);
    expect(entries).toMatchObject([{ state: "done", recordsRead: 3, recordsWritten: 2, recordsQuarantined: 1 }]);
    expect([...quarantine.values()].map(String).join("")).toContain(Buffer.from("no event").toString("base64"));
  });

  it("that is only a test of the connection changes nothing", async () => {
    await handler(delivered([event("1")], "CONTROL_MESSAGE"), context);
    expect((await observe(account)).entries).toEqual([]);
  });

  it("that cannot be read is thrown, so that Lambda moves it on", async () => {
    const broken = { awslogs: { data: Buffer.from("no gzip").toString("base64") } };
    await expect(handler(broken, context)).rejects.toMatchObject({ code: "unreadable-input" });
    await expect(handler({ Records: [] }, context)).rejects.toMatchObject({ code: "unreadable-input" });
  });
});

it(`any messages are lines in their order, and are named by their ids alone (seed ${seed})`, () => {
  const sent = fc.record({ id: fc.string({ minLength: 1 }), message: fc.string({ unit: "binary" }) });
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 20 }), (events) => {
      const read = readSubscription(delivered(events));
      if (read.kind !== "data") throw new Error("it is a delivery");
      const lines = read.lines.split("\n");
      expect(lines.pop()).toBe("");
      expect(lines).toHaveLength(events.length);
      for (const [place, { message }] of events.entries()) {
        expect(lines[place]?.trim()).toBe(message.replace(/\r?\n/g, " ").trim());
      }
      const other = readSubscription(delivered([...events, { id: "another", message: "" }]));
      expect(other).not.toMatchObject({ object: { key: read.object.key } });
      expect(readSubscription(delivered(events))).toEqual(read);
    }),
    { seed },
  );
});

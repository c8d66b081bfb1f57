import { beforeAll, describe, expect, it } from "vitest";
import { dynamoClient } from "../../packages/ingest/src/aws.ts";
import { DynamoLedger } from "../../packages/ingest/src/ledger/dynamo/ledger.ts";
import type { Claim, Claimed, Outcome } from "../../packages/ingest/src/ledger/ledger.ts";
import type { InputObject } from "../../packages/ingest/src/source/object.ts";
import { type Account, newAccount } from "./support/account.ts";

let account: Account;
let ledger: DynamoLedger;
beforeAll(async () => {
  account = await newAccount();
  ledger = new DynamoLedger(account.dynamo, account.table);
});

let count = 0;
const newObject = (): InputObject => ({
  bucket: "logs",
  key: `AWSLogs/111122223333/CloudTrail/eu-west-1/${++count}.json.gz`,
  version: { kind: "etag", value: "e" },
  sizeBytes: 10,
  storedMs: null,
});
const terms = { leaseMs: 60_000 };
const done: Outcome = {
  state: "done",
  reason: null,
  format: "cloudtrail",
  records: { read: 5, written: 3, repeated: 1, quarantined: 1, expired: 0 },
  sources: [{ source: "cloudtrail", written: 3, minTimeMs: 1, maxTimeMs: 2, lags: new Map([[4, 3]]) }],
  bytes: { read: 10, written: 20 },
  quarantine: null,
};

function claimIn(claimed: Claimed): Claim {
  if (claimed.kind !== "claimed") throw new Error(`it is ${claimed.kind}`);
  return claimed.claim;
}

const hourOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 13);

describe("a claim", () => {
  it("is for one of many workers", async () => {
    const object = newObject();
    const all = await Promise.all(Array.from({ length: 12 }, () => ledger.claim(object, terms)));
    expect(all.map(({ kind }) => kind).sort()).toEqual(["claimed", ...Array(11).fill("held")].sort());
  });

  it("passes on when its time is over, for the same hour, and to one of many again", async () => {
    const object = newObject();
    const first = claimIn(await ledger.claim(object, { leaseMs: -60_000 }));
    const all = await Promise.all(Array.from({ length: 8 }, () => ledger.claim(object, terms)));
    const second = all.flatMap((claimed) => (claimed.kind === "claimed" ? [claimed.claim] : []));
    expect(second).toHaveLength(1);
    expect(second[0]).toMatchObject({ attempt: 2, ingestHour: first.ingestHour, isContested: false });
  });

  it("passes on before if the other insists", async () => {
    const object = newObject();
    await ledger.claim(object, terms);
    expect(claimIn(await ledger.claim(object, { ...terms, insist: true }))).toMatchObject({
      attempt: 2,
      isContested: true,
    });
  });

  it("is made anew if the other gives up while it is being taken over", async () => {
    const object = newObject();
    const first = claimIn(await ledger.claim(object, terms));
    const dynamo = dynamoClient();
    let updates = 0;
    dynamo.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === "UpdateItemCommand" && updates++ === 0) await ledger.fail(first, "AccessDenied", false);
          return next(args);
        },
      { step: "initialize", name: "giveUp" },
    );
    const second = claimIn(await new DynamoLedger(dynamo, account.table).claim(object, { ...terms, insist: true }));
    expect(updates).toBe(1);
    expect(second).toMatchObject({ attempt: 2, isContested: false });
  });

  it("does not hold for days, however wrong the clock was that made it", async () => {
    const object = newObject();
    await ledger.claim(object, { leaseMs: 86_400_000 });
    expect(claimIn(await ledger.claim(object, terms))).toMatchObject({ attempt: 2 });
  });

  it("goes by the service's clock, not by the worker's", async () => {
    const dynamo = dynamoClient({}, () => Date.now() - 5 * 3_600_000);
    const before = hourOf(Date.now() - 2_000);
    const claim = claimIn(await new DynamoLedger(dynamo, account.table).claim(newObject(), terms));
    expect([before, hourOf(Date.now() + 2_000)]).toContain(claim.ingestHour);
  });

  it("is for the first hour that is not closed", async () => {
    const hour = hourOf(Date.now() + 1_000);
    const other = await newAccount();
    const own = new DynamoLedger(other.dynamo, other.table);
    const object = newObject();
    const claim = claimIn(await own.claim(object, terms));
    expect(await own.closeHour(hour)).toEqual({ open: 1 });
    const next = claimIn(await own.claim(newObject(), terms));
    expect(Date.parse(`${next.ingestHour}:00:00Z`) - Date.parse(`${hour}:00:00Z`)).toBe(3_600_000);
    // Who began in time may end in time.
    await own.finish(claim, done);
    expect(await own.closeHour(hour)).toEqual({ open: 0 });
  });
});

describe("an object that is finished", () => {
  it("is finished once, whoever ends first", async () => {
    const object = newObject();
    const first = claimIn(await ledger.claim(object, { leaseMs: -60_000 }));
    const second = claimIn(await ledger.claim(object, terms));
    await ledger.finish(first, done);
    await ledger.finish(second, { ...done, records: { ...done.records, written: 99 } });
    const entry = await ledger.entry(object);
    expect(entry).toMatchObject({
      state: "done",
      records: done.records,
      bytes: done.bytes,
      ingestHour: first.ingestHour,
    });
    expect(await ledger.claim(object, terms)).toEqual({ kind: "known", entry });
  });

  it("remembers how far a sink was acknowledged, until then", async () => {
    const object = newObject();
    const first = claimIn(await ledger.claim(object, { leaseMs: -60_000 }));
    await ledger.advance(first, "lake-channel", "100");
    const second = claimIn(await ledger.claim(object, terms));
    expect(second.cursors).toEqual({ "lake-channel": "100" });
    // Who has lost the object may not turn the cursor back.
    await ledger.advance(first, "lake-channel", "50");
    await ledger.advance(second, "lake-channel", "200");
    const third = claimIn(await ledger.claim(object, { ...terms, insist: true }));
    expect(third.cursors).toEqual({ "lake-channel": "200" });
  });
});

describe("an object that failed", () => {
  it("is claimed anew, and its hour is free, if nothing of it may stand", async () => {
    const other = await newAccount();
    const own = new DynamoLedger(other.dynamo, other.table);
    const object = newObject();
    const claim = claimIn(await own.claim(object, terms));
    await own.fail(claim, "access denied", false);
    expect(await own.entry(object)).toMatchObject({ state: "failed", reason: "access denied", ingestHour: null });
    expect(await own.closeHour(claim.ingestHour)).toEqual({ open: 0 });
    const again = claimIn(await own.claim(object, terms));
    expect(again).toMatchObject({ attempt: 2 });
    expect(again.ingestHour > claim.ingestHour).toBe(true);
    await own.finish(again, done);
    expect(await own.entry(object)).toMatchObject({ state: "done" });
  });

  it("keeps its hour if something of it may stand", async () => {
    const object = newObject();
    const claim = claimIn(await ledger.claim(object, terms));
    await ledger.fail(claim, "the store refused", true);
    expect(await ledger.entry(object)).toMatchObject({ state: "claimed", reason: "the store refused" });
    expect(claimIn(await ledger.claim(object, terms))).toMatchObject({ attempt: 2, ingestHour: claim.ingestHour });
  });

  it("cannot be given up by who has lost it", async () => {
    const object = newObject();
    const first = claimIn(await ledger.claim(object, { leaseMs: -60_000 }));
    await ledger.claim(object, terms);
    await ledger.fail(first, "too late", false);
    expect(await ledger.entry(object)).toMatchObject({ state: "claimed", attempt: 2, reason: null });
  });
});

it("knows nothing of an object that nobody claimed", async () => {
  expect(await ledger.entry(newObject())).toBeNull();
});

import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { createHandler, type Handler } from "../../packages/ingest/src/handler.ts";
import { type Account, newAccount, put, settingsOf } from "./support/account.ts";
import { Chance, runSeed } from "./support/chance.ts";
import { judge } from "./support/judge.ts";
import { invoke, message, notification } from "./support/lambda.ts";
import { logObjects, trailLog } from "./support/logs.ts";
import { observe } from "./support/observe.ts";

let account: Account;
let handler: Handler;
let log: MockInstance<typeof console.log>;
beforeEach(async () => {
  account = await newAccount();
  handler = createHandler({}, settingsOf(account));
  log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

const sns = (text: string): string =>
  JSON.stringify({ Type: "Notification", TopicArn: "arn:aws:sns:eu-west-1:111122223333:logs", Message: text });

it("takes every object once, whatever it is, however often it is told", async () => {
  const objects = logObjects(new Chance(runSeed), 24);
  const bodies: string[] = [];
  for (const { key, body } of objects) bodies.push(notification(await put(account, key, body)));
  for (const batch of [bodies, [...bodies].reverse(), bodies.map(sns)]) {
    expect(await invoke(handler, batch.map(message))).toEqual([]);
  }
  await judge(account, objects);
});

describe("of an object", () => {
  const one = () => trailLog(new Chance(7), 1, 5);

  it("takes each version of a bucket that keeps them", async () => {
    const versioned = await newAccount({ isVersioned: true });
    const own = createHandler({}, settingsOf(versioned));
    const [first, second] = [trailLog(new Chance(1), 1, 3), trailLog(new Chance(2), 2, 4)];
    const told = [await put(versioned, "a.json.gz", first.body), await put(versioned, "a.json.gz", second.body)];
    expect(
      await invoke(
        own,
        told.map((object) => message(notification(object))),
      ),
    ).toEqual([]);
    const { rows, entries } = await observe(versioned);
    const ids = [first, second].flatMap(({ expected }) => Object.values(expected.rows).flat());
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(entries).toHaveLength(2);
  });

  it("says that it is gone if another content or none stands under its key", async () => {
    const { key, body } = one();
    const removed = await put(account, key, body);
    const overwritten = await put(account, "b.json.gz", "old");
    await account.s3.send(new DeleteObjectCommand({ Bucket: account.logs, Key: key }));
    await put(account, "b.json.gz", "new");
    expect(
      await invoke(
        handler,
        [removed, overwritten].map((object) => message(notification(object))),
      ),
    ).toEqual([]);
    const { entries, rows } = await observe(account);
    expect(entries.map(({ state }) => state)).toEqual(["gone", "gone"]);
    expect(rows).toEqual([]);
  });

  it("counts removals and tests, and takes nothing for them", async () => {
    const object = await put(account, one().key, one().body);
    const test = JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: account.logs });
    const bodies = [notification(object, "ObjectRemoved:Delete"), test, sns("CloudTrail validation message.")];
    expect(await invoke(handler, bodies.map(message))).toEqual([]);
    expect((await observe(account)).entries).toEqual([]);
    const metrics = JSON.parse(String(log.mock.lastCall?.[0]));
    expect(metrics).toMatchObject({ RemovalsIgnored: 1, DeliveriesOfNothing: [1, 1] });
  });

  it("reads CloudTrail's own notice of several keys", async () => {
    const objects = [trailLog(new Chance(1), 1, 3), trailLog(new Chance(2), 2, 4)];
    for (const { key, body } of objects) await put(account, key, body);
    const notice = JSON.stringify({ s3Bucket: account.logs, s3ObjectKey: objects.map(({ key }) => key) });
    expect(await invoke(handler, [message(sns(notice))])).toEqual([]);
    await judge(account, objects);
  });

  it("reads what KMS encrypted", async () => {
    const { key, body } = one();
    const encryption = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "alias/logs" } as const;
    const { ETag = "" } = await account.s3.send(
      new PutObjectCommand({ Bucket: account.logs, Key: key, Body: body, ...encryption }),
    );
    const version = { kind: "etag" as const, value: ETag.replaceAll('"', "") };
    const told = notification({ bucket: account.logs, key, version, sizeBytes: body.length, storedMs: null });
    expect(await invoke(handler, [message(told)])).toEqual([]);
    await judge(account, [one()]);
  });

  it("never takes what the store itself holds", async () => {
    const own = createHandler({}, { ...settingsOf(account), TRAILKEEP_STORE: `s3://${account.logs}/store/` });
    const object = await put(account, `store/${one().key}`, one().body);
    expect(await invoke(own, [message(notification(object))])).toEqual([]);
    expect((await observe(account)).entries).toEqual([]);
  });
});

describe("a message that cannot be worked", () => {
  it("is sent again, says why the last time, and blocks no other", async () => {
    const good = trailLog(new Chance(3), 3, 4);
    const told = await put(account, good.key, good.body);
    const poison = { ...told, bucket: "no-such-bucket-of-logs", key: "AWSLogs/x.json.gz" };
    const messages = [message("{}"), message(notification(poison)), message(notification(told))];
    const [text, object] = messages.map(({ messageId }) => messageId);
    expect(await invoke(handler, messages)).toEqual([text]);
    const { entries } = await observe(account);
    expect(entries.map(({ key, state }) => [key, state])).toEqual(
      expect.arrayContaining([
        [good.key, "done"],
        [poison.key, "gone"],
      ]),
    );
    expect(object).toBeDefined();
  });

  it("is not begun when time is short, unless it is the last time", async () => {
    const { key, body } = trailLog(new Chance(3), 3, 4);
    const one = message(notification(await put(account, key, body)));
    expect(await invoke(handler, [one], { remainingMs: 30_000 })).toEqual([one.messageId]);
    expect((await observe(account)).entries).toEqual([]);
    expect(await invoke(handler, [one], { remainingMs: 30_000, receives: 5 })).toEqual([]);
    await judge(account, [trailLog(new Chance(3), 3, 4)]);
  });
});

import { gzipSync } from "node:zlib";
import { PutObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { type Account, newAccount, put, settingsOf } from "./support/account.ts";
import { trailkeep as run } from "./support/command.ts";
import { invoke, message, notification } from "./support/lambda.ts";

/** The quarantine of the store on S3, as `trailkeep quarantine` shows it. */

let account: Account;
beforeEach(async () => {
  account = await newAccount();
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

const folder = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/02/";
const torn = (n: number) =>
  `{"eventVersion":"1.11","eventTime":"2026-11-02T10:00:0${n}Z","eventName":"Torn \u2028 ${n}","x": nul}`;
const at = (n: number) => `2026-11-02T10:00:0${n}.000Z`;

async function take(key: string, body: string | Uint8Array): Promise<void> {
  const object = await put(account, key, body);
  expect(await invoke(createHandler({}, settingsOf(account)), [message(notification(object))])).toEqual([]);
}

const trailkeep = (args: readonly string[]) =>
  run(account, ["quarantine", ...args, "--store", `s3://${account.store}/trails`]);

const entrySchema = z.looseObject({ id: z.string(), time: z.string().nullable(), source: z.string().nullable() });
const listSchema = z.object({ entries: z.array(entrySchema), next: z.string().nullable(), total: z.null() });

async function list(args: readonly string[] = []) {
  const { out, err, code } = await trailkeep(["list", "--json", ...args]);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  return listSchema.parse(JSON.parse(out));
}

describe("of a store on S3", () => {
  it("is read again by the command, which says what is left", async () => {
    await take(`${folder}d.json.gz`, gzipSync(`{"Records":[${torn(1)}]}`));
    const { out, code, err } = await trailkeep(["replay", "--json"]);
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(JSON.parse(out)).toEqual({
      entries: { tried: 1, released: 0, kept: 1 },
      objects: { tried: 0, released: 0, kept: 0 },
      records: { written: 0, repeated: 0, expired: 0 },
      skipped: [],
      isWhole: true,
    });
    const shown = await trailkeep(["replay"]);
    expect(shown.out).toMatch(
      /entries +1 entry read again: 0 released, 1 kept\nrecords +0 written, 0 repeated, 0 expired\n/,
    );
    const nowhere = await run(account, ["quarantine", "replay", "--store", "file:///x"]);
    expect(nowhere.err).toContain('"file:///x" is no place in S3 at --store');
    const limited = await trailkeep(["replay", "--limit", "maxRecords=x"]);
    expect(limited).toMatchObject({ code: 2, out: "" });
  });

  it("records are listed page by page, with reason and place, and shown with their bytes", async () => {
    await take(`${folder}a b+é.json.gz`, gzipSync(`{"Records":[${torn(1)},\n${torn(2)},\n${torn(3)}]}`));
    await take(`${folder}c.json.gz`, gzipSync(`{"Records":[${torn(4)}]}`));
    await take(
      "access/111122223333/eu-west-1/shop/2026/11/02/2026-11-02-10-00-00-AB",
      "no line of an access log\n".repeat(2),
    );
    const { entries, next } = await list();
    expect(next).toBeNull();
    const times = entries.map(({ time }) => time).filter((time) => time !== null);
    expect(times.sort()).toEqual([at(1), at(2), at(3), at(4)]);
    const pages: string[] = [];
    for (let after: string | null = ""; after !== null && pages.length < entries.length; ) {
      const page = await list(["--limit", "2", ...(after === "" ? [] : ["--after", after])]);
      expect(page.entries.length).toBeLessThanOrEqual(2);
      pages.push(...page.entries.map(({ id }) => id));
      after = page.next;
      expect(after === null).toBe(pages.length === entries.length);
    }
    expect(pages).toEqual(entries.map(({ id }) => id));
    const access = await list(["--source", "s3_access"]);
    expect(access.entries.map(({ id }) => id)).toEqual(
      entries.filter(({ source }) => source === "s3_access").map(({ id }) => id),
    );
    const second = entries.find(({ time }) => time === at(2));
    expect(second).toMatchObject({ inputObject: `s3://${account.logs}/${folder}a b+é.json.gz`, position: 1 });
    const shown = await trailkeep(["show", second?.id ?? "", "--raw"]);
    expect(shown.out).toBe(torn(2));
    const table = await trailkeep(["list"]);
    expect(table.err).toBe(`${entries.length} entries in quarantine\n`);
    expect(table.out).toContain(second?.id);
  });

  it("an object that is damaged as a whole tells why, and gives its bytes back", async () => {
    const body = gzipSync(`{"Records":[${torn(1)}]}`).subarray(0, -9);
    await take(`${folder}cut short.json.gz`, body);
    const [entry, other] = (await list()).entries;
    expect(other).toBeUndefined();
    expect(entry).toMatchObject({
      inputObject: `s3://${account.logs}/${folder}cut short.json.gz`,
      reason: "the compressed data is cut short",
      ...{ position: null, time: null, sizeBytes: body.length },
    });
    const raw = await trailkeep(["show", entry?.id ?? "", "--raw"]);
    expect(raw.bytes.equals(body)).toBe(true);
    expect((await list(["--after", entry?.id ?? ""])).entries).toEqual([]);
  });

  it("one that was put before files told of themselves is listed too", async () => {
    const Key = "trails/quarantine/ingest_hour=2026-11-02T10/0123456789abcdef.object";
    await account.s3.send(new PutObjectCommand({ Bucket: account.store, Key, Body: "x" }));
    expect((await list()).entries).toMatchObject([
      { id: "2026-11-02T10/0123456789abcdef", inputObject: `s3://${account.store}/${Key}`, sizeBytes: 1 },
    ]);
  });

  it("says what is wrong: no such entry, no such store, a file of somebody else", async () => {
    expect((await list()).entries).toEqual([]);
    for (const id of ["12", "2026-11-02T10/0123456789abcdef", "2026-11-02T10/0123456789abcdef:3"]) {
      const { err, code } = await trailkeep(["show", id]);
      expect(code).toBe(1);
      expect(err).toContain(`there is no quarantine entry "${id}"`);
      expect(err).toContain("`trailkeep quarantine list --store`");
    }
    const nowhere = await run(account, ["quarantine", "list", "--store", "s3://nowhere-at-all/x"]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toContain("NoSuchBucket");
    expect(nowhere.err).toContain("check the name, the Region and what the credentials allow");
    const Key = "trails/quarantine/ingest_hour=2026-11-02T10/0123456789abcdef.ndjson";
    await account.s3.send(new PutObjectCommand({ Bucket: account.store, Key, Body: "{}\n" }));
    const damaged = await trailkeep(["list"]);
    expect(damaged.code).toBe(1);
    expect(damaged.err).toContain(Key);
  });

  it("a reason or a name of any length and any letters never keeps an object from its place", async () => {
    const name = `${"ü\u{1F600}".repeat(150)}.json.gz`;
    await take(`${folder}${name}`, gzipSync(`{"Records":[${torn(1)}]}`).subarray(0, -9));
    const keys: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: account.s3 }, { Bucket: account.store })) {
      keys.push(...Contents.map(({ Key = "" }) => Key));
    }
    expect(keys.filter((key) => key.endsWith(".object"))).toHaveLength(1);
    expect((await list()).entries).toHaveLength(1);
  });
});

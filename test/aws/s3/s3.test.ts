import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type S3Endpoint, startS3 } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "trailkeep-s3-"));
let endpoint: S3Endpoint;
let client: S3Client;
const Bucket = "records";

beforeAll(async () => {
  endpoint = await startS3({ folder, buckets: [Bucket, "listed"] });
  client = clientOf("AKID");
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

function clientOf(accessKeyId: string): S3Client {
  const credentials = { accessKeyId, secretAccessKey: "secret" };
  return new S3Client({ endpoint: endpoint.url, region: "eu-west-1", maxAttempts: 1, credentials });
}

const put = (Key: string, Body: string | Buffer, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

/** The name and status that a call fails with; `done` if it does not. */
async function failure(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    return error instanceof Error && "$metadata" in error ? `${error.name} ${status(error.$metadata)}` : String(error);
  }
}

function status(metadata: unknown): unknown {
  return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
    ? metadata.httpStatusCode
    : "";
}

describe("objects", () => {
  test("what is put is read, with what was said of it, and lies as a file in the bucket's folder", async () => {
    const key = "AWSLogs/111122223333/a + b%ü&?.json.gz";
    const { ETag } = await put(key, "bytes", { Metadata: { signature: "ab12" }, ContentType: "application/json" });
    const got = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    expect(await got.Body?.transformToString()).toBe("bytes");
    expect(got).toMatchObject({ ETag, ContentType: "application/json", Metadata: { signature: "ab12" } });
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: key }))).toMatchObject({ ContentLength: 5, ETag });
    expect(readFileSync(join(folder, Bucket, key), "utf8")).toBe("bytes");
  });

  test("a body of unknown length comes in chunks", async () => {
    const parts = Array.from({ length: 40 }, (_, index) => `${index}\r\n`.repeat(1_000));
    const length = parts.join("").length;
    const body = Readable.from(parts);
    await client.send(new PutObjectCommand({ Bucket, Key: "long", Body: body, ContentLength: length }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "long" }));
    expect(await got.Body?.transformToString()).toBe(parts.join(""));
  });

  test("ranges", async () => {
    await put("range", "0123456789");
    const of = async (Range: string) => {
      const got = await client.send(new GetObjectCommand({ Bucket, Key: "range", Range }));
      return [await got.Body?.transformToString(), got.ContentRange];
    };
    expect(await of("bytes=2-4")).toEqual(["234", "bytes 2-4/10"]);
    expect(await of("bytes=8-")).toEqual(["89", "bytes 8-9/10"]);
    expect(await of("bytes=-3")).toEqual(["789", "bytes 7-9/10"]);
    expect(await failure(of("bytes=10-12"))).toBe("InvalidRange 416");
  });

  test("conditions: only new, only over the one that was read", async () => {
    const { ETag } = await put("once", "first", { IfNoneMatch: "*" });
    expect(await failure(put("once", "second", { IfNoneMatch: "*" }))).toBe("PreconditionFailed 412");
    expect(await failure(put("once", "second", { IfMatch: '"other"' }))).toBe("PreconditionFailed 412");
    expect(await failure(put("nothing", "second", { IfMatch: '"other"' }))).toBe("NoSuchKey 404");
    await put("once", "second", { IfMatch: ETag });
    expect(await failure(client.send(new DeleteObjectCommand({ Bucket, Key: "once", IfMatch: ETag })))).toBe(
      "PreconditionFailed 412",
    );
    await client.send(new DeleteObjectCommand({ Bucket, Key: "once" }));
    expect(await failure(client.send(new GetObjectCommand({ Bucket, Key: "once" })))).toBe("NoSuchKey 404");
    expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: "once" })))).toBe("NotFound 404");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "once" }));
  });

  test("of twenty that want to be the first, one is", async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => failure(put("race", `${index}`, { IfNoneMatch: "*" }))),
    );
    expect(all.filter((it) => it === "done")).toHaveLength(1);
    expect(all.filter((it) => it === "PreconditionFailed 412")).toHaveLength(19);
  });
});

describe("lists", () => {
  const keys = ["a/1", "a/2", "a/b/3", "a-", "b", "ä"];

  beforeAll(async () => {
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: "listed", Key, Body: "x" }));
  });

  test("page by page, in the order of the keys' bytes", async () => {
    const listed: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket: "listed" })) {
      expect(page.Contents?.length).toBeLessThanOrEqual(2);
      listed.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    expect(listed).toEqual(["a-", "a/1", "a/2", "a/b/3", "b", "ä"]);
  });

  test("below a prefix, up to a delimiter, after a key", async () => {
    const list = (more: object) => client.send(new ListObjectsV2Command({ Bucket: "listed", ...more }));
    const below = await list({ Prefix: "a/", Delimiter: "/" });
    expect(below.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ["a/1", 1],
      ["a/2", 1],
    ]);
    expect(below.CommonPrefixes).toEqual([{ Prefix: "a/b/" }]);
    expect((await list({ StartAfter: "a/b/3" })).Contents?.map(({ Key }) => Key)).toEqual(["b", "ä"]);
    expect(await list({ Prefix: "nothing" })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });
});

describe("what is refused", () => {
  test("another bucket, another owner, an operation that it does not know", async () => {
    await put("there", "x");
    expect(await failure(client.send(new GetObjectCommand({ Bucket: "nobodys", Key: "a" })))).toBe("NoSuchBucket 404");
    expect(await failure(client.send(new HeadBucketCommand({ Bucket: "nobodys" })))).toBe("NotFound 404");
    const owned = (ExpectedBucketOwner: string) =>
      failure(client.send(new GetObjectCommand({ Bucket, Key: "there", ExpectedBucketOwner })));
    expect(await owned("111122223333")).toBe("done");
    expect(await owned("999999999999")).toBe("AccessDenied 403");
    const version = new GetObjectCommand({ Bucket, Key: "there", VersionId: "1" });
    expect(await failure(client.send(version))).toBe("NotImplemented 501");
    expect(await failure(put("../outside", "x"))).not.toBe("done");
  });

  test("keys that have run out, are unknown or lack the permission", async () => {
    endpoint.credentials.expire("AKIDOLD");
    endpoint.credentials.forget("AKIDNOBODY");
    endpoint.credentials.deny("AKIDDENIED");
    const read = (key: string) => failure(clientOf(key).send(new GetObjectCommand({ Bucket, Key: "there" })));
    expect(await read("AKIDOLD")).toBe("ExpiredToken 400");
    expect(await read("AKIDNOBODY")).toBe("InvalidAccessKeyId 403");
    expect(await read("AKIDDENIED")).toBe("AccessDenied 403");
    expect((await fetch(`${endpoint.url}/${Bucket}/there`)).status).toBe(403);
  });

  test("faults come as planned, and calls are counted", async () => {
    endpoint.calls.clear();
    endpoint.faults.throttle({ target: "S3", operation: "PutObject" });
    expect(await failure(put("busy", "x"))).toBe("SlowDown 503");
    expect(await failure(put("busy", "x"))).toBe("done");
    endpoint.faults.plan({ target: "S3", operation: "PutObject" }, { kind: "drop", when: "after" });
    expect(await failure(put("lost", "x"))).not.toBe("done");
    expect(endpoint.objects.get(Bucket, "lost").toString()).toBe("x");
    expect(endpoint.calls.count("S3", "PutObject")).toBe(3);
  });
});

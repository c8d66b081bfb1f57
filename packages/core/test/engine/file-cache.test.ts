import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileCache } from "../../src/engine/fetched/file-cache.ts";
import type { FreshFile } from "../../src/engine/fetched/fresh-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeep-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (key: string, sizeBytes = 100): FreshFile => ({ source: "s3_access", key, eTag: "e", sizeBytes });

/** Reads as S3 would, and remembers what was asked for. */
function reader(bytesOf: (one: FreshFile) => number = ({ sizeBytes }) => sizeBytes) {
  const asked: string[] = [];
  const read = async (one: FreshFile) => {
    asked.push(one.key);
    return Readable.from([Buffer.alloc(bytesOf(one), one.key)]);
  };
  return { asked, read };
}

describe("a cache of files", () => {
  it("fetches what is not there, once, whoever asks", async () => {
    const { asked, read } = reader();
    await new FileCache(folder, 1_000).bring([file("a"), file("b")], read);
    const other = new FileCache(folder, 1_000);
    await other.bring([file("a"), file("b"), file("c")], read);
    expect(asked.toSorted()).toEqual(["a", "b", "c"]);
    expect(readFileSync(other.pathOf(file("a")), "utf8")).toBe("a".repeat(100));
  });

  it("takes another version of an object for another file", () => {
    const cache = new FileCache(folder, 1_000);
    expect(cache.pathOf(file("a"))).not.toBe(cache.pathOf({ ...file("a"), eTag: "f" }));
  });

  it("lets go of what nobody has used for an hour, the longest unused first, and of no more than it must", async () => {
    const { read } = reader();
    const cache = new FileCache(folder, 300);
    await cache.bring([file("a"), file("b"), file("c")], read);
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    utimesSync(cache.pathOf(file("a")), ago(3), ago(3));
    utimesSync(cache.pathOf(file("b")), ago(2), ago(2));
    await cache.bring([file("d")], read);
    const left = ["a", "b", "c", "d"].filter((key) =>
      readdirSync(folder).some((name) => cache.pathOf(file(key)).endsWith(name)),
    );
    expect(left).toEqual(["b", "c", "d"]);
  });

  it("keeps what was used within the hour, and says that there is no room", async () => {
    const { asked, read } = reader();
    const cache = new FileCache(folder, 250);
    await cache.bring([file("a"), file("b")], read);
    await expect(cache.bring([file("a"), file("c")], read)).rejects.toMatchObject({ code: "too-many" });
    expect(asked).toEqual(["a", "b"]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("refuses what can never fit", () => {
    const cache = new FileCache(folder, 250);
    cache.expectRoom([file("a"), file("b")]);
    expect(() => cache.expectRoom([file("a"), file("b"), file("c")])).toThrow(
      expect.objectContaining({ code: "capability" }),
    );
  });

  it("keeps nothing of a file that came in part, and fetches it again", async () => {
    const cache = new FileCache(folder, 1_000);
    await expect(cache.bring([file("a")], reader(() => 40).read)).rejects.toThrow("came with 40 bytes of 100");
    const broken = async () =>
      Readable.from(
        (async function* () {
          yield Buffer.alloc(10);
          throw new Error("the connection is gone");
        })(),
      );
    await expect(cache.bring([file("a")], broken)).rejects.toThrow("the connection is gone");
    expect(readdirSync(folder)).toEqual([]);
    await cache.bring([file("a")], reader().read);
    expect(readFileSync(cache.pathOf(file("a")))).toHaveLength(100);
  });

  it("stands two processes that fetch the same file at once", async () => {
    const { read } = reader();
    const caches = Array.from({ length: 6 }, () => new FileCache(folder, 1_000));
    await Promise.all(caches.map((cache) => cache.bring([file("a"), file("b")], read)));
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

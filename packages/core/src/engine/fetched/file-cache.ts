import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import PQueue from "p-queue";
import { TrailkeepError } from "../../error.ts";
import type { FreshFile } from "./fresh-files.ts";

/** Longer than a query may run: what was used since then is left alone, by whatever process. */
const unusedMs = 3_600_000;
const downloads = 8;

/**
 * Copies of objects in a folder, of a bounded size together. Processes may share it: a file comes whole under its name, which
 * says what it is a copy of, and goes only when nobody has used it for an hour.
 */
export class FileCache {
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Where the copy of a file is, or will be. */
  pathOf({ source, key, eTag, sizeBytes }: FreshFile): string {
    const name = createHash("sha256")
      .update(JSON.stringify([key, eTag, sizeBytes]))
      .digest("hex")
      .slice(0, 40);
    return join(this.#folder, `${source}-${name}.parquet`);
  }

  /** Throws `capability` where files are larger than the cache may be. */
  expectRoom(files: readonly FreshFile[]): void {
    const bytes = sum(files);
    if (bytes <= this.#maxBytes) return;
    throw new TrailkeepError("capability", {
      message: `the files have ${megabytes(bytes)} MB, and the cache takes ${megabytes(this.#maxBytes)}`,
      hint: "ask the Athena store, or raise `cacheMegabytes`",
    });
  }

  /** Brings what is not there yet, and lets go of what nobody uses, so that all of it fits. Throws `too-many`. */
  async bring(files: readonly FreshFile[], read: (file: FreshFile) => Promise<Readable>): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const now = new Date();
    const missing: FreshFile[] = [];
    for (const file of files) {
      const isThere = await utimes(this.pathOf(file), now, now).then(
        () => true,
        () => false,
      );
      if (!isThere) missing.push(file);
    }
    if (missing.length === 0) return;
    await this.#makeRoom(sum(missing), now.getTime());
    const queue = new PQueue({ concurrency: downloads });
    await queue.addAll(missing.map((file) => () => this.#copy(file, read)));
  }

  async #copy(file: FreshFile, read: (file: FreshFile) => Promise<Readable>): Promise<void> {
    const path = this.pathOf(file);
    const part = `${path}.${randomUUID()}.part`;
    try {
      await pipeline(await read(file), createWriteStream(part));
      const { size } = await stat(part);
      if (size !== file.sizeBytes)
        throw new TrailkeepError("store-failed", `${file.key} came with ${size} bytes of ${file.sizeBytes}`);
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
  }

  async #makeRoom(bytes: number, nowMs: number): Promise<void> {
    const held = await this.#held();
    let total = held.reduce((all, { sizeBytes }) => all + sizeBytes, 0) + bytes;
    for (const { path, sizeBytes, usedMs } of held.toSorted((a, b) => a.usedMs - b.usedMs)) {
      if (total <= this.#maxBytes || nowMs - usedMs < unusedMs) break;
      await rm(path, { force: true });
      total -= sizeBytes;
    }
    if (total <= this.#maxBytes) return;
    throw new TrailkeepError("too-many", {
      message: `the cache takes ${megabytes(this.#maxBytes)} MB, and files that were used within the hour need them`,
      hint: "raise `cacheMegabytes`, or ask again later",
    });
  }

  async #held() {
    const names = await readdir(this.#folder);
    const found = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const about = await stat(path).catch(() => null);
        return about?.isFile() ? [{ path, sizeBytes: about.size, usedMs: about.mtimeMs }] : [];
      }),
    );
    return found.flat();
  }
}

function sum(files: readonly FreshFile[]): number {
  return files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 1e6).toLocaleString("en");
}

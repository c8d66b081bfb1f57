import { createHash, randomUUID } from "node:crypto";
import {
  type Dirent,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { S3Error } from "./error.ts";

/** What is known of an object beside its bytes. */
export interface ObjectHead {
  readonly key: string;
  readonly sizeBytes: number;
  /** In double quotes, as the header has it. */
  readonly etag: string;
  readonly modifiedMs: number;
  readonly contentType: string;
  readonly contentEncoding: string | null;
  /** `x-amz-meta-*`, without those letters. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a PutObject says beside the bytes. */
export interface PutOptions {
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** `If-None-Match: *`: only if there is no such object. */
  readonly onlyNew?: boolean | undefined;
  /** `If-Match`: only over the object with this ETag. */
  readonly onlyOver?: string | undefined;
}

const sidecar = z.object({
  contentType: z.string(),
  contentEncoding: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
});

const hidden = ".trailkeep-metadata";

/**
 * Buckets as folders of a folder, and objects as files below them, at their key: what else writes a file there has put an
 * object, and what is put is a file for others, as for Trino. All of it happens at once, so that a condition holds.
 */
export class S3Objects {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  createBucket(bucket: string): void {
    mkdirSync(join(this.#folder, bucket), { recursive: true });
  }

  /** In the order of their names. */
  buckets(): readonly string[] {
    return readdirSync(this.#folder)
      .filter((name) => this.hasBucket(name))
      .toSorted();
  }

  hasBucket(bucket: string): boolean {
    return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && existsSync(join(this.#folder, bucket));
  }

  /** Null where there is no such object. Throws NoSuchBucket. */
  head(bucket: string, key: string): ObjectHead | null {
    const file = this.#fileOf(bucket, key);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return null;
    const known = this.#sidecarOf(bucket, key);
    return {
      key,
      sizeBytes: stat.size,
      etag: etagOf(readFileSync(file)),
      modifiedMs: Math.floor(stat.mtimeMs / 1_000) * 1_000,
      contentType: known?.contentType ?? "application/octet-stream",
      contentEncoding: known?.contentEncoding ?? null,
      metadata: known?.metadata ?? {},
    };
  }

  /** Throws NoSuchBucket, NoSuchKey. */
  get(bucket: string, key: string): Buffer {
    const file = this.#fileOf(bucket, key);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
      throw new S3Error("NoSuchKey", "The specified key does not exist.", 404);
    }
    return readFileSync(file);
  }

  /** The new ETag. Throws NoSuchBucket; PreconditionFailed, and NoSuchKey for an ETag of an object that is not there. */
  put(bucket: string, key: string, bytes: Uint8Array, options: PutOptions = {}): string {
    const file = this.#fileOf(bucket, key);
    this.#checkOver(bucket, key, options.onlyOver);
    const whole = `${file}.${randomUUID()}.tmp`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(whole, bytes);
    try {
      if (options.onlyNew === true) linkSync(whole, file);
      else renameSync(whole, file);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") throw preconditionFailed();
      throw error;
    } finally {
      rmSync(whole, { force: true });
    }
    this.#describe(bucket, key, options);
    return etagOf(bytes);
  }

  /** Deletes what is there; an object that is not there is no error. */
  delete(bucket: string, key: string, onlyOver?: string | undefined): void {
    const file = this.#fileOf(bucket, key);
    this.#checkOver(bucket, key, onlyOver);
    rmSync(file, { force: true });
    rmSync(this.#sidecarFile(bucket, key), { force: true });
  }

  /** Every key of a bucket that begins so, by its UTF-8 bytes. Throws NoSuchBucket. */
  keys(bucket: string, prefix: string): readonly string[] {
    this.#checkBucket(bucket);
    const root = join(this.#folder, bucket);
    const found: string[] = [];
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith(".tmp")) continue;
      const key = join(parentOf(entry), entry.name).slice(root.length + 1);
      if (key.startsWith(prefix)) found.push(key);
    }
    return found.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  #checkOver(bucket: string, key: string, etag: string | undefined): void {
    if (etag === undefined) return;
    const there = this.head(bucket, key);
    if (there === null) throw new S3Error("NoSuchKey", "The specified key does not exist.", 404);
    if (there.etag !== etag) throw preconditionFailed();
  }

  #checkBucket(bucket: string): void {
    if (!this.hasBucket(bucket)) throw new S3Error("NoSuchBucket", "The specified bucket does not exist", 404);
  }

  /** A key that would leave the folder, or that a file system cannot hold, is refused, as no test needs one. */
  #fileOf(bucket: string, key: string): string {
    this.#checkBucket(bucket);
    const parts = key.split("/");
    if (
      key === "" ||
      Buffer.byteLength(key) > 1_024 ||
      parts.some((part) => part === "." || part === ".." || part === "")
    ) {
      throw new S3Error("InvalidArgument", `this S3 holds no such key: ${JSON.stringify(key)}`, 400);
    }
    return join(this.#folder, bucket, ...parts);
  }

  #sidecarFile(bucket: string, key: string): string {
    return join(this.#folder, hidden, bucket, `${createHash("sha256").update(key).digest("hex")}.json`);
  }

  #sidecarOf(bucket: string, key: string): z.infer<typeof sidecar> | null {
    const file = this.#sidecarFile(bucket, key);
    return existsSync(file) ? sidecar.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
  }

  #describe(bucket: string, key: string, options: PutOptions): void {
    const file = this.#sidecarFile(bucket, key);
    mkdirSync(dirname(file), { recursive: true });
    const { contentType = "application/octet-stream", contentEncoding = null, metadata = {} } = options;
    writeFileSync(file, JSON.stringify({ contentType, contentEncoding, metadata }));
  }
}

/** Of an object that is put in one piece. */
function etagOf(bytes: Uint8Array): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}

function preconditionFailed(): S3Error {
  return new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
}

/** Node 20.12 names it `path`, later ones `parentPath`. */
function parentOf(entry: Dirent): string {
  return entry.parentPath ?? entry.path;
}

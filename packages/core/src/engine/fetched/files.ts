import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import type { KeptSourceName, SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import type { SourceSummary, StoreFile } from "../../store/index.ts";
import type { LocalFiles } from "../local/engine.ts";
import { FileCache } from "./file-cache.ts";
import { type FreshFile, type FreshPlace, freshFiles } from "./fresh-files.ts";

/** The files of a store on S3, as the embedded engine reads them: those that were brought last. */
export class FetchedFiles implements LocalFiles {
  readonly root: string;
  readonly #cache: FileCache;
  readonly #place: () => Promise<FreshPlace>;
  readonly #listed = new Map<SourceName, readonly FreshFile[]>();
  readonly #brought = new Map<SourceName, readonly FreshFile[]>();

  constructor(folder: string, maxBytes: number, place: () => Promise<FreshPlace>) {
    this.root = resolve(folder);
    this.#cache = new FileCache(join(this.root, "files"), maxBytes);
    this.#place = place;
  }

  /** Looks which files there are now. Throws `capability` where they are not all, or too large together. */
  async list(sources: readonly KeptSourceName[]): Promise<void> {
    const place = await this.#place();
    for (const source of sources) this.#listed.set(source, await freshFiles(place, source));
    this.#cache.expectRoom(this.#listedOf(sources));
  }

  /** Bytes and number of the files that were listed last. */
  size(sources: readonly KeptSourceName[]): { readonly bytes: number; readonly files: number } {
    const listed = this.#listedOf(sources);
    return { bytes: listed.reduce((total, { sizeBytes }) => total + sizeBytes, 0), files: listed.length };
  }

  /** Brings the files that were listed last. */
  async bring(sources: readonly KeptSourceName[]): Promise<void> {
    const place = await this.#place();
    const listed = sources.map((source) => [source, this.#listed.get(source) ?? []] as const);
    await this.#cache.bring(
      listed.flatMap(([, files]) => files),
      (file) => bodyOf(place, file),
    );
    for (const [source, files] of listed) this.#brought.set(source, files);
  }

  /** When its records were is not known of a file before it is read. */
  files(source: SourceName): readonly StoreFile[] {
    return (this.#brought.get(source) ?? []).map((file) => ({
      source,
      day: "",
      path: this.#cache.pathOf(file),
      rows: 0,
      sizeBytes: file.sizeBytes,
      minTimeMs: Number.MIN_SAFE_INTEGER,
      maxTimeMs: Number.MAX_SAFE_INTEGER,
      shortcuts: 0,
    }));
  }

  summary(source: SourceName): SourceSummary {
    return { source, rows: 0, files: 0, sizeBytes: 0, minTimeMs: null, maxTimeMs: null };
  }

  /** What could not be read stays in S3, and is not counted here. */
  quarantined() {
    return { inRange: 0, timeUnknown: 0 };
  }

  /** Nothing is deleted from fresh files. */
  deletedDays() {
    return [];
  }

  lastDeletion(): number {
    return 0;
  }

  snapshot<T>(work: () => T): T {
    return work();
  }

  arrivals(): ReadonlyMap<string, number> {
    return new Map();
  }

  #listedOf(sources: readonly KeptSourceName[]): readonly FreshFile[] {
    return sources.flatMap((source) => this.#listed.get(source) ?? []);
  }
}

async function bodyOf({ s3, bucket }: FreshPlace, { key, eTag }: FreshFile): Promise<Readable> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  const { Readable: NodeReadable } = await import("node:stream");
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: `"${eTag}"` }));
  if (Body instanceof NodeReadable) return Body;
  throw new TrailkeepError("store-failed", `S3 gave nothing of s3://${bucket}/${key}`);
}

import { GetObjectCommand, HeadObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import {
  linesOf,
  type QuarantineLine,
  quarantinedObject,
  quarantinedRecords,
  quarantineFolder,
  readQuarantineLine,
} from "@trailkeep/core/archive";
import type { SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import type { QuarantineEntry } from "@trailkeep/core/store";
import { s3Client } from "../aws.ts";
import { readPlace, type S3Place } from "../sink/s3/place.ts";
import { asAskedError, failureOf, isGone } from "../source/s3/failure.ts";
import { damageOf } from "./damage.ts";

export interface QuarantinePage {
  readonly limit: number;
  /** Entries after this one; from the first if left out. */
  readonly afterId?: string | undefined;
  /** Entries that may belong to this source; of any if left out. */
  readonly source?: SourceName | undefined;
}

/** An entry's id: ingest hour and name of its file, and the record's position where it is not a whole object. */
interface EntryId {
  readonly file: string;
  readonly position: number | null;
}

/** Looks at the quarantine of a store on S3. Every method throws TrailkeepError: credentials, store-failed, store-unreachable. */
export class S3QuarantineReader {
  readonly #client: S3Client;
  readonly #place: S3Place;

  constructor(client: S3Client, place: S3Place) {
    this.#client = client;
    this.#place = place;
  }

  /** Entries in the order of their ingest hours. Reads every file on the way, or as many as it takes to find so many. */
  async list({ limit, afterId, source }: QuarantinePage): Promise<readonly QuarantineEntry[]> {
    const after = afterId === undefined ? null : readId(afterId);
    const entries: QuarantineEntry[] = [];
    for await (const { file, isWhole } of this.#files(after?.file ?? null)) {
      if (after !== null && file < after.file) continue;
      for await (const entry of isWhole ? this.#damaged(file) : this.#recordsOf(file, source)) {
        if (file === after?.file && (entry.position ?? -1) <= (after.position ?? -1)) continue;
        entries.push(entry);
        if (entries.length === limit) return entries;
      }
    }
    return entries;
  }

  /** @throws TrailkeepError not-found */
  async entry(id: string): Promise<QuarantineEntry> {
    const { file, position } = readId(id);
    if (position === null) return this.#whole(file, id);
    return entryOf(await this.#line(file, position, id), file);
  }

  /** The bytes of an entry. @throws TrailkeepError not-found */
  async raw(id: string): Promise<Uint8Array> {
    const { file, position } = readId(id);
    if (position !== null) return Buffer.from((await this.#line(file, position, id)).raw, "base64");
    const found = await this.#get(`${file}${quarantinedObject}`);
    if (found === null) throw notFound(id);
    const chunks: Uint8Array[] = [];
    for await (const chunk of found) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  close(): void {
    this.#client.destroy();
  }

  /** Files by hour and name; those of an hour and later, if one of its files is named. */
  async *#files(from: string | null): AsyncGenerator<{ readonly file: string; readonly isWhole: boolean }> {
    const { bucket } = this.#place;
    const Prefix = this.#keyOf("");
    const hour = from?.slice(0, from.indexOf("/") + 1);
    const StartAfter = hour === undefined ? undefined : this.#keyOf(hour);
    try {
      const pages = paginateListObjectsV2(
        { client: this.#client },
        { Bucket: bucket, Prefix, ...(StartAfter === undefined ? {} : { StartAfter }) },
      );
      for await (const { Contents = [] } of pages) {
        for (const { Key = "" } of Contents) {
          const ending = [quarantinedRecords, quarantinedObject].find((one) => Key.endsWith(one));
          if (ending === undefined) continue;
          yield { file: Key.slice(Prefix.length, -ending.length), isWhole: ending === quarantinedObject };
        }
      }
    } catch (error) {
      throw asAskedError(error, "S3", `s3://${bucket}/${Prefix}`);
    }
  }

  /** Of any source: nobody knows what it is of. */
  async *#damaged(file: string): AsyncGenerator<QuarantineEntry> {
    yield await this.#whole(file, file);
  }

  async *#recordsOf(file: string, source: SourceName | undefined): AsyncGenerator<QuarantineEntry> {
    for await (const line of this.#lines(file)) {
      if (source === undefined || line.sources === null || line.sources.includes(source)) yield entryOf(line, file);
    }
  }

  async *#lines(file: string): AsyncGenerator<QuarantineLine> {
    const key = `${file}${quarantinedRecords}`;
    const at = `s3://${this.#place.bucket}/${this.#keyOf(key)}`;
    const bytes = await this.#get(key);
    if (bytes === null) return;
    for await (const text of linesOf(bytes)) yield readQuarantineLine(text, at);
  }

  async #line(file: string, position: number, id: string): Promise<QuarantineLine> {
    for await (const line of this.#lines(file)) if (line.position === position) return line;
    throw notFound(id);
  }

  async #whole(file: string, id: string): Promise<QuarantineEntry> {
    const Key = this.#keyOf(`${file}${quarantinedObject}`);
    const at = `s3://${this.#place.bucket}/${Key}`;
    const head = await this.#asked(at, this.#client.send(new HeadObjectCommand({ Bucket: this.#place.bucket, Key })));
    if (head === null) throw notFound(id);
    const { inputObject, reason, format } = damageOf(head.Metadata ?? {});
    return {
      id: file,
      inputObject: inputObject ?? at,
      source: null,
      format,
      reason: reason ?? "it is damaged as a whole: its entry in the ledger says why",
      ...{ position: null, byteOffset: null, timeMs: null },
      sizeBytes: head.ContentLength ?? 0,
      quarantinedAtMs: hourOf(file),
    };
  }

  /** A file's bytes; null if it is gone. */
  async #get(name: string): Promise<AsyncIterable<Uint8Array> | null> {
    const [Bucket, Key] = [this.#place.bucket, this.#keyOf(name)];
    const at = `s3://${Bucket}/${Key}`;
    const found = await this.#asked(at, this.#client.send(new GetObjectCommand({ Bucket, Key })));
    const body = found?.Body;
    if (body === undefined) return null;
    return (async function* pieces() {
      try {
        yield* body.transformToWebStream();
      } catch (error) {
        throw asAskedError(error, "S3", at);
      }
    })();
  }

  async #asked<T>(at: string, answer: Promise<T>): Promise<T | null> {
    try {
      return await answer;
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== null && isGone(failure)) return null;
      throw asAskedError(error, "S3", at);
    }
  }

  #keyOf(name: string): string {
    return `${quarantineFolder(this.#place.prefix)}ingest_hour=${name}`;
  }
}

/** The quarantine of the store at a place, `s3://bucket/prefix/`. Throws invalid-config. */
export function openS3Quarantine(uri: string, at: string): S3QuarantineReader {
  return new S3QuarantineReader(s3Client(), readPlace(uri, at));
}

function entryOf(line: QuarantineLine, file: string): QuarantineEntry {
  const { inputObject, sources, format, reason, position, byteOffset, timeMs, raw } = line;
  const [source = null, other] = sources ?? [];
  return {
    id: `${file}:${position}`,
    ...{ inputObject, format, reason, position, byteOffset, timeMs },
    source: other === undefined ? source : null,
    sizeBytes: Buffer.byteLength(raw, "base64"),
    quarantinedAtMs: hourOf(file),
  };
}

function readId(id: string): EntryId {
  const [, file, position] = /^(\d{4}-\d{2}-\d{2}T\d{2}\/[0-9a-f]+)(?::(\d{1,15}))?$/.exec(id) ?? [];
  if (file === undefined) throw notFound(id);
  return { file, position: position === undefined ? null : Number(position) };
}

/** The hour that it was taken in: what of a file went since does not change it. */
function hourOf(file: string): number {
  return Date.parse(`${file.slice(0, file.indexOf("/"))}:00:00Z`);
}

function notFound(id: string): TrailkeepError {
  return new TrailkeepError("not-found", {
    message: `there is no quarantine entry ${JSON.stringify(id)}`,
    hint: "`trailkeep quarantine list --store` shows those there are",
  });
}

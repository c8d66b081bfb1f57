import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { TrailkeepError } from "../../../error.ts";

/** Where delivered files lie. */
export interface DeliveryFolder {
  names(): Promise<readonly string[]>;
  /** The bytes of a file; null if it is not there. */
  open(name: string): Promise<Readable | null>;
}

/** The folder of a bucket. */
export function bucketFolder(client: S3Client, uri: string): DeliveryFolder {
  const { bucket: Bucket, prefix } = placeOf(uri);
  return {
    async names() {
      const names: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })) {
        names.push(...Contents.map(({ Key = "" }) => Key.slice(prefix.length)));
      }
      return names;
    },
    async open(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: `${prefix}${name}` }));
        if (Body instanceof Readable) return Body;
        throw new TrailkeepError("store-failed", `S3 gave no bytes for ${prefix}${name}`);
      } catch (error) {
        if (error instanceof Error && error.name === "NoSuchKey") return null;
        throw error;
      }
    },
  };
}

/** A folder of this machine that the files were copied to. */
export function localFolder(folder: string): DeliveryFolder {
  return {
    async names() {
      const entries = await readdir(folder, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    async open(name) {
      const names = await this.names();
      return names.includes(name) ? createReadStream(join(folder, name)) : null;
    },
  };
}

/** Bucket and prefix of a folder in S3; the prefix ends with a slash, or is empty. */
export function placeOf(uri: string): { readonly bucket: string; readonly prefix: string } {
  const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  return { bucket, prefix: path === "" || path.endsWith("/") ? path : `${path}/` };
}

/** SHA-256 of a stream, in hexadecimal; no more than a piece of it is in memory. */
export async function sha256Of(stream: Readable): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest("hex");
}

/** A small file's text. */
export async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { type QueryMemory, rememberedSchema } from "./memory.ts";
import { storeFailure } from "./remote/failure.ts";

export interface MemoryPlace {
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
}

/** What queries are remembered by, an object each. A lifecycle rule of the bucket removes them. */
export class S3QueryMemory implements QueryMemory {
  readonly #client: S3Client;
  readonly #place: MemoryPlace;

  constructor(client: S3Client, place: MemoryPlace) {
    this.#client = client;
    this.#place = place;
  }

  async put(id: string, remembered: Parameters<QueryMemory["put"]>[1]): Promise<void> {
    const Body = JSON.stringify(remembered);
    const put = new PutObjectCommand({ ...this.#at(id), Body, ContentType: "application/json", IfNoneMatch: "*" });
    await this.#client.send(put).catch(this.#rethrow);
  }

  async get(id: string) {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#at(id)));
      return rememberedSchema.parse(JSON.parse((await Body?.transformToString()) ?? ""));
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") return null;
      return this.#rethrow(error);
    }
  }

  readonly #rethrow = (error: unknown): never => {
    throw storeFailure(error, `s3://${this.#place.bucket}/${this.#place.prefix}`);
  };

  #at(id: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#place.bucket, Key: `${this.#place.prefix}${id}.json` };
  }
}

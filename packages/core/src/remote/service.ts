import { s3Client } from "../engine/aws.ts";
import { S3QueryMemory } from "../engine/memory-s3.ts";
import { EngineQueryService } from "../engine/query-service.ts";
import type { QueryService } from "../engine/service.ts";
import type { Engine } from "../engine/types.ts";
import { TrailkeepError } from "../error.ts";
import { openAwsStore } from "../stores/open-aws.ts";
import { parseStores } from "../stores/parse.ts";
import type { StoreConfig } from "../stores/schema.ts";
import { type RemoteStores, storesText } from "./stores-text.ts";

export interface RemoteServiceOptions {
  readonly stores: RemoteStores;
  /** Signs query ids, 32 bytes at least; every process has the same. */
  readonly tokenKey: Buffer;
  /** `s3://bucket/prefix/`: where queries are remembered, for every process to take up. */
  readonly memory: string;
  readonly region: string;
}

/**
 * Opens the service over the stores of a configuration; none of them is asked yet.
 * @throws TrailkeepError invalid-config, and what reading the configuration from S3 fails with
 */
export async function openRemoteService(options: RemoteServiceOptions): Promise<QueryService> {
  const { tokenKey, memory, region, stores } = options;
  if (tokenKey.length < 32) {
    throw new TrailkeepError("invalid-config", "the key of query ids is shorter than 32 bytes");
  }
  const s3 = await s3Client({ region });
  const { text, name } = await storesText(stores, s3);
  const engines = await Promise.all(
    Object.entries(parseStores(text, name).stores).map(([key, config]) => open(key, config)),
  );
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(memory) ?? [];
  return new EngineQueryService({ engines, tokenKey, memory: new S3QueryMemory(s3, { bucket, prefix }) });
}

async function open(name: string, config: StoreConfig): Promise<Engine> {
  if (config.engine !== "local" && config.engine !== "fetched") return openAwsStore(name, config, {});
  const hint = "declare stores in AWS that run queries, or run `trailkeep serve` where the folder is";
  throw new TrailkeepError("invalid-config", {
    message: `the store \`${name}\` is ${config.engine === "local" ? "a folder" : "fetched into a folder"}, and there is none here`,
    hint,
  });
}

import type { Engine } from "../engine/types.ts";
import { type OpenOptions, openAwsStore } from "./open-aws.ts";
import { readStores } from "./read.ts";
import type { StoreConfig } from "./schema.ts";

export type { OpenOptions } from "./open-aws.ts";

/**
 * Opens the engines that a stores file declares, in its order. Nothing is asked of any of them yet.
 * @throws TrailkeepError invalid-config with file, line and column of each problem
 */
export function openStores(file: string, options: OpenOptions = {}): Promise<readonly Engine[]> {
  const { stores } = readStores(file);
  return Promise.all(Object.entries(stores).map(([name, config]) => openStore(name, config, options)));
}

/** What a store of a kind needs is loaded only where one is declared. */
async function openStore(name: string, config: StoreConfig, options: OpenOptions): Promise<Engine> {
  if (config.engine === "fetched") {
    const { openFetched } = await import("../engine/fetched/open.ts");
    return openFetched(name, config, { credentials: options.credentials, now: options.now ?? Date.now });
  }
  if (config.engine !== "local") return openAwsStore(name, config, options);
  const { openLocal } = await import("../engine/local/open.ts");
  return openLocal(name, config);
}

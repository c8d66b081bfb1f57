import { storeFailure } from "../../engine/remote/failure.ts";
import type { TrailkeepError } from "../../error.ts";
import type { OpenOptions } from "../open.ts";
import type { StoreConfig, StoresConfig } from "../schema.ts";
import { checkAthena } from "./athena.ts";
import { checkFetched } from "./fetched.ts";
import { checkInsights } from "./insights.ts";
import { checkLake } from "./lake.ts";
import { checkLocal } from "./local.ts";

export interface Check {
  readonly store: string;
  /** What was asked for and is there. */
  readonly found: readonly string[];
  /** What the store answered instead; null if everything is there. */
  readonly failure: TrailkeepError | null;
}

/** Whether everything that a stores file names is there and may be asked. Nothing is scanned. */
export function checkStores({ stores }: StoresConfig, options: OpenOptions = {}): Promise<readonly Check[]> {
  return Promise.all(Object.entries(stores).map(([name, config]) => checkStore(name, config, options)));
}

async function checkStore(store: string, config: StoreConfig, options: OpenOptions): Promise<Check> {
  try {
    return { store, found: await foundIn(config, options), failure: null };
  } catch (error) {
    return { store, found: [], failure: storeFailure(error, store) };
  }
}

async function foundIn(config: StoreConfig, { credentials }: OpenOptions): Promise<readonly string[]> {
  switch (config.engine) {
    case "local":
      return checkLocal(config);
    case "fetched":
      return checkFetched(config, credentials);
    case "lake":
      return checkLake(config, { ...config, credentials });
    case "athena":
      return checkAthena(config, { ...config, credentials });
    case "insights":
      return checkInsights(config, { ...config, credentials });
  }
}

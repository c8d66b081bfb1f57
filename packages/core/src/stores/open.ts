import { compileAthena } from "../dialect/athena.ts";
import { compileInsights } from "../dialect/insights/compile.ts";
import { compileLake } from "../dialect/lake.ts";
import type { AwsCredentials } from "../engine/aws.ts";
import type { Engine } from "../engine/types.ts";
import { readStores } from "./read.ts";
import type { StoreConfig } from "./schema.ts";

export interface OpenOptions {
  /** What every store in AWS begins with; the SDK's default chain if left out. */
  readonly credentials?: AwsCredentials | undefined;
  /** The clock, epoch milliseconds. */
  readonly now?: (() => number) | undefined;
}

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
  const { credentials, now = Date.now } = options;
  const common = { credentials, now };
  switch (config.engine) {
    case "local": {
      const { openLocal } = await import("../engine/local/open.ts");
      return openLocal(name, config);
    }
    case "lake": {
      const { openLake } = await import("../engine/lake/open.ts");
      return openLake(name, config, { compile: compileLake, ...common });
    }
    case "athena": {
      const { openAthena } = await import("../engine/athena/open.ts");
      return openAthena(name, config, { compile: compileAthena, ...common });
    }
    case "insights": {
      const { openInsights } = await import("../engine/insights/open.ts");
      return openInsights(name, config, { compile: compileInsights, ...common });
    }
  }
}

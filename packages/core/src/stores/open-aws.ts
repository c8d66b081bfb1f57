import { compileAthena } from "../dialect/athena.ts";
import { compileInsights } from "../dialect/insights/compile.ts";
import { compileLake } from "../dialect/lake.ts";
import type { AwsCredentials } from "../engine/aws.ts";
import type { Engine } from "../engine/types.ts";
import type { AwsConfig } from "./schema.ts";

export interface OpenOptions {
  /** What every store in AWS begins with; the SDK's default chain if left out. */
  readonly credentials?: AwsCredentials | undefined;
  /** The clock, epoch milliseconds. */
  readonly now?: (() => number) | undefined;
}

/** Opens the engine of a store in AWS; what its kind needs is loaded only then. Nothing is asked of it yet. */
export async function openAwsStore(name: string, config: AwsConfig, options: OpenOptions): Promise<Engine> {
  const { credentials, now = Date.now } = options;
  const common = { credentials, now };
  switch (config.engine) {
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

import { LocalEngine, type LocalEngineOptions } from "./local/engine.ts";
import { EngineQueryService, resultLifetimeMs } from "./query-service.ts";
import type { QueryService } from "./service.ts";
import type { Engine } from "./types.ts";

export interface QueryServiceOptions extends Omit<LocalEngineOptions, "name"> {
  /** The clock, epoch milliseconds: relative time ranges are measured from it. */
  readonly now?: () => number;
  /** Stores beside the folder, in the order in which equals are preferred. */
  readonly others?: readonly Engine[] | undefined;
}

/** Opens the query service over a folder, `local`, and the other stores. Close it to stop what runs and remove results. */
export function openQueryService({ now, others = [], ...local }: QueryServiceOptions): QueryService {
  const engines = [new LocalEngine({ resultLifetimeMs, ...local }), ...others];
  return new EngineQueryService({ engines, now });
}

import type { StoreKind } from "../policy/index.ts";
import { localStoreTarget } from "./local-store.ts";
import type { RetentionTarget } from "./target.ts";

export { type LocalStoreNeeds, localStoreTarget } from "./local-store.ts";
export type {
  ActionOf,
  AnyTarget,
  ApplyOptions,
  ApplyOutcome,
  Observation,
  ObservedOf,
  RetentionTarget,
  TargetOptions,
  Unread,
} from "./target.ts";

/** The factory of each kind's target; what it needs (clients, account, Region, a folder) is its one argument. */
export const retentionTargets = { local_store: localStoreTarget } as const satisfies {
  readonly [Kind in StoreKind]?: (needs: never) => RetentionTarget<Kind>;
};

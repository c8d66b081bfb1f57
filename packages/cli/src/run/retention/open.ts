import { openPlaces, openRetention, type RetentionService } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import type { RetentionPlace } from "@trailkeep/core/stores";

/** What all commands of retention are told. */
export interface RetentionFlags {
  readonly data: string;
  readonly stores?: string | undefined;
  readonly key?: string | undefined;
  readonly anchor?: string | undefined;
  readonly publicKey?: string | undefined;
}

/** Does something with retention over the store, and closes it. */
export async function withRetention<T>(
  { data, stores, key, anchor, publicKey }: RetentionFlags,
  work: (retention: RetentionService, store: Store, places: readonly RetentionPlace[]) => Promise<T>,
): Promise<T> {
  const store = Store.open(data);
  try {
    const places = await placesOf(stores);
    const targets = openPlaces(places);
    const retention = openRetention({ store, targets, keyFile: key, anchorFile: anchor, publicKeyFile: publicKey });
    return await work(retention, store, places);
  } finally {
    store.close();
  }
}

/** The accounts and Regions that the stores file names under `retention`. */
async function placesOf(file: string | undefined): Promise<readonly RetentionPlace[]> {
  if (file === undefined) return [];
  const { readStores } = await import("@trailkeep/core/stores");
  return readStores(file).retention;
}

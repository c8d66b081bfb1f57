import { awsTargets, openRetention, type RetentionService } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { readStores } from "@trailkeep/core/stores";

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
  work: (retention: RetentionService, store: Store) => Promise<T>,
): Promise<T> {
  const places = stores === undefined ? [] : (readStores(stores).retention ?? []);
  const store = Store.open(data);
  const files = { keyFile: key, anchorFile: anchor, publicKeyFile: publicKey };
  try {
    return await work(openRetention({ store, targets: awsTargets(places), ...files }), store);
  } finally {
    store.close();
  }
}

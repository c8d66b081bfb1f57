import { openRetention, type RetentionService } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";

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
  { data, key, anchor, publicKey }: RetentionFlags,
  work: (retention: RetentionService, store: Store) => Promise<T>,
): Promise<T> {
  const store = Store.open(data);
  try {
    return await work(openRetention({ store, keyFile: key, anchorFile: anchor, publicKeyFile: publicKey }), store);
  } finally {
    store.close();
  }
}

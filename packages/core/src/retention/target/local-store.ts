import { pathToFileURL } from "node:url";
import { localSourceNames, type SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import { type Store, StoreWriter } from "../../store/index.ts";
import type { ObservedLocalStore } from "../plan/index.ts";
import type { RetentionTarget } from "./target.ts";

export interface LocalStoreNeeds {
  /** The store as a reader sees it; its folder is written to by a writer of its own, under the ingest lock. */
  readonly store: Store;
}

/**
 * The embedded store: each source is a store of its own, and whole days of it go through the manifest, in one transaction.
 * Files are deleted after the grace period, so that a reader at work comes to its end.
 */
export function localStoreTarget({ store }: LocalStoreNeeds): RetentionTarget<"local_store"> {
  const place = pathToFileURL(store.root).href;
  const observeSource = (source: SourceName): ObservedLocalStore => ({
    kind: "local_store",
    id: `${place}#${source}`,
    name: source,
    arn: null,
    account: null,
    region: null,
    tags: {},
    days: store.days(source),
  });
  const sourceOf = (id: string): SourceName | undefined =>
    localSourceNames.find((source) => `${place}#${source}` === id);

  return {
    kind: "local_store",

    async observe() {
      return { stores: store.snapshot(() => localSourceNames.map(observeSource)), unread: [] };
    },

    async reobserve(id) {
      const source = sourceOf(id);
      return source === undefined ? null : observeSource(source);
    },

    async apply(action, { signal, confirm } = {}) {
      const source = sourceOf(action.store);
      if (source === undefined || action.type !== "delete_days") {
        const message = `an embedded store cannot do this: ${action.type} of ${action.store}`;
        throw new TrailkeepError("invalid-request", message);
      }
      const writer = await StoreWriter.open(store.root, { kind: "retention", wait: true, signal });
      try {
        await confirm?.();
        const deleted = writer.deleteDays(source, action.days, action.because);
        writer.finish();
        return { changed: deleted.days.length > 0, proof: { ...deleted, days: [...deleted.days] } };
      } finally {
        writer.close();
      }
    },

    isApplied(action, observed) {
      if (observed === null || action.type !== "delete_days") return false;
      return observed.days.every(({ day }) => !action.days.includes(day));
    },
  };
}

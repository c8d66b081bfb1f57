import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { StateStore } from "../../store/state.ts";

/** A version of an object, and when it was made, epoch milliseconds. */
export interface HeldVersion {
  readonly key: string;
  readonly versionId: string;
  readonly modifiedMs: number;
}

/** Versions that got their holds together. */
export interface JournalPage {
  readonly versions: readonly HeldVersion[];
  /** Forgets those of them that are not among these. */
  forget(left: readonly HeldVersion[]): Promise<void>;
}

const versionsSchema = z
  .array(z.tuple([z.string(), z.string(), z.number()]))
  .transform((list) => list.map(([key, versionId, modifiedMs]): HeldVersion => ({ key, versionId, modifiedMs })));

/** Entries read at one time: each may hold a thousand keys. */
const pageLimit = 20;

/**
 * Which versions have a legal hold of Trailkeep's. Object Lock has one switch and does not say whose it is: only what is noted here
 * is ever taken off. A version is noted before its hold is set.
 */
export class LegalHoldJournal {
  readonly #state: StateStore;

  constructor(state: StateStore) {
    this.#state = state;
  }

  async note(bucket: string, versions: readonly HeldVersion[]): Promise<void> {
    if (versions.length > 0) await this.#state.putIfAbsent(`${prefixOf(bucket)}${randomUUID()}`, textOf(versions));
  }

  /** What is noted of a bucket. A version can be noted twice, after an interruption. */
  async *pages(bucket: string): AsyncGenerator<JournalPage> {
    const prefix = prefixOf(bucket);
    for (let afterKey: string | undefined; ; ) {
      const entries = await this.#state.list(prefix, { limit: pageLimit, afterKey });
      for (const { key, value, version } of entries) {
        const versions = versionsSchema.parse(JSON.parse(value));
        if (versions.length === 0) continue;
        yield {
          versions,
          forget: async (left) => {
            // Only who works under the lock of applications changes an entry; if another does, it does the same.
            await this.#state.putIfMatch(key, textOf(left), version);
          },
        };
      }
      afterKey = entries.at(-1)?.key;
      if (entries.length < pageLimit) return;
    }
  }
}

function textOf(versions: readonly HeldVersion[]): string {
  return JSON.stringify(versions.map(({ key, versionId, modifiedMs }) => [key, versionId, modifiedMs]));
}

function prefixOf(bucket: string): string {
  return `legal-holds/${bucket}/`;
}

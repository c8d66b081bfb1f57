import { z } from "zod";
import type { SourceName } from "../catalog/index.ts";
import { deletedDays, lastDeletion } from "./deletions.ts";
import { summarise, visibleFiles } from "./files.ts";
import { countQuarantined } from "./quarantine.ts";
import type { Sqlite } from "./sqlite.ts";
import type { DeletedDay, QuarantineCount, SourceSummary, StoreFile, TimeRange } from "./types.ts";

const versionRow = z.object({ data_version: z.number() });

/** More ranges than dashboards ask for at a time. */
const maxCounts = 1_000;

/**
 * What queries need to know of a manifest, read once for each state that it is in. A reader changes no files, so a state
 * is over when another connection commits; SQLite counts that.
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export class Snapshot {
  readonly #manifest: Sqlite;
  readonly #root: string;
  #version = -1;
  readonly #files = new Map<SourceName, readonly StoreFile[]>();
  readonly #summaries = new Map<SourceName, SourceSummary>();
  readonly #quarantined = new Map<string, QuarantineCount>();
  readonly #deleted = new Map<SourceName, readonly DeletedDay[]>();
  #lastDeletion: number | undefined;

  constructor(manifest: Sqlite, root: string) {
    this.#manifest = manifest;
    this.#root = root;
  }

  files(source: SourceName, range?: TimeRange): readonly StoreFile[] {
    this.#refresh();
    const all = known(this.#files, source, () => visibleFiles(this.#manifest, this.#root, source));
    if (range === undefined) return all;
    return all.filter(({ minTimeMs, maxTimeMs }) => maxTimeMs >= range.startMs && minTimeMs < range.endMs);
  }

  summary(source: SourceName): SourceSummary {
    this.#refresh();
    return known(this.#summaries, source, () => summarise(this.#manifest, source));
  }

  quarantined(source: SourceName, range?: TimeRange): QuarantineCount {
    this.#refresh();
    if (this.#quarantined.size >= maxCounts) this.#quarantined.clear();
    const key = `${source} ${range?.startMs} ${range?.endMs}`;
    return known(this.#quarantined, key, () => countQuarantined(this.#manifest, source, range));
  }

  deleted(source: SourceName): readonly DeletedDay[] {
    this.#refresh();
    return known(this.#deleted, source, () => deletedDays(this.#manifest, source));
  }

  lastDeletion(): number {
    this.#refresh();
    this.#lastDeletion ??= lastDeletion(this.#manifest);
    return this.#lastDeletion;
  }

  /** The version is read first: what is read after it is of that state or a later one, and a later one is noticed next time. */
  #refresh(): void {
    const version = this.#manifest.get(versionRow, "PRAGMA data_version")?.data_version;
    if (version === this.#version) return;
    this.#files.clear();
    this.#summaries.clear();
    this.#quarantined.clear();
    this.#deleted.clear();
    this.#lastDeletion = undefined;
    this.#version = version ?? -1;
  }
}

function known<Key, T>(answers: Map<Key, T>, key: Key, read: () => T): T {
  const answer = answers.get(key);
  if (answer !== undefined) return answer;
  const fresh = read();
  answers.set(key, fresh);
  return fresh;
}

import { renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  atDisk,
  type DataDay,
  dataFilePath,
  dayFolder,
  makeFolder,
  type NewFile,
  syncPath,
} from "@trailkeep/core/store";
import type { CompactBoundary } from "./boundary.ts";

/** The name of a file that a compaction writes: no name comes twice in the life of a store. */
export function fileName(runId: number, number: number): string {
  return `c${runId}-${number}.parquet`;
}

/** The new files of a day, durable under their final names and not yet visible. */
export class Publication {
  readonly files: NewFile[] = [];
  readonly #root: string;
  readonly #day: DataDay;
  readonly #onBoundary: (name: CompactBoundary) => void;

  constructor(root: string, day: DataDay, onBoundary: (name: CompactBoundary) => void) {
    this.#root = root;
    this.#day = day;
    this.#onBoundary = onBoundary;
  }

  /** The file's bytes first, then its name: a name on the disk without its bytes could be listed after a power cut. */
  add(staged: string, file: Omit<NewFile, "source" | "day" | "sizeBytes">): void {
    const { source, day } = this.#day;
    const folder = join(this.#root, dayFolder(source, day));
    const sizeBytes = atDisk(folder, () => {
      syncPath(staged);
      this.#onBoundary("compact-synced");
      makeFolder(folder);
      const path = join(this.#root, dataFilePath(source, day, file.name));
      renameSync(staged, path);
      syncPath(folder);
      return statSync(path).size;
    });
    this.files.push({ ...file, source, day, sizeBytes });
    this.#onBoundary("compact-named");
  }

  /** Takes the files back: nobody has seen them. */
  withdraw(): void {
    for (const { source, day, name } of this.files) {
      rmSync(join(this.#root, dataFilePath(source, day, name)), { force: true });
    }
  }
}

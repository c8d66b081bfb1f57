import { createHash } from "node:crypto";
import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { atDisk, layout, makeFolder, syncPath } from "@trailkeep/core/store";
import type { WriteBoundary } from "../boundary.ts";
import { piecesOf } from "../source/regular.ts";

/** Where quarantined bytes stand. */
export interface Spooled {
  readonly spool: { readonly name: string; readonly offset: number };
  readonly sizeBytes: number;
}

/** The quarantined bytes of one batch, one after the other in one file. */
export class Spool {
  readonly name: string;
  readonly #path: string;
  #descriptor: number | undefined;
  #length = 0;

  /** @param folder of the batch's staging; @param name that the file will have in the quarantine */
  constructor(folder: string, name: string) {
    this.name = name;
    this.#path = join(folder, name);
  }

  /** @throws TrailkeepError storage-failed */
  add(bytes: Uint8Array): Spooled {
    const offset = this.#length;
    this.#write(bytes);
    return { spool: { name: this.name, offset }, sizeBytes: bytes.length };
  }

  /**
   * Adds a whole file, up to a size, and tells its SHA-256 (hexadecimal).
   * @throws TrailkeepError storage-failed, or the system's error if the file cannot be read
   */
  async addFile(path: string, maxBytes: number): Promise<Spooled & { readonly sha256: string }> {
    const offset = this.#length;
    const hash = createHash("sha256");
    for await (const bytes of piecesOf(path, maxBytes)) {
      hash.update(bytes);
      this.#write(bytes);
    }
    return { spool: { name: this.name, offset }, sizeBytes: this.#length - offset, sha256: hash.digest("hex") };
  }

  /** Makes the file durable under its name in the quarantine. Nothing is written if nothing was added. */
  publish(root: string, onBoundary: (name: WriteBoundary) => void): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    this.close();
    onBoundary("quarantine-written");
    atDisk(this.#path, () => {
      const folder = join(root, layout.quarantine);
      makeFolder(folder);
      syncPath(this.#path);
      renameSync(this.#path, join(folder, this.name));
      syncPath(folder);
    });
    onBoundary("quarantine-named");
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #write(bytes: Uint8Array): void {
    atDisk(this.#path, () => {
      this.#descriptor ??= openSync(this.#path, "w");
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor, bytes, done);
    });
    this.#length += bytes.length;
  }
}

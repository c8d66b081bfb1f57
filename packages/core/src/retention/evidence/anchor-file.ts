import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { TrailkeepError } from "../../error.ts";
import { jsonOf } from "../../json-text.ts";
import { atDisk, makeFolder, syncPath } from "../../store/disk.ts";
import { type Anchor, anchorSchema } from "./chain.ts";

/** The second place, where the chain's head is kept. It must not be where the chain is. */
export interface AnchorStore {
  /** For people: where it is. */
  readonly place: string;
  /** Null if nothing was anchored yet. */
  read(): Promise<Anchor | null>;
  write(anchor: Anchor): Promise<void>;
}

/** An anchor in a file: on another disk, another machine's share, wherever who may write the store may not write. */
export function anchorFile(path: string): AnchorStore {
  return {
    place: path,
    async read() {
      const text = textOf(path);
      if (text === null) return null;
      const anchor = anchorSchema.safeParse(jsonOf(text));
      if (anchor.success) return anchor.data;
      const hint = "restore it from a backup; without it nobody can tell whether the end of the evidence was cut";
      throw new TrailkeepError("store-damaged", { message: "the anchor of the evidence is damaged", at: path, hint });
    },
    async write(anchor) {
      atDisk(path, () => replace(path, `${JSON.stringify(anchor)}\n`));
    },
  };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Its bytes first, then its name: the old anchor or the new one is there, never half of one. */
function replace(path: string, text: string): void {
  makeFolder(dirname(path));
  const made = `${path}.${process.pid}`;
  const descriptor = openSync(made, "w", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(made, path);
  syncPath(dirname(path));
}

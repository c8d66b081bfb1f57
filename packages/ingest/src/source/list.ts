import { isUtf8 } from "node:buffer";
import { accessSync, constants, type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { TrailkeepError } from "@trailkeep/core/error";
import { layout } from "@trailkeep/core/store";
import { isDynamicPattern } from "tinyglobby";
import type { InputFile, PathReason } from "./found.ts";
import { expand } from "./wildcard.ts";

/** What the given paths hold. Every list is in order of the path; no file is in it twice. */
export interface Listing {
  readonly files: readonly InputFile[];
  /** Folders that were read, without the separator at the end. */
  readonly folders: readonly string[];
  /** Below the given paths, but the system would not let it be read; a folder's path ends with the separator. */
  readonly unreadable: readonly PathReason[];
  /** Sockets, devices and the store's own folder. */
  readonly ignored: readonly PathReason[];
}

/**
 * The files below the given files, folders (recursively, symbolic links followed once) and wildcards.
 * @param root the store's folder, which is never taken in
 * @throws TrailkeepError unreadable-input if a given path is not there, cannot be read, matches nothing, or is the store
 */
export async function listInputs(paths: readonly string[], root: string): Promise<Listing> {
  const walk = new Walk(realRoot(root));
  for (const path of paths) {
    if (exists(path)) await walk.given(path);
    else if (isDynamicPattern(path)) await walk.matches(path);
    else throw unreadable(path, "there is no such file or folder", "check the path");
  }
  return walk.listing();
}

class Walk {
  readonly #root: string;
  readonly #files = new Map<string, InputFile>();
  readonly #folders = new Set<string>();
  readonly #unreadable = new Map<string, PathReason>();
  readonly #ignored = new Map<string, PathReason>();

  constructor(root: string) {
    this.#root = root;
  }

  #isStore(real: string): boolean {
    return inside(real, this.#root) && !inside(real, join(this.#root, layout.sampleInput));
  }

  /** A path that the user named: it must be readable. */
  async given(path: string): Promise<void> {
    let real: string;
    try {
      real = realpathSync(path);
      if (this.#isStore(real)) throw unreadable(path, "this is the store itself", "name the folder of the log files");
      accessSync(real, constants.R_OK);
      const stat = statSync(real);
      if (!stat.isDirectory() && !stat.isFile())
        throw unreadable(path, "this is no file and no folder", "name a file or folder");
      if (stat.isDirectory()) readdirSync(real);
    } catch (error) {
      if (error instanceof TrailkeepError) throw error;
      throw unreadable(path, `it cannot be read (${codeOf(error)})`, "give this user the right to read it");
    }
    await this.#visit(real);
  }

  /** A wildcard: what it matches is read as far as it can be. */
  async matches(pattern: string): Promise<void> {
    const { paths, problems } = await expand(pattern);
    for (const { path, reason } of problems) this.#cannotRead(path, reason);
    if (paths.length === 0 && problems.length === 0) {
      throw unreadable(pattern, "the wildcard matches nothing", "check the path, and that the shell did not change it");
    }
    for (const path of paths) await this.#follow(path);
  }

  listing(): Listing {
    return {
      files: inOrder(this.#files.values()),
      folders: [...this.#folders].sort(),
      unreadable: inOrder(this.#unreadable.values()),
      ignored: inOrder(this.#ignored.values()),
    };
  }

  /** A path that may be a symbolic link. */
  async #follow(path: string): Promise<void> {
    try {
      await this.#visit(realpathSync(path));
    } catch (error) {
      this.#cannotRead(path, whyNot(error));
    }
  }

  async #visit(real: string): Promise<void> {
    if (this.#isStore(real)) {
      this.#ignored.set(this.#root, { path: this.#root, reason: "the store's own folder" });
      return;
    }
    const stat = statSync(real, { bigint: true });
    if (stat.isDirectory()) await this.#folder(real);
    else if (stat.isFile()) {
      this.#files.set(real, { path: real, sizeBytes: Number(stat.size), mtimeUs: Number(stat.mtimeNs / 1000n) });
    } else this.#ignored.set(real, { path: real, reason: "not a regular file" });
  }

  async #folder(real: string): Promise<void> {
    if (this.#folders.has(real)) return;
    const entries = this.#entries(real);
    if (entries === undefined) return;
    this.#folders.add(real);
    for (const entry of entries) {
      const path = join(real, entry.name);
      if (entry.name.includes("\ufffd") && !exists(path)) this.#cannotName(real);
      else if (entry.isSymbolicLink()) await this.#follow(path);
      else await this.#found(path);
    }
    // Large trees take a while: let others have a turn.
    await nextTurn();
  }

  async #found(path: string): Promise<void> {
    try {
      await this.#visit(path);
    } catch (error) {
      this.#cannotRead(path, whyNot(error));
    }
  }

  /** Names that are not UTF-8 reach no system call as they are: all of the folder are reported. */
  #cannotName(real: string): void {
    for (const name of readdirSync(real, { encoding: "buffer" })) {
      if (!isUtf8(name)) this.#cannotRead(join(real, asciiName(name)), "its name is not valid UTF-8; rename it");
    }
  }

  #cannotRead(path: string, reason: string): void {
    this.#unreadable.set(path, { path, reason });
  }

  #entries(real: string): readonly Dirent[] | undefined {
    try {
      return readdirSync(real, { withFileTypes: true });
    } catch (error) {
      this.#cannotRead(real + sep, whyNot(error));
      return undefined;
    }
  }
}

function inOrder<T extends { readonly path: string }>(items: Iterable<T>): readonly T[] {
  return [...items].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    // What the system will not even let us look at is there, as far as a message to the user goes.
    return codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR";
  }
}

function inside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return resolve(root);
  }
}

/** A name of any bytes, those beyond ASCII as in `\\xff`. */
function asciiName(name: Buffer): string {
  return name.toString("latin1").replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "the link leads nowhere, or the file was removed",
  ELOOP: "the link leads back to itself",
};

function whyNot(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? `it cannot be read (${code})`;
}

/** The system's name for an error, as in `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function unreadable(path: string, message: string, hint: string): TrailkeepError {
  return new TrailkeepError("unreadable-input", { message, at: path, hint });
}

import fs from "node:fs";
import { resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import type { PathReason } from "./found.ts";

export interface Matches {
  readonly paths: readonly string[];
  /** Folders on the way that cannot be read. */
  readonly problems: readonly PathReason[];
}

/** What a wildcard matches: files and folders, dot names included, `**` across folders. */
export async function expand(pattern: string): Promise<Matches> {
  const problems: PathReason[] = [];
  const readdir = watched(fs.readdir, (path, error) => {
    problems.push({ path: resolve(path) + sep, reason: `it cannot be read (${error})` });
  });
  const paths = await glob(pattern, {
    absolute: true,
    onlyFiles: false,
    expandDirectories: false,
    dot: true,
    fs: { readdir },
  });
  return { paths: paths.sort(), problems };
}

/** `readdir` that tells of the folders it fails on; the matcher would pass over them in silence. */
function watched(readdir: typeof fs.readdir, onError: (path: string, code: string) => void): typeof fs.readdir {
  return new Proxy(readdir, {
    apply(target, self, given: unknown[]) {
      const done = given.pop();
      const watcher = (error: NodeJS.ErrnoException | null, entries: unknown): void => {
        if (error !== null && error.code !== "ENOENT" && error.code !== "ENOTDIR")
          onError(String(given[0]), error.code ?? error.message);
        if (typeof done === "function") done(error, entries);
      };
      return Reflect.apply(target, self, [...given, watcher]);
    },
  });
}

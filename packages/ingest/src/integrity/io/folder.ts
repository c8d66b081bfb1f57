import { createReadStream, type Dirent, existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import type { Evidence, StoredObject } from "./evidence.ts";

/** What `aws s3api head-object` prints of an object's metadata; people keep it beside a copy as `<file>.metadata.json`. */
const sidecar = z.object({ Metadata: z.record(z.string(), z.string()) });

const sidecarEnd = ".metadata.json";

/**
 * A copy of a bucket on the disk. A file's metadata is in `<file>.metadata.json`, as `aws s3api head-object` prints it, if
 * somebody kept it.
 * @param prefix what stood before the folder in the bucket's keys, with its slash
 * @throws TrailkeepError unreadable-input
 */
export function folderEvidence(folder: string, prefix = ""): Evidence {
  const root = resolve(folder);
  if (!existsSync(root)) {
    throw new TrailkeepError("unreadable-input", {
      message: "there is no such folder",
      at: root,
      hint: "check the path",
    });
  }
  /** A key is untrusted text: it must not lead out of the folder. */
  const pathOf = (key: string): string | null => {
    const path = key.startsWith(prefix) ? resolve(root, `./${key.slice(prefix.length)}`) : root;
    return path.startsWith(join(root, "/")) && !key.includes("\0") ? path : null;
  };
  return {
    bucket: null,
    keepsMetadata: false,
    prefix,
    folders: async (below) => {
      const path = pathOf(`${below}x`);
      return path === null ? [] : (await entriesOf(join(path, ".."))).filter(isFolder).map(({ name }) => name);
    },
    async *keys(_bucket, below, after = "") {
      const cut = below.lastIndexOf("/") + 1;
      const path = pathOf(`${below.slice(0, cut)}x`);
      if (path === null) return;
      for await (const key of walk(join(path, ".."), below.slice(0, cut))) {
        if (key.startsWith(below) && key > after && !key.endsWith(sidecarEnd)) yield key;
      }
    },
    read: async (_bucket, key) => {
      const path = pathOf(key);
      return path === null ? null : readFileAt(path);
    },
    uri: (_bucket, key) => pathToFileURL(pathOf(key) ?? key).href,
  };
}

async function* walk(folder: string, prefix: string): AsyncGenerator<string> {
  const entries = await entriesOf(folder);
  const names = entries.map((entry) => (isFolder(entry) ? `${entry.name}/` : entry.name)).toSorted(byBytes);
  for (const name of names) {
    if (name.endsWith("/")) yield* walk(join(folder, name), `${prefix}${name}`);
    else yield `${prefix}${name}`;
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(folder, error);
  }
}

async function readFileAt(path: string): Promise<StoredObject | null> {
  try {
    if (!(await stat(path)).isFile()) return null;
    return { bytes: createReadStream(path), metadata: await metadataOf(path) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw unreadable(path, error);
  }
}

async function metadataOf(path: string): Promise<Readonly<Record<string, string>>> {
  const file = `${path}${sidecarEnd}`;
  if (!existsSync(file)) return {};
  const { data } = sidecar.safeParse(JSON.parse(await readFile(file, "utf8")));
  const entries = Object.entries(data?.Metadata ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory();
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function unreadable(path: string, cause: unknown): TrailkeepError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new TrailkeepError("unreadable-input", { message, at: path }, { cause });
}

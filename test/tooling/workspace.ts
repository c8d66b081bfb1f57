import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The repository's root. */
export const repository = resolve(import.meta.dirname ?? ".", "../..");

const workspaces = ["core", "ingest", "sample", "api", "cli"];

export interface Workspace {
  readonly root: string;
  run(tool: string, ...args: string[]): { status: number | null; stdout: string; stderr: string };
  remove(): void;
}

/**
 * A temporary workspace with this repository's configuration and package.json files, the installed tools, and
 * no sources but `files` (path to text).
 */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "trailkeep-tooling-")));
  const configs = ["package.json", "biome.json", ".dependency-cruiser.js", "tsconfig.base.json", "scripts"];
  for (const name of configs) cpSync(join(repository, name), join(root, name), { recursive: true });
  for (const name of workspaces) {
    cpSync(join(repository, "packages", name, "package.json"), join(root, "packages", name, "package.json"));
  }
  linkModules(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    root,
    run: (tool, ...args) =>
      spawnSync(process.execPath, [join(root, "node_modules", tool), ...args], { cwd: root, encoding: "utf8" }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The tools come from the repository; the workspace's own packages come from the temporary copy. */
function linkModules(root: string): void {
  const modules = join(root, "node_modules");
  mkdirSync(join(modules, "@trailkeep"), { recursive: true });
  for (const name of readdirSync(join(repository, "node_modules"))) {
    if (name === "@trailkeep" || name === "trailkeep" || name.startsWith(".")) continue;
    symlinkSync(join(repository, "node_modules", name), join(modules, name));
  }
  for (const name of workspaces.filter((it) => it !== "cli")) {
    symlinkSync(join(root, "packages", name), join(modules, "@trailkeep", name));
  }
  symlinkSync(join(root, "packages", "cli"), join(modules, "trailkeep"));
}

import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = `${root}packages/cli/bundle`;

/** What the files of the bundle load that is not among them: packages by name, without the path in them. */
function packagesLoaded(): readonly string[] {
  const text = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  const named = text.flatMap((one) => [...one.matchAll(/(?:from|import\(|import|require\()"([@a-z][^"]*)"/g)]);
  const names = named.map(([, name = ""]) => name).filter((name) => !isBuiltin(name));
  return [...new Set(names.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name))].sort();
}

function dependencies(workspace: string): Readonly<Record<string, string>> {
  const manifest: unknown = JSON.parse(readFileSync(`${root}packages/${workspace}/package.json`, "utf8"));
  return z.object({ dependencies: z.record(z.string(), z.string()) }).parse(manifest).dependencies;
}

test("what the quick commands load besides their bundle, the command declares, in the versions of the packages", () => {
  const [cli, core] = [dependencies("cli"), dependencies("core")];
  const loaded = packagesLoaded();
  expect(loaded).toContain("libsql");
  expect(loaded).toContain("@duckdb/node-bindings");
  expect(loaded.filter((name) => cli[name] === undefined && !name.startsWith("@duckdb/node-bindings-"))).toEqual([]);
  expect(cli).toMatchObject(Object.fromEntries(Object.entries(core).filter(([name]) => loaded.includes(name))));
});

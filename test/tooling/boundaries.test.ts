import { afterAll, expect, it } from "vitest";
import { type Workspace, workspaceOf } from "./workspace.ts";

/** Imports that must pass: [file, specifier]. */
const allowed = [
  ["packages/core/src/query/ok.ts", "../catalog/index.ts"],
  ["packages/core/src/query/ok.ts", "../error.ts"],
  ["packages/core/src/query/ok.ts", "zod"],
  ["packages/core/src/engine/ok.ts", "node:fs"],
  ["packages/core/src/engine/ok.ts", "@duckdb/node-api"],
  ["packages/core/src/engine/ok.ts", "../dialect/index.ts"],
  ["packages/core/src/store/ok.ts", "libsql"],
  ["packages/ingest/src/format/ok.ts", "node:crypto"],
  ["packages/ingest/src/format/ok.ts", "../kernel/kernel.ts"],
  ["packages/ingest/src/format/ok.ts", "@trailkeep/core/catalog"],
  ["packages/ingest/src/format/ok.ts", "@trailkeep/core/store/row"],
  ["packages/ingest/src/ok.ts", "@trailkeep/core/store"],
  ["packages/api/src/ok.ts", "@trailkeep/core/engine"],
  ["packages/api/src/ok.ts", "@trailkeep/ingest"],
  ["packages/api/src/ok.ts", "@trailkeep/sample"],
  ["packages/cli/src/ok.ts", "@trailkeep/api"],
  ["test/oracle/ok.ts", "@trailkeep/core/catalog"],
  ["test/oracle/ok.ts", "@trailkeep/core/query"],
  ["test/oracle/ok.test.ts", "vitest"],
  ["test/e2e/ok.test.ts", "@trailkeep/api"],
] as const;

/** Imports that must be refused: [rule, file, specifier]; an import that breaks two rules stands twice. */
const refused = [
  ["no-cycles", "packages/core/src/store/one.ts", "./two.ts"],
  ["no-unresolved", "packages/core/src/store/lost.ts", "./nowhere.ts"],
  ["pure-no-node", "packages/core/src/query/fs.ts", "node:fs"],
  ["pure-no-node", "packages/core/src/query/bare.ts", "net"],
  ["pure-no-node", "packages/core/src/dialect/http.ts", "node:http"],
  ["pure-no-node", "packages/core/src/catalog/process.ts", "node:process"],
  ["pure-no-node", "packages/core/src/query/hash.ts", "node:crypto"],
  ["pure-no-node", "packages/core/src/retention/policy/child.ts", "node:child_process"],
  ["pure-no-node", "packages/core/src/retention/plan.ts", "node:worker_threads"],
  ["format-no-node", "packages/ingest/src/format/zip.ts", "node:zlib"],
  ["format-no-node", "packages/ingest/src/kernel/file.ts", "node:fs"],
  ["pure-rooms", "packages/ingest/src/kernel/stage.ts", "../sink/stage.ts"],
  ["format-no-node", "packages/ingest/src/integrity/chain/zip.ts", "node:zlib"],
  ["pure-packages", "packages/core/src/query/duckdb.ts", "@duckdb/node-api"],
  ["pure-packages", "packages/core/src/dialect/sqlite.ts", "libsql"],
  ["pure-packages", "packages/core/src/catalog/web.ts", "hono"],
  ["declared-dependencies", "packages/core/src/catalog/web.ts", "hono"],
  ["pure-rooms", "packages/core/src/query/engine.ts", "../engine/index.ts"],
  ["pure-rooms", "packages/ingest/src/format/store.ts", "@trailkeep/core/store"],
  ["core-alone", "packages/core/src/engine/ingest.ts", "@trailkeep/ingest"],
  ["core-alone", "packages/core/src/engine/sample.ts", "@trailkeep/sample"],
  ["sample-alone", "packages/sample/src/core.ts", "@trailkeep/core/catalog"],
  ["ingest-knows-core", "packages/ingest/src/query.ts", "@trailkeep/core/query"],
  ["ingest-knows-core", "packages/ingest/src/dialect.ts", "@trailkeep/core/dialect"],
  ["ingest-knows-core", "packages/ingest/src/engine.ts", "@trailkeep/core/engine"],
  ["ingest-knows-core", "packages/ingest/src/sample.ts", "@trailkeep/sample"],
  ["only-cli-knows-api", "packages/ingest/src/api.ts", "@trailkeep/api"],
  ["ingest-knows-core", "packages/ingest/src/api.ts", "@trailkeep/api"],
  ["nobody-knows-cli", "packages/api/src/cli.ts", "trailkeep"],
  ["client-knows-openapi", "packages/client/src/core.ts", "@trailkeep/core/query"],
  ["client-knows-openapi", "packages/console/src/api.ts", "@trailkeep/api"],
  ["only-cli-knows-api", "packages/console/src/api.ts", "@trailkeep/api"],
  ["by-name", "packages/api/src/deep.ts", "../../core/src/engine/index.ts"],
  ["no-tests-in-sources", "packages/core/src/engine/test.ts", "../../../../test/oracle/ok.ts"],
  ["declared-dependencies", "packages/ingest/src/undeclared.ts", "commander"],
  ["declared-dependencies", "packages/core/src/engine/dev.ts", "fast-check"],
  ["oracle-alone", "test/oracle/dialect.ts", "@trailkeep/core/dialect"],
  ["oracle-alone", "test/oracle/engine.ts", "@trailkeep/core/engine"],
  ["oracle-alone", "test/oracle/plan.ts", "../../packages/core/src/query/plan.ts"],
  ["insights-alone", "test/aws/insights/dialect.ts", "@trailkeep/core/dialect"],
  ["insights-alone", "test/aws/insights/oracle.ts", "../../oracle/ok.ts"],
] as const;

/** The ways a module names another; each is tried with a rule of its own below. */
const forms = {
  "value.ts": 'import { x } from "node:fs";\nexport const y = x;',
  "type.ts": 'import type { Stats } from "node:fs";\nexport type Y = Stats;',
  "dynamic.ts": 'export const load = async () => await import("node:fs");',
  "reexport.ts": 'export * from "node:fs";',
  "effect.ts": 'import "node:fs";',
  "syntax.ts": `import { x } from "node:fs";
export class Room<const T extends readonly unknown[]> { readonly #x = x; static { void 0; } accept(v: T) { return v satisfies T; } get it() { return this.#x!; } }
export type Tag = \`\${string}-\${number}\`; export function is(v: unknown): v is Tag { return typeof v === "string"; }
export abstract class A { abstract go(): asserts this is A; declare readonly z?: unique symbol; }
const { a = 1, ...rest } = { a: 2, b: 3n }; export { a, rest };`,
} as const;

let workspace: Workspace;
afterAll(() => workspace.remove());

function sources(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of ["catalog", "query", "dialect", "engine", "store"]) {
    files[`packages/core/src/${name}/index.ts`] = "export {};\n";
  }
  for (const path of [
    "core/src/error.ts",
    "core/src/query/plan.ts",
    "core/src/store/row.ts",
    "ingest/src/kernel/kernel.ts",
    "ingest/src/sink/stage.ts",
  ]) {
    files[`packages/${path}`] = "export {};\n";
  }
  for (const path of ["ingest/src/index.ts", "ingest/src/format/index.ts", "sample/src/index.ts", "api/src/index.ts"]) {
    files[`packages/${path}`] = "export {};\n";
  }
  files["packages/cli/src/main.ts"] = "export {};\n";
  files["packages/core/src/store/two.ts"] = 'import "./one.ts";\n';
  for (const name of ["client", "console"]) {
    files[`packages/${name}/package.json`] = JSON.stringify({
      name,
      dependencies: { "@trailkeep/core": "0.1.0", "@trailkeep/api": "0.1.0" },
    });
  }
  for (const [file, specifier] of [...allowed, ...refused.map(([, ...edge]) => edge)]) {
    files[file] = `${files[file] ?? ""}import ${JSON.stringify(specifier)};\n`;
  }
  for (const [name, text] of Object.entries(forms)) files[`packages/core/src/dialect/form-${name}`] = text;
  return files;
}

/** `rule: file` of each violation found. */
function violations(): Set<string> {
  workspace = workspaceOf(sources());
  const args = ["--config", ".dependency-cruiser.js", "--output-type", "json", "packages", "test"];
  const { stdout, stderr } = workspace.run("dependency-cruiser/bin/dependency-cruise.mjs", ...args);
  expect(stderr).toBe("");
  const report: { summary: { violations: { rule: { name: string }; from: string }[] } } = JSON.parse(stdout);
  return new Set(report.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`));
}

it("refuses every import that crosses a boundary, and no other", () => {
  const found = violations();
  const expected = new Set<string>(refused.map(([rule, file]) => `${rule}: ${file}`));
  for (const name of Object.keys(forms)) expected.add(`pure-no-node: packages/core/src/dialect/form-${name}`);
  expect([...found].sort()).toEqual([...expected].sort());
});

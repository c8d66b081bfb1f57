import { relative } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Workspace, workspaceOf } from "./workspace.ts";

const impure = `export const a = Date.now();
export const b = new Date();
export const c = Math.random();
export const d = process.env;
export const e = fetch;
export const f = crypto;
export const g = setTimeout;
`;
const pure = "export const day = new Date(0);\n";
const oracle = `import { type Plan, plan } from "@trailkeep/core/query";
export const x: Plan = plan;
`;

const options = ["--vcs-enabled=false", "--max-diagnostics=none", "--reporter=github"];

let workspace: Workspace;
afterAll(() => workspace.remove());

/** `file:line` of every error that the linter reports. */
function errors(files: Record<string, string>): string[] {
  workspace = workspaceOf(files);
  const { stdout } = workspace.run("@biomejs/biome/bin/biome", "lint", ...options, ...Object.keys(files));
  return [...stdout.matchAll(/^::error .*?file=([^,]+),line=(\d+)/gm)].map(
    ([, file, line]) => `${relative(workspace.root, file ?? "")}:${line}`,
  );
}

it("refuses clock, chance, process, network and timers in a pure room, and plans in the oracle", () => {
  const rooms = [
    "core/src/query",
    "core/src/dialect",
    "core/src/catalog",
    "core/src/retention/plan",
    "ingest/src/format",
  ];
  const expected = rooms.flatMap((room) => [1, 2, 3, 4, 5, 6, 7].map((line) => `packages/${room}/impure.ts:${line}`));
  const files: Record<string, string> = {
    "packages/core/src/engine/impure.ts": impure,
    "test/oracle/types.ts": 'import type { Plan } from "@trailkeep/core/query";\nexport type It = Plan;\n',
    "test/oracle/value.ts": oracle,
  };
  for (const room of rooms) {
    files[`packages/${room}/impure.ts`] = impure;
    files[`packages/${room}/pure.ts`] = pure;
  }
  expect(errors(files).sort()).toEqual([...expected, "test/oracle/value.ts:1"].sort());
});

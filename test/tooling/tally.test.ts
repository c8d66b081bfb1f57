import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { repository } from "./workspace.ts";

let folder = "";
beforeAll(() => {
  mkdirSync(join(repository, "node_modules/.cache"), { recursive: true });
  folder = mkdtempSync(join(repository, "node_modules/.cache/tally-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs vitest with the reporter over one file of tests. */
function run(tests: string): { status: number | null; lines: string[] } {
  writeFileSync(
    join(folder, "vitest.config.ts"),
    `import { TallyReporter } from "../../../scripts/tally-reporter.ts";
export default { test: { reporters: [new TallyReporter()], include: ["*.test.ts"] } };`,
  );
  writeFileSync(join(folder, "it.test.ts"), `import { describe, it, expect, beforeAll } from "vitest";\n${tests}`);
  const args = [join(repository, "node_modules/vitest/vitest.mjs"), "run", "--root", folder];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n") };
}

it("counts failed hooks and stray errors as failed, and ends with the tally", () => {
  const { status, lines } = run(`
    it("passes", () => {});
    it("fails", () => expect(1).toBe(2));
    it("waits", (context) => context.skip("no data here"));
    describe("group", () => { beforeAll(() => { throw new Error("hook"); }); it("never runs", () => {}); });
    it("leaks", async () => { setTimeout(() => { throw new Error("stray"); }, 1); await new Promise((r) => setTimeout(r, 50)); });
  `);
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe("2 passed, 3 failed, 2 skipped");
  expect(lines).toContain("skipped: it.test.ts > waits: no data here");
  expect(lines).toContain("skipped: it.test.ts > group > never runs: its setup failed");
});

it("counts a file that cannot be loaded as failed", () => {
  const { status, lines } = run('import "./nowhere.ts";');
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe("0 passed, 1 failed, 0 skipped");
});

it("exits with 0 when nothing failed", () => {
  const { status, lines } = run('it("passes", () => {});');
  expect(status).toBe(0);
  expect(lines.at(-1)).toBe("1 passed, 0 failed, 0 skipped");
});

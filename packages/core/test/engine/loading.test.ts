import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Asks a query in a process of its own; whether DuckDB was loaded by then. */
function loadsDuckdb(query: object): boolean {
  const root = mkdtempSync(join(tmpdir(), "trailkeep-loading-"));
  const script = `
    import { createRequire } from "node:module";
    import { openQueryService } from "@trailkeep/core/engine";
    import { Store } from "@trailkeep/core/store";
    const service = openQueryService({ store: Store.open(${JSON.stringify(root)}) });
    await service.start(${JSON.stringify(query)}).then(({ id }) => service.wait(id, 30_000), () => undefined);
    await service.close();
    const loaded = Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("@duckdb"));
    console.log("duckdb:", loaded);`;
  try {
    const options = ["--import", "tsx", "--conditions", "@trailkeep/source", "--input-type=module", "-e", script];
    const output = execFileSync(process.execPath, options, { cwd: import.meta.dirname, encoding: "utf8" });
    return /^duckdb: true$/m.test(output);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test("DuckDB is loaded by a query that runs, not by one that is refused", () => {
  expect(loadsDuckdb({ from: "nothing" })).toBe(false);
  expect(loadsDuckdb({ from: "cloudtrail", limit: 1 })).toBe(true);
});

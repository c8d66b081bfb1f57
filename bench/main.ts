import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/**
 * Every benchmark, one after the other, each in a process of its own. `--quick` runs a scaled-down one of each: it shows
 * that they still run, and judges no times. Usage: npm run bench [-- --quick]
 */

const parts = ["compile", "startup", "ingest", "query", "scaling", "layout", "retention"] as const;

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const failed = parts.filter((part) => {
  console.log(`\n# ${part}`);
  const script = fileURLToPath(new URL(`./${part}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, ["--import", "tsx", script, ...(values.quick ? ["--quick"] : [])], {
    stdio: "inherit",
  });
  return status !== 0;
});
console.log(failed.length === 0 ? "\nevery benchmark ran" : `\nfailed or missed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

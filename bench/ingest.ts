import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { logsOf, type Task, tasks } from "./ingest/logs.ts";
import { rivalsOf, rivalsScript } from "./ingest/rivals.ts";
import { scaling } from "./ingest/scaling.ts";
import { median, ratio } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";
import { type Cost, costOf } from "./support/process.ts";
import { command } from "./support/trailkeep.ts";

/**
 * Whole processes that read logs into Parquet: `trailkeep ingest` as it is, and with the rivals' columns alone (no raw
 * record), in alternating pairs with each rival on the same files: wall time, processor time, memory, and what a run's are of its
 * rival's at the median. Goals, with everything that ingest checks: CloudTrail in 0.67 times
 * the time and 0.35 times the memory of chdb, access logs in half the time of polars. goaccess makes a report and no store;
 * it is only shown. At the end, one, three and ten times the input: time in proportion, memory flat.
 * Usage: npm run bench:ingest -- [LOGS] [--python PYTHON] [--script RIVALS.PY] [--runs N] [--no-scaling] [--quick]
 * LOGS has `ct` and `s3`, as shared/bench/generate.py makes them; without it, small sample logs are read. THREADS is
 * for the rivals, the number of processors if it is not set.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    python: { type: "string", default: "python3" },
    script: { type: "string", default: rivalsScript },
    runs: { type: "string", default: "5" },
    scaling: { type: "boolean", default: true },
    quick: { type: "boolean", default: false },
  },
});
const runs = values.quick ? 1 : Number(values.runs);
const work = mkdtempSync(join(tmpdir(), "trailkeep-bench-"));
const logs = logsOf(positionals[0], work, values.quick);
// On sample logs start-up is most of the time: nothing is judged.
const gates = new Gates(positionals[0] !== undefined && !values.quick);

/** The most that a rival's time and memory may be multiplied by; null: only shown. */
const goals: Readonly<Record<string, { readonly wall: number; readonly memory: number | null } | undefined>> = {
  "ct chdb": { wall: 0.67, memory: 0.35 },
  "s3 polars": { wall: 0.5, memory: null },
};

function ours(task: Task, ...flags: readonly string[]): Promise<Cost> {
  const root = join(work, "store");
  rmSync(root, { recursive: true, force: true });
  return costOf(process.execPath, [command, "ingest", logs[task], "--data", root, ...flags], [0, 3]);
}

function shown(name: string, costs: readonly Cost[]): string {
  const wall = median(costs.map((cost) => cost.wallSeconds)).toFixed(2);
  const cpu = median(costs.map((cost) => cost.cpuSeconds)).toFixed(2);
  const peak = median(costs.map((cost) => cost.peakBytes / 1e6)).toFixed(0);
  return `${name.padEnd(26)} ${wall.padStart(8)} s ${cpu.padStart(8)} s of processors ${peak.padStart(6)} MB`;
}

for (const task of tasks) {
  console.log(`\n${task === "ct" ? "CloudTrail" : "S3 access logs"}: ${logs[task]}`);
  const rivals = rivalsOf(task, { ...values, logs: logs.folder, out: join(work, "rival.parquet") });
  for (const flags of [[], ["--no-raw"]]) {
    const name = flags.length === 0 ? "trailkeep" : "trailkeep, no raw record";
    if (rivals.length === 0) console.log(shown(name, [await ours(task, ...flags)]));
    for (const rival of rivals) {
      const pairs: (readonly [Cost, Cost])[] = [];
      for (let run = 0; run < runs; run++) pairs.push([await ours(task, ...flags), await rival.run()]);
      const [own, other] = [pairs.map(([cost]) => cost), pairs.map(([, cost]) => cost)];
      const wall = median(pairs.map(([a, b]) => a.wallSeconds / b.wallSeconds));
      const cpu = median(pairs.map(([a, b]) => a.cpuSeconds / b.cpuSeconds));
      const memory = median(pairs.map(([a, b]) => a.peakBytes / b.peakBytes));
      const goal = flags.length === 0 ? goals[`${task} ${rival.name}`] : undefined;
      const met = goal !== undefined && wall <= goal.wall && (goal.memory === null || memory <= goal.memory);
      const aim = `(goal ${goal?.wall}${goal?.memory == null ? "" : `, memory ${goal.memory}`}: ${gates.judge(met)})`;
      console.log(shown(name, own));
      const ratios = `wall ${ratio(wall, 1)} processors ${ratio(cpu, 1)} memory ${ratio(memory, 1)}`;
      console.log(`${shown(rival.name, other)}   ${ratios} ${goal === undefined ? "" : aim}`);
    }
  }
}
if (values.scaling)
  for (const task of tasks) for await (const line of scaling(task, logs[task], work)) console.log(line);
rmSync(work, { recursive: true, force: true });
gates.end();

import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { median, milliseconds } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";
import { command, sampleStore } from "./support/trailkeep.ts";

/**
 * How long a command takes from its start to its end, as a whole process beside a Node that does nothing, in turn.
 * Usage: npm run bench:startup [-- --runs N] [--quick]
 */

const { values } = parseArgs({
  options: { runs: { type: "string", default: "15" }, quick: { type: "boolean", default: false } },
});
const runs = values.quick ? 3 : Number(values.runs);
const gates = new Gates(!values.quick);
const { root, remove } = sampleStore(values.quick ? 2_000 : 20_000);
const query = JSON.stringify({
  from: "cloudtrail",
  groupBy: ["eventName"],
  aggregate: { n: { fn: "count" } },
  limit: 5,
});

const bare = "node, nothing else";
/** Goals are milliseconds beyond a Node that does nothing. */
const commands = [
  { name: bare, args: ["-e", "0"], goalMs: 0 },
  { name: "trailkeep --help", args: [command, "--help"], goalMs: 50 },
  { name: "trailkeep status", args: [command, "status", "--data", root], goalMs: 150 },
  { name: "trailkeep query, a wrong one", args: [command, "query", "-", "--data", root], input: "{}", goalMs: 150 },
  { name: "trailkeep query", args: [command, "query", "-", "--data", root], input: query, goalMs: 250 },
];

const taken = new Map(commands.map(({ name }) => [name, [] as number[]]));
for (let run = -1; run < runs; run++) {
  for (const { name, args, input = "" } of commands) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { input, encoding: "utf8" });
    const ms = performance.now() - start;
    if (status !== (input === "{}" ? 2 : 0)) throw new Error(`${name} ended with ${status}: ${stderr}`);
    if (run >= 0) taken.get(name)?.push(ms);
  }
}
remove();

const nothing = median(taken.get(bare) ?? []);
for (const { name, goalMs } of commands) {
  const times = taken.get(name) ?? [];
  const [least, middle] = [Math.min(...times), median(times)];
  const figures = `${name.padEnd(30)} median ${milliseconds(middle)}  least ${milliseconds(least)}`;
  if (name === bare) console.log(figures);
  else console.log(`${figures}  goal ${milliseconds(nothing + goalMs)} ${gates.judge(middle <= nothing + goalMs)}`);
}
gates.end();

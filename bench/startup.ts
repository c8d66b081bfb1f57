import { parseArgs } from "node:util";
import { milliseconds } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";
import { wholeProcess } from "./support/processor.ts";
import { command, sampleStore } from "./support/trailkeep.ts";

/**
 * What a command takes from its start to its end, as a whole process beside a Node that does nothing, in turn. Judged is
 * the least processor time, which says the same on a busy machine; the clock is printed beside it.
 * Usage: npm run bench:startup [-- --runs N] [--quick]
 */

const { values } = parseArgs({
  options: { runs: { type: "string", default: "15" }, quick: { type: "boolean", default: false } },
});
const runs = values.quick ? 2 : Number(values.runs);
const gates = new Gates(!values.quick);
const { root, remove } = sampleStore(values.quick ? 2_000 : 20_000);
const query = JSON.stringify({
  from: "cloudtrail",
  groupBy: ["eventName"],
  aggregate: { n: { fn: "count" } },
  limit: 5,
});

interface Command {
  readonly name: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly exit?: number;
  readonly goalMs: number;
}

const bare = "node, nothing else";
/** Goals are milliseconds of a machine on which Node alone takes 58; on another they stretch or shrink as that does. */
const bareMs = 58;
const commands: readonly Command[] = [
  { name: bare, args: ["-e", "0"], goalMs: bareMs },
  { name: "trailkeep --help", args: [command, "--help"], goalMs: 80 },
  { name: "trailkeep status", args: [command, "status", "--data", root], goalMs: 200 },
  {
    name: "trailkeep query, a wrong one",
    args: [command, "query", "-", "--data", root],
    input: "{}",
    exit: 2,
    goalMs: 150,
  },
  { name: "trailkeep query", args: [command, "query", "-", "--data", root], input: query, goalMs: 300 },
];

const taken = commands.map(() => ({ cpuMs: Number.POSITIVE_INFINITY, wallMs: Number.POSITIVE_INFINITY }));
for (let run = 0; run < runs; run++) {
  for (const [index, { name, args, input = "", exit = 0 }] of commands.entries()) {
    const { status, cpuMs, wallMs } = wholeProcess([process.execPath, ...args], input);
    if (status !== exit) throw new Error(`${name} ended with ${status}`);
    const least = taken[index];
    if (least === undefined) continue;
    least.cpuMs = Math.min(least.cpuMs, cpuMs);
    least.wallMs = Math.min(least.wallMs, wallMs);
  }
}
remove();

const stretch = (taken[0]?.cpuMs ?? bareMs) / bareMs;
for (const [index, { name, goalMs }] of commands.entries()) {
  const { cpuMs = Number.NaN, wallMs = Number.NaN } = taken[index] ?? {};
  const figures = `${name.padEnd(30)} processor ${milliseconds(cpuMs)}  clock ${milliseconds(wallMs)}`;
  const goal = goalMs * stretch;
  console.log(name === bare ? figures : `${figures}  goal ${milliseconds(goal)} ${gates.judge(cpuMs <= goal)}`);
}
gates.end();

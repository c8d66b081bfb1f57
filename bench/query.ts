import { parseArgs } from "node:util";
import { byHand } from "./query/by-hand.ts";
import { Client } from "./query/over-http.ts";
import { questions } from "./query/questions.ts";
import { type Figures, rivals, type Tool } from "./query/rivals.ts";
import { cpuMs } from "./support/cpu.ts";
import { median, milliseconds, ratio } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";
import { sampleStore, serve } from "./support/trailkeep.ts";

/**
 * Five audit questions as typed queries over HTTP, JSON included, of the service as users run it, against hand-written
 * SQL on the same files by the same DuckDB with the same threads in another process, in turn. The goal: the median is at
 * most 1.05 times the other's, plus 3 ms. With `--rivals`, against DuckDB and ClickHouse over Parquet of their own, too,
 * asked before and after ours, the better median of the two: there the goal is to be faster.
 * Usage: npm run bench:query -- [STORE] [--runs N] [--quick] [--rivals PYTHON --parquet FOLDER [--logs FOLDER]]
 * STORE is filled by `trailkeep ingest`; without it, sample logs are. The rivals' Parquet is made of the logs if need be.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "21" },
    quick: { type: "boolean", default: false },
    rivals: { type: "string" },
    parquet: { type: "string", default: "." },
    logs: { type: "string" },
  },
});
const runs = values.quick ? 3 : Number(values.runs);
const warmUps = 3;
const gates = new Gates(!values.quick);
const [given] = positionals;
const sample = given === undefined ? sampleStore(values.quick ? 5_000 : 200_000) : null;
const root = given ?? sample?.root ?? "";
const others = values.rivals === undefined ? [] : rivals(values.rivals, values.parquet, values.logs);
const before = new Map(others.map((rival) => [rival.tool, rival.ask()]));
const service = await serve(root);
const client = new Client(service.url);
const hand = await byHand(root);

const cpuOfBoth = () => [service.pid, hand.pid].map((pid) => cpuMs(pid) ?? 0);

const medians = new Map<string, number>();
for (const { name, query, sql } of questions) {
  const typed: number[] = [];
  const plain: number[] = [];
  for (let run = 0; run < warmUps; run++) {
    const [ours, theirs] = [await client.ask(query), await hand.ask(sql)];
    if (ours.rows !== theirs.rows) throw new Error(`${name}: ${ours.rows} rows against ${theirs.rows}`);
  }
  const cpuBefore = cpuOfBoth();
  for (let run = 0; run < runs; run++) {
    typed.push((await client.ask(query)).ms);
    plain.push((await hand.ask(sql)).ms);
  }
  const [cpuTyped, cpuPlain] = cpuOfBoth().map((ms, index) => (ms - (cpuBefore[index] ?? 0)) / runs);
  const [ours, theirs] = [median(typed), median(plain)];
  const goal = theirs * 1.05 + 3;
  console.log(
    `${name.padEnd(34)} typed ${milliseconds(ours)}  SQL ${milliseconds(theirs)}  ratio ${ratio(ours, theirs)}  ` +
      `goal ${milliseconds(goal)} ${gates.judge(ours <= goal)}` +
      `  (processor ${milliseconds(cpuTyped ?? 0)} and ${milliseconds(cpuPlain ?? 0)})`,
  );
  medians.set(name, ours);
}
client.close();
await service.stop();
await hand.close();
sample?.remove();
for (const { tool, ask } of others) compare(tool, [before.get(tool) ?? new Map(), ask()]);
gates.end();

function compare(tool: Tool, asked: readonly Figures[]): void {
  for (const [name, ours] of medians) {
    const theirs = Math.min(...asked.map((figures) => figures.get(name) ?? Number.NaN));
    const figures = `${tool} ${milliseconds(theirs)}  ratio ${ratio(ours, theirs)}`;
    console.log(`${name.padEnd(34)} typed ${milliseconds(ours)}  ${figures}  goal 1.00 ${gates.judge(ours < theirs)}`);
  }
}

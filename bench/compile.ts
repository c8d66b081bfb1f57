import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { dialects } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import { Gates } from "./support/gates.ts";

/**
 * Plans and compiles the queries of docs/queries over and over on one core, wire form to statement, and prints how many
 * a second. Usage: npm run bench:compile [-- --quick]
 */

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const gates = new Gates(!values.quick);
const goal = 50_000;
const folder = new URL("../docs/queries/", import.meta.url);
const queries = readdirSync(folder).map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const nowMs = Date.parse("2026-11-01T00:00:00Z");
const secondsPerRound = values.quick ? 0.1 : 1;
const rounds = 5;

function round(): number {
  const start = performance.now();
  let compiled = 0;
  while (performance.now() - start < secondsPerRound * 1_000) {
    for (const query of queries) dialects.duckdb(planQuery(query, nowMs));
    compiled += queries.length;
  }
  return compiled / ((performance.now() - start) / 1_000);
}

round();
const rates = Array.from({ length: rounds }, round).sort((a, b) => a - b);
const [least = 0, middle = 0, most = 0] = [rates.at(0), rates.at(rounds >> 1), rates.at(-1)].map((rate) =>
  Math.round(rate ?? 0),
);
const [low, high] = [least, most].map((rate) => rate.toLocaleString("en"));
const verdict = gates.judge(middle >= goal);
console.log(
  `plan + compile: ${middle.toLocaleString("en")} a second (${low} to ${high}); goal ${goal.toLocaleString("en")}: ${verdict}`,
);
gates.end();

import { readdirSync, readFileSync } from "node:fs";
import { dialects } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";

/**
 * Plans and compiles the queries of docs/queries over and over on one core, wire form to statement, and prints how many
 * a second. The goal is 50,000.
 */

const folder = new URL("../docs/queries/", import.meta.url);
const queries = readdirSync(folder).map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const nowMs = Date.parse("2026-11-01T00:00:00Z");
const secondsPerRound = 1;
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
const [least, median, most] = [rates.at(0), rates.at(rounds >> 1), rates.at(-1)].map((rate) => Math.round(rate ?? 0));
console.log(
  `plan + compile: ${median?.toLocaleString("en")} a second (${least?.toLocaleString("en")} to ${most?.toLocaleString("en")}); goal 50,000`,
);

import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { sourceNames } from "@trailkeep/core/catalog";
import { compileAthena, compileInsights, compileLake, dialects } from "@trailkeep/core/dialect";
import { planQuery } from "@trailkeep/core/query";
import { Gates } from "./support/gates.ts";

/**
 * Plans and compiles the queries of docs/queries over and over on one core, wire form to statement, and prints how many
 * in a second of processor time, all of Node's threads together, in each dialect. The goal is the embedded store's. Usage: npm run bench:compile [-- --quick]
 */

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const gates = new Gates(!values.quick);
const goal = 50_000;
const folder = new URL("../docs/queries/", import.meta.url);
const queries = readdirSync(folder).map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const nowMs = Date.parse("2026-11-01T00:00:00Z");
const secondsPerRound = values.quick ? 0.1 : 1;
const rounds = 5;

type Compile = (plan: ReturnType<typeof planQuery>) => unknown;

const held = <T>(value: (source: string) => T) =>
  Object.fromEntries(sourceNames.map((source) => [source, value(source)]));
const eventDataStores = held(() => ["0a1b2c3d-0000-4000-8000-000000000001"]);
const tables = held((table) => ({
  shape: "store" as const,
  fresh: { database: "d", table: `${table}_fresh` },
  archive: { database: "d", table },
  archivedThrough: "2026-10-31T00",
}));
const logGroups = held((source) => [`logs/${source}`]);

const compilers = {
  duckdb: (plan) => dialects.duckdb(plan),
  lake: (plan) => compileLake(plan, { eventDataStores }),
  athena: (plan) => compileAthena(plan, { tables }),
  insights: (plan) => compileInsights(plan, { logGroups, skewMs: 0, logGroupClass: "STANDARD" }),
} satisfies Record<string, Compile>;

/** The queries that a dialect does not refuse. */
function answered(compile: Compile): readonly unknown[] {
  return queries.filter((query) => {
    try {
      compile(planQuery(query, nowMs));
      return true;
    } catch {
      return false;
    }
  });
}

function round(compile: Compile, asked: readonly unknown[]): number {
  const start = process.cpuUsage();
  const seconds = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  let compiled = 0;
  while (seconds() < secondsPerRound) {
    // Asking for the time is not what is measured.
    for (let turn = 0; turn < 10; turn++) for (const query of asked) compile(planQuery(query, nowMs));
    compiled += 10 * asked.length;
  }
  return compiled / seconds();
}

for (const [dialect, compile] of Object.entries(compilers)) {
  const asked = answered(compile);
  round(compile, asked);
  const rates = Array.from({ length: rounds }, () => round(compile, asked)).sort((a, b) => a - b);
  const [least = 0, middle = 0, most = 0] = [rates.at(0), rates.at(rounds >> 1), rates.at(-1)].map((rate) =>
    Math.round(rate ?? 0),
  );
  const [low, high] = [least, most].map((rate) => rate.toLocaleString("en"));
  const verdict = dialect === "duckdb" ? `; goal ${goal.toLocaleString("en")}: ${gates.judge(middle >= goal)}` : "";
  console.log(
    `${dialect}, plan + compile: ${middle.toLocaleString("en")} a second (${low} to ${high}) over ${asked.length} of ${queries.length} queries${verdict}`,
  );
}
gates.end();

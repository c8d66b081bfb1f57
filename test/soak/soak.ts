/**
 * `npm run soak -- --minutes 60 --seed 1`: one service that runs all the time, and beside it ingest, quarantine replay and
 * compaction, again and again. Every answer is compared with the oracle's, and what the service holds is measured at rest.
 * Ends with one line, and exit code 1 if an answer was wrong, a command failed, or something that is held keeps growing.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { Rounds } from "./rounds.ts";
import { Service } from "./service.ts";
import { trends } from "./trend.ts";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const { minutes, seed } = z
  .object({ minutes: z.coerce.number().positive().default(60), seed: z.coerce.number().int().min(0).default(1) })
  .parse(values);

/** With fewer rounds than this a straight line says nothing. */
const fewestRounds = 8;

const folder = mkdtempSync(join(tmpdir(), "trailkeep-soak-"));
const root = join(folder, "store");
mkdirSync(join(folder, "tmp"));
const { TRAILKEEP_DATA, TRAILKEEP_LIMITS, PORT, NODE_OPTIONS, ...inherited } = process.env;
const env = { ...inherited, TMPDIR: join(folder, "tmp") };
const endMs = performance.now() + minutes * 60_000;
const measured: (Awaited<ReturnType<Service["held"]>> & { readonly atMs: number })[] = [];

const rounds = await Rounds.begin({ folder, root, env, seed });
const service = await Service.start(root, folder, env);
let verdict: string;
try {
  while (performance.now() < endMs || measured.length < fewestRounds) {
    await rounds.next(service.url);
    const held = await service.held();
    measured.push({ ...held, atMs: performance.now() });
    const mib = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MiB`;
    console.log(
      `${rounds.summary}; held: heap ${mib(held.heapBytes)}, resident ${mib(held.rssBytes)}, ${held.handles} handles, ` +
        `${held.resultFiles} result, ${held.tempFiles} temporary and ${held.stagingFiles} staging files`,
    );
  }
  await service.stop();
  const found = trends(measured);
  for (const { name, mean, growth, most } of found) {
    console.log(
      `${name}: ${Math.round(mean)} on average, grew by ${Math.round(growth)} over the second half; ${Math.round(most)} allowed`,
    );
  }
  const growing = found.filter(({ grows }) => grows).map(({ name }) => name);
  verdict = growing.length === 0 ? "passed" : `failed: ${growing.join(", ")} keep growing`;
} catch (error) {
  service.kill();
  console.error(error);
  verdict = `failed: ${error instanceof Error ? error.message : String(error)}`;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`soak ${verdict}; seed ${seed}, ${minutes} minutes, ${rounds.summary}`);
process.exitCode = verdict === "passed" ? 0 : 1;

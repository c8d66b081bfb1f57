/**
 * Fuzzes the formats for as long as it is told: `npm run fuzz:ingest -- --minutes 10 --seed 1`. It ends with one line, and
 * with exit code 1 at the first failure, which it prints shrunk, with the seed that repeats it.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { z } from "zod";
import { validFiles } from "./corpus.ts";
import { damageIsContained } from "./property.ts";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const { minutes, seed } = z
  .object({
    minutes: z.coerce.number().positive().default(10),
    seed: z.coerce
      .number()
      .int()
      .default(Date.now() % 2 ** 31),
  })
  .parse(values);

const runsARound = 500;
const property = damageIsContained(await validFiles());
const endMs = performance.now() + minutes * 60_000;
let runs = 0;

for (let round = 0; performance.now() < endMs; round++) {
  const details = fc.check(property, { numRuns: runsARound, seed: seed + round });
  runs += details.numRuns;
  if (details.failed) {
    console.error(`seed ${seed + round}: ${fc.defaultReportMessage(details) ?? "failed"}`);
    console.error(details.errorInstance);
    console.log(`failed after ${runs} damaged files`);
    process.exit(1);
  }
}
console.log(`${runs} damaged files from seed ${seed}: none stopped a reader, and every intact record was taken`);

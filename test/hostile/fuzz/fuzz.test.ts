import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { put, scratch, takeIn } from "../take.ts";
import { validFiles } from "./corpus.ts";
import { mutated, mutations } from "./mutation.ts";
import { damageIsContained } from "./property.ts";

const files = await validFiles();

test("damage to a file stays where it is: `npm run fuzz:ingest` goes on with this for as long as one likes", () => {
  fc.assert(damageIsContained(files), { numRuns: 400 });
});

test("damaged files of both formats, compressed and not, in one run of the command", async () => {
  const folder = scratch();
  const count = 150;
  const all = fc.sample(
    fc.tuple(fc.constantFrom(...files), mutations, fc.constantFrom("plain", "inside", "outside")),
    count,
  );
  for (const [place, [file, changes, where]] of all.entries()) {
    const name = `in/${place}.${file.format === "cloudtrail" ? "json" : "log"}`;
    if (where === "plain") put(folder, name, mutated(file.bytes, changes));
    else if (where === "inside") put(folder, `${name}.gz`, gzipSync(mutated(file.bytes, changes)));
    else put(folder, `${name}.gz`, mutated(gzipSync(file.bytes), changes));
  }
  const { files: counted, records } = await takeIn(folder);
  const { taken, skipped, quarantined, ignored } = counted;
  expect(taken + quarantined + ignored).toBe(count);
  expect(skipped).toBe(0);
  expect(records.written).toBeGreaterThan(0);
  const again = await takeIn(folder);
  expect(again.files).toEqual({ taken: 0, skipped: count, quarantined: 0, ignored: 0 });
});

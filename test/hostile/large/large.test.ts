import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { event, line, trail } from "../content.ts";
import { scratch, type TakenIn, takeIn } from "../take.ts";

/** What is too large for `npm test`: `npm run test:large`. The memory bound of every run is that of docs/limits.md. */

const timeoutMs = 1_800_000;
const none = { read: 0, written: 0, repeated: 0, quarantined: 0, expired: 0 };

function say(what: string, { rssBytes, cpuMs }: TakenIn): void {
  console.log(
    `${what}: ${Math.round(rssBytes / 1024 ** 2)} MiB at most, ${(cpuMs / 1000).toFixed(1)} s of processor time`,
  );
}

test(
  "a folder of 200,000 files",
  async () => {
    const folder = scratch();
    const count = 200_000;
    for (let group = 0; group < 200; group++) {
      mkdirSync(join(folder, "in", String(group)), { recursive: true });
      for (let id = 0; id < count / 200; id++) {
        writeFileSync(join(folder, "in", String(group), `${id}.json`), trail(event(group * 1_000 + id)));
      }
    }
    const first = await takeIn(folder);
    say("200,000 files", first);
    expect(first.files).toEqual({ taken: count, skipped: 0, quarantined: 0, ignored: 0 });
    expect(first.records).toEqual({ ...none, read: count, written: count });
    const again = await takeIn(folder);
    say("200,000 known files", again);
    expect(again.files).toEqual({ taken: 0, skipped: count, quarantined: 0, ignored: 0 });
  },
  timeoutMs,
);

/** A file of that many records, every hundredth of which cannot be read. */
function many(folder: string, count: number): void {
  mkdirSync(join(folder, "in"), { recursive: true });
  const descriptor = openSync(join(folder, "in/a.log"), "w");
  for (let from = 0; from < count; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, place) => (place % 100 === 99 ? "damaged\n" : line(from + place)));
    writeSync(descriptor, lines.join(""));
  }
  closeSync(descriptor);
}

test(
  "a file of 2 million records: time in proportion to a file of 1 million, and the same memory",
  async () => {
    const taken: TakenIn[] = [];
    for (const count of [1_000_000, 2_000_000]) {
      const folder = scratch();
      many(folder, count);
      const one = await takeIn(folder);
      say(`${count} records`, one);
      expect(one.records).toEqual({ ...none, read: count, written: count * 0.99, quarantined: count / 100 });
      taken.push(one);
    }
    const [once, twice] = taken;
    expect(twice?.cpuMs).toBeLessThan((once?.cpuMs ?? 0) * 2.4);
    expect(twice?.rssBytes).toBeLessThan((once?.rssBytes ?? 0) * 1.4);
  },
  timeoutMs,
);

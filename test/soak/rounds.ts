import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSample } from "@trailkeep/sample";
import { z } from "zod";
import { command, knows } from "./command.ts";
import { agree, questions } from "./questions.ts";
import { type Delivery, deliveryOf, together } from "./records.ts";

export interface RoundsOptions {
  readonly folder: string;
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly seed: number;
}

/** Each round's logs are of two days of their own. */
const daysARound = 2;
const firstEndMs = Date.UTC(2015, 0, 3);
const dayMs = 86_400_000;
const recordsARound = 400;

/** So many rounds back the questions reach: what the oracle holds is bounded, the store grows on. */
const window = 6;

/** Files with more records than this go to quarantine first, and come out of it by a replay under the usual limit. */
const firstLimit = 8;
const usualLimit = 100_000_000;

const countAll = { n: { fn: "count" } };
const answered = z.object({ rows: z.array(z.object({ n: z.number() })) });
const counts = z.object({ read: z.number(), written: z.number(), repeated: z.number(), quarantined: z.number() });
const report = z.object({ records: counts });

/** Rounds of ingest, replay and compaction, each followed by questions whose answers are known. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #compacts: boolean;
  #number = 0;
  #recent: Delivery[] = [];
  #total = 0;
  #answers = 0;
  #released = 0;
  #compacted = 0;

  private constructor(options: RoundsOptions, compacts: boolean) {
    this.#options = options;
    this.#compacts = compacts;
  }

  static async begin(options: RoundsOptions): Promise<Rounds> {
    const compacts = await knows("compact", options.env);
    if (!compacts) console.log("this trailkeep has no `compact`: the soak runs without");
    const rounds = new Rounds(options, compacts);
    // A service wants a store: the first files come before it.
    await rounds.#ingest(rounds.#folder(), usualLimit, false);
    await rounds.#clear();
    return rounds;
  }

  get summary(): string {
    return `${this.#number} rounds, ${this.#total} records, ${this.#answers} answers, ${this.#released} released, ${this.#compacted} compactions`;
  }

  async next(url: string): Promise<void> {
    const folder = this.#folder();
    // While files come in, questions about the rounds before have the answers that they had.
    const asking = this.#askAll(url);
    const [, before] = await Promise.all([asking, this.#ingest(folder, firstLimit, this.#number % 3 === 0)]);
    await this.#askAll(url);
    await this.#replay(folder, before);
    await this.#askAll(url);
    if (this.#compacts && this.#number % 2 === 0) {
      const { env, root } = this.#options;
      await Promise.all([command(["compact", "--data", root, "--json"], env, [0]), this.#askAll(url)]);
      this.#compacted += 1;
    }
    if (this.#number % 4 === 0) await this.#again(folder);
    await this.#askAll(url);
    await this.#askTotal();
    await this.#clear();
  }

  #folder(): string {
    const folder = join(this.#options.folder, "in", String(++this.#number));
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** A delivery comes in; under a small limit some of it goes to quarantine. Answers with what was read. */
  async #ingest(folder: string, limit: number, damaged: boolean): Promise<Delivery> {
    const { seed, env, root } = this.#options;
    const end = new Date(firstEndMs + this.#number * daysARound * dayMs);
    await generateSample(folder, {
      records: recordsARound,
      seed: (seed + this.#number) % 2 ** 32,
      days: daysARound,
      end,
      damaged,
    });
    const delivery = deliveryOf(folder, limit);
    const args = ["ingest", folder, "--data", root, "--json", "--limit", `maxRecords=${limit}`];
    const { records } = report.parse(await command(args, env, [0, 3]));
    expectCounts(records, delivery, delivery.ids.size);
    this.#enter(delivery);
    this.#total += records.written;
    return delivery;
  }

  /** What was too much for the first limit is read under the usual one. */
  async #replay(folder: string, before: Delivery): Promise<void> {
    const { env, root } = this.#options;
    const { records } = report.parse(await command(["quarantine", "replay", "--data", root, "--json"], env, [0, 3]));
    const after = deliveryOf(folder, usualLimit);
    const released = after.ids.size - before.ids.size;
    if (records.written !== released) throw new Error(`a replay wrote ${records.written} records, not ${released}`);
    this.#recent[this.#recent.length - 1] = after;
    this.#total += released;
    this.#released += released;
  }

  /** The same files under other names: every record is a repeat. */
  async #again(folder: string): Promise<void> {
    const { env, root } = this.#options;
    const copy = `${folder}-again`;
    cpSync(folder, copy, { recursive: true });
    const { records } = report.parse(await command(["ingest", copy, "--data", root, "--json"], env, [0, 3]));
    if (records.written !== 0) throw new Error(`${records.written} records were written a second time`);
    rmSync(copy, { recursive: true });
  }

  #enter(delivery: Delivery): void {
    this.#recent = [...this.#recent, delivery].slice(-window);
  }

  async #askAll(url: string): Promise<void> {
    const known = this.#recent;
    const endMs = firstEndMs + this.#number * daysARound * dayMs;
    const time = {
      start: new Date(endMs - known.length * daysARound * dayMs).toISOString(),
      end: new Date(endMs).toISOString(),
    };
    const records = together(known);
    for (const query of questions(time)) {
      await agree(url, query, records);
      this.#answers += 1;
    }
  }

  /** By a process of its own: what the service remembers of files it reads is bounded by what its questions reach. */
  async #askTotal(): Promise<void> {
    const { env, root } = this.#options;
    const union = ["cloudtrail", "cloudtrail_insights", "s3_access"].map((from) => ({ from, aggregate: countAll }));
    const file = join(this.#options.folder, "total.json");
    writeFileSync(file, JSON.stringify({ union }));
    const answer = answered.parse(await command(["query", file, "--data", root, "--json"], env, [0]));
    const total = answer.rows.reduce((sum, { n }) => sum + n, 0);
    if (total !== this.#total) throw new Error(`the store answers with ${total} records, ${this.#total} were written`);
    this.#answers += 1;
  }

  /** The store needs the files no more, and neither does the disk. */
  async #clear(): Promise<void> {
    rmSync(join(this.#options.folder, "in"), { recursive: true, force: true });
  }
}

function expectCounts(records: z.infer<typeof counts>, { unreadable }: Delivery, written: number): void {
  const { read, repeated, quarantined } = records;
  if (records.written !== written || quarantined !== unreadable || read !== written + repeated + quarantined) {
    throw new Error(`counts are ${JSON.stringify(records)}; ${written} written and ${unreadable} quarantined were due`);
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { Chance, runSeed } from "../ingest/support/chance.ts";
import { startMinistack } from "../rigs/ministack/server.ts";
import { event, trailFile, trailKey } from "./logs.ts";
import { openWorld, type World } from "./world.ts";

/**
 * Movers that are killed, or stand still and wake up after another has taken over, with readers at work: every reader sees every
 * record once, and in the end the archive has each once.
 */

const program = fileURLToPath(new URL("./mover.ts", import.meta.url));
const rounds = 14;
const perHour = 10;
/** Behind it another mover may take over: a mover's lease is its time and a minute. */
const remainingMs = 60_000;
const tenMinutes = 1 / 6;

let ministack: Awaited<ReturnType<typeof startMinistack>>;
let world: World;

beforeAll(async () => {
  ministack = await startMinistack();
  world = await openWorld({ ministack, trino: inject("trino") });
});
afterAll(async () => {
  await world?.close();
  await ministack?.close();
});

function startMover(): ChildProcess {
  const task = JSON.stringify({ remainingMs });
  return spawn(process.execPath, ["--import", "tsx", program, task], { env: process.env, stdio: "ignore" });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** How often each record is answered: once, whatever is under way. */
async function check(records: number): Promise<void> {
  const time = { start: "2026-03-01", end: "2026-03-10" };
  const rows = await world.ask({ from: "cloudtrail", time, select: ["eventID"], limit: 10_000 });
  const numbers = rows.map(([id]) => Number(String(id).slice(24))).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: records }, (_, index) => index));
}

test("movers that die or sleep, seeded", async () => {
  const chance = new Chance(runSeed);
  const done = { killed: 0, slept: 0, finished: 0, reads: 0 };
  let [hours, records] = [-16, 0];
  const sleepers: ChildProcess[] = [];
  for (let round = 0; round < rounds; round++) {
    world.clock(hours);
    const numbers = Array.from({ length: perHour }, (_, index) => records + index);
    const file = trailFile(numbers.map((number) => event(number, `2026-03-0${1 + (number % 5)}T08:00:00Z`)));
    await world.take(trailKey(), file);
    records += perHour;
    hours += 0.6;
    world.clock(hours);
    const mover = startMover();
    const momentMs = 800 + chance.below(4_000);
    const [reading] = await Promise.all([reads(momentMs, records), sleep(momentMs)]);
    done.reads += reading;
    if (mover.exitCode !== null) done.finished += 1;
    else if (chance.is(0.5)) {
      mover.kill("SIGKILL");
      done.killed += 1;
    } else {
      mover.kill("SIGSTOP");
      sleepers.push(mover);
      done.slept += 1;
    }
    hours += tenMinutes;
    world.clock(hours);
    // One that slept wakes up while another is at work.
    if (sleepers.length > 0 && chance.is(0.5)) {
      const successor = startMover();
      await sleep(chance.below(3_000));
      const sleeper = sleepers.shift();
      sleeper?.kill("SIGCONT");
      await Promise.all([ended(successor), ...(sleeper === undefined ? [] : [ended(sleeper)]), check(records)]);
      hours += tenMinutes;
    }
  }
  for (const sleeper of sleepers) sleeper.kill("SIGCONT");
  await Promise.all(sleepers.map(ended));
  world.clock(0);
  expect(await world.move()).toMatchObject({ state: "done", waitsFor: null });
  await check(records);
  const archive = `iceberg."${world.names.database}".cloudtrail`;
  const { rows } = await world.trino.query(`SELECT count(*), count(DISTINCT record_id) FROM ${archive}`);
  expect(rows).toEqual([[String(records), String(records)]]);
  process.stdout.write(`movers, seed ${runSeed}: ${JSON.stringify(done)}\n`);
  expect(done.killed + done.slept).toBeGreaterThan(0);
});

/** Reads until the time is up. @returns how often */
async function reads(untilMs: number, records: number): Promise<number> {
  const end = performance.now() + untilMs;
  for (let count = 0; ; count++) {
    if (performance.now() >= end) return count;
    await check(records);
  }
}

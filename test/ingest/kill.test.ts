import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { type Account, newAccount, put, settingsOf, useEmulator } from "./support/account.ts";
import { Chance, runSeed } from "./support/chance.ts";
import { judge } from "./support/judge.ts";
import { invoke, message, notification } from "./support/lambda.ts";
import { type LogObject, logObjects, trailLog } from "./support/logs.ts";
import { startFunction } from "./support/process.ts";
import { startFaultyWay } from "./support/proxy.ts";

/** Seeds whose first object has repeats, unreadable records and two sources: it meets every boundary there is. */
const full = trailLogWithAll();
const boundaries = 8;
const chanceRuns = 36;

beforeAll(() => {
  useEmulator();
  for (const name of ["log", "error", "warn"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
});
afterAll(() => vi.restoreAllMocks());

describe.concurrent("a worker that is killed", () => {
  it.each(Array.from({ length: boundaries }, (_, place) => place + 1))("at boundary %i", async (killAt) => {
    const account = await newAccount();
    const bodies = await putAll(account, [full]);
    const first = await startFunction(account, { bodies, killAt }).ended;
    expect(first).toEqual({ code: null, signal: "SIGKILL", met: killAt });
    await finish(account, bodies);
    await judge(account, [full]);
  });

  it("meets no other boundary", async () => {
    const account = await newAccount();
    const bodies = await putAll(account, [full]);
    expect(await startFunction(account, { bodies }).ended).toEqual({ code: 0, signal: null, met: boundaries });
    await judge(account, [full]);
  });

  it.each(Array.from({ length: chanceRuns }, (_, place) => runSeed + place))(
    "beside another, seed %i",
    async (seed) => {
      const chance = new Chance(seed);
      const account = await newAccount();
      const objects = logObjects(chance, 2 + chance.below(4));
      const bodies = chance.shuffled(await putAll(account, objects));
      const killAt = 1 + chance.below(6 * objects.length);
      const both = [
        startFunction(account, { bodies, killAt }),
        startFunction(account, { bodies: chance.shuffled(bodies) }),
      ];
      await Promise.all(both.map(({ ended }) => ended));
      await finish(account, bodies);
      await judge(account, objects);
    },
  );
});

/** The messages come again when the claims of the dead have run out. */
async function finish(account: Account, bodies: readonly string[]): Promise<void> {
  const later = await startFaultyWay(inject("ministack").url);
  try {
    later.advance(130_000);
    const handler = createHandler({ endpoint: later.url }, settingsOf(account));
    expect(await invoke(handler, bodies.map(message))).toEqual([]);
  } finally {
    await later.close();
  }
}

async function putAll(account: Account, objects: readonly LogObject[]): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (const { key, body } of objects) bodies.push(notification(await put(account, key, body)));
  return bodies;
}

function trailLogWithAll(): LogObject {
  for (let seed = 1; ; seed++) {
    const log = trailLog(new Chance(seed), 1);
    const { rows, repeated, quarantined } = log.expected;
    if (Object.keys(rows).length === 2 && repeated + quarantined === 2) return log;
  }
}

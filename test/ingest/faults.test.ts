import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { createHandler, type Handler } from "../../packages/ingest/src/handler.ts";
import { type Account, newAccount, put, settingsOf, useEmulator } from "./support/account.ts";
import { Chance, runSeed } from "./support/chance.ts";
import { judge } from "./support/judge.ts";
import { notification } from "./support/lambda.ts";
import { type LogObject, logObjects } from "./support/logs.ts";
import { accessDenied, mishaps } from "./support/mishaps.ts";
import { observe } from "./support/observe.ts";
import { type FaultyWay, startFaultyWay } from "./support/proxy.ts";
import { Queue } from "./support/queue.ts";

/** Runs in CI; each has its own seed, account and mishaps. */
const runs = 150;
const atOnce = 3;
const maxReceives = 6;
const hourMs = 3_600_000;

beforeAll(() => {
  for (const name of ["log", "error", "warn"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
});
afterAll(() => vi.restoreAllMocks());

describe.concurrent.each(Array.from({ length: atOnce }, (_, lane) => lane))("lane %i", (lane) => {
  it.each(Array.from({ length: runs / atOnce }, (_, place) => runSeed + place * atOnce + lane))(
    "seed %i",
    async (seed) => {
      await run(new Chance(seed));
    },
  );
});

/** Two workers, whose clocks are wrong by hours, take the same messages over calls of which many fail. */
async function run(chance: Chance): Promise<void> {
  useEmulator();
  const account = await newAccount();
  const proxy = await startFaultyWay(inject("ministack").url);
  try {
    const objects = logObjects(chance, 3 + chance.below(5));
    const poison = objects[chance.below(objects.length)];
    const fails = mishaps(chance, chance.of([0, 0.05, 0.15, 0.3]));
    proxy.plan = (call) => {
      const isPoison =
        call.method === "GET" && poison !== undefined && decodeURIComponent(call.path).includes(poison.key);
      return isPoison ? accessDenied : fails(call);
    };
    const queue = new Queue(chance, maxReceives);
    const bodies = await putAll(account, objects);
    queue.send(bodies.flatMap((body) => Array.from({ length: 1 + chance.below(3) }, () => body)));
    const workers = [worker(account, proxy, chance), worker(account, proxy, chance)];
    await drain(queue, workers, proxy);
    if (poison !== undefined) await judgePoison(account, poison.key, queue);
    proxy.plan = () => null;
    for (let turn = 0; queue.dead.length > 0 && turn < 5; turn++) {
      proxy.advance(20 * 60_000);
      queue.redrive();
      await drain(queue, workers, proxy);
    }
    await judge(account, objects);
  } finally {
    await proxy.close();
  }
}

async function putAll(account: Account, objects: readonly LogObject[]): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (const { key, body } of objects) bodies.push(notification(await put(account, key, body)));
  return bodies;
}

function worker(account: Account, proxy: FaultyWay, chance: Chance): Handler {
  const skewMs = chance.of([0, 0, -3 * hourMs, 3 * hourMs, -40 * hourMs]);
  return createHandler(
    { now: () => Date.now() + skewMs, endpoint: proxy.url },
    {
      ...settingsOf(account),
      TRAILKEEP_CALL_SECONDS: "0.4",
      TRAILKEEP_CALL_ATTEMPTS: "2",
      TRAILKEEP_MAX_RECEIVES: String(maxReceives),
    },
  );
}

async function drain(queue: Queue, workers: readonly Handler[], proxy: FaultyWay): Promise<void> {
  for (let round = 0; !queue.isEmpty; round++) {
    await queue.round(workers);
    // A claim whose worker could not even give it up runs out.
    if (round % 4 === 3) proxy.advance(130_000);
  }
}

/** What nobody may read ends in the dead-letter queue, and the ledger says why; it is as good as new when that is mended. */
async function judgePoison(account: Account, key: string, queue: Queue): Promise<void> {
  const { entries, rows } = await observe(account);
  const entry = entries.find((one) => one.key === key);
  expect(rows.filter(({ object }) => object === `s3://${account.logs}/${key}`)).toEqual([]);
  expect(queue.dead.length).toBeGreaterThan(0);
  expect(["failed", "claimed", undefined]).toContain(entry?.state);
  if (entry?.state === "failed") expect(entry.reason).toContain("AccessDenied");
}

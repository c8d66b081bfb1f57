import { randomUUID } from "node:crypto";
import { z } from "zod";
import { TrailkeepError } from "../../error.ts";
import type { StateStore } from "../../store/state.ts";

/** Keeps applications of plans apart: what two do in turns, neither has planned. */
export interface ApplyLock {
  /**
   * Works while nobody else does. `held` throws once the lock was lost, and is asked before each change.
   * @throws TrailkeepError store-busy
   */
  run<T>(work: (held: () => void) => Promise<T>): Promise<T>;
}

/** Where the processes of one machine share a folder, its own lock is enough. */
export const noLock: ApplyLock = { run: (work) => work(() => undefined) };

const key = "retention/lock";
const lockSchema = z.object({ token: z.string(), by: z.string(), sinceMs: z.number(), untilMs: z.number() });
type Holder = z.infer<typeof lockSchema>;

/** A process that has died is waited for so long; one that works renews its lock three times as often. */
const leaseMs = 180_000;

/** A lock in the state that all processes share, with the clocks of their machines. */
export function stateLock(state: StateStore, principal: string, now: () => number): ApplyLock {
  return {
    async run(work) {
      const mine: Holder = { token: randomUUID(), by: principal, sinceMs: now(), untilMs: now() + leaseMs };
      let version = await acquire(state, mine, now());
      let isLost = false;
      const renew = async (untilMs: number) => {
        const isMine = await state.putIfMatch(key, JSON.stringify({ ...mine, untilMs }), version);
        if (isMine) version += 1;
        else isLost = true;
      };
      let renewing = Promise.resolve();
      const timer = setInterval(() => {
        renewing = renewing
          .then(() => renew(now() + leaseMs))
          .catch(() => {
            isLost = true;
          });
      }, leaseMs / 3);
      try {
        return await work(() => {
          if (isLost) throw busy("another application has begun since: this one had not been heard of for too long");
        });
      } finally {
        clearInterval(timer);
        await renewing;
        // If this fails the lock runs out by itself.
        if (!isLost) await renew(0).catch(() => undefined);
      }
    },
  };
}

/** @returns the version of the entry that is ours */
async function acquire(state: StateStore, mine: Holder, nowMs: number): Promise<number> {
  const value = JSON.stringify(mine);
  if (await state.putIfAbsent(key, value)) return 1;
  const found = await state.get(key);
  if (found === undefined) throw busy("another application has just ended");
  const holder = lockSchema.parse(JSON.parse(found.value));
  if (holder.untilMs > nowMs) throw busy(whoHas(holder));
  if (await state.putIfMatch(key, value, found.version)) return found.version + 1;
  throw busy("another application has just begun");
}

function whoHas({ by, sinceMs, untilMs }: Holder): string {
  return `${by} is applying since ${instant(sinceMs)}, and has until ${instant(untilMs)} to be heard of again`;
}

function instant(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function busy(message: string): TrailkeepError {
  return new TrailkeepError("store-busy", { message, hint: "wait for it, and try again" });
}

import { setTimeout as sleep } from "node:timers/promises";
import type { RunContext } from "./driver.ts";

/** The first answer mostly takes the stores a second or two; a long query is not asked after more often than it needs. */
const firstDelayMs = 100;
const growth = 1.5;
const longestDelayMs = 3_000;

/** One query of the store's own. `poll` gives what it ended with, or null while it goes on; it throws how it failed. */
export interface NativeQuery<Outcome> {
  start(): Promise<string>;
  poll(nativeId: string): Promise<Outcome | null>;
  stop(nativeId: string): Promise<void>;
}

/** The reason of a signal that lets go of a query without stopping it. */
export const detached = new Error("the query goes on without this process");

/**
 * Starts a query and waits for its end. A start is never cut off, because a query that runs without a known id could not
 * be stopped; one that was started elsewhere is only waited for. Throws the signal's reason when it aborts, after the store's query has been told to stop.
 */
export async function runNative<Outcome>(
  query: NativeQuery<Outcome>,
  { signal, report, resumed, begun }: Pick<RunContext, "signal" | "report" | "resumed" | "begun">,
): Promise<{ readonly nativeId: string; readonly outcome: Outcome }> {
  if (resumed === undefined) signal.throwIfAborted();
  const nativeId = resumed ?? (await query.start());
  begun(nativeId);
  try {
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(longestDelayMs, delayMs * growth)) {
      signal.throwIfAborted();
      const outcome = await query.poll(nativeId);
      if (outcome !== null) return { nativeId, outcome };
      await pause(delayMs, signal);
    }
  } catch (error) {
    // Stopping is all that is left to try; a query that cannot be stopped ends by itself.
    if (signal.aborted && signal.reason !== detached) await query.stop(nativeId).catch(() => report({}));
    throw signal.aborted ? signal.reason : error;
  }
}

/** Between three quarters of the time and all of it, so that many runs do not ask in step. Returns early on abort. */
async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  await sleep(delayMs * (0.75 + Math.random() * 0.25), undefined, { signal }).catch(() => undefined);
}

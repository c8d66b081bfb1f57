import { TrailkeepError } from "../../error.ts";

/**
 * Works until the time is up. What was begun by then is on record, and whoever works next goes on from there.
 * @throws TrailkeepError timeout
 */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ends = new AbortController();
  const timer = setTimeout(
    () => {
      const message = "the time was over before everything was done";
      ends.abort(
        new TrailkeepError("timeout", { message, hint: "what was done is on record; again, it goes on from there" }),
      );
    },
    Math.max(1, ms),
  );
  try {
    return await work(ends.signal);
  } catch (error) {
    throw ends.signal.aborted ? ends.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

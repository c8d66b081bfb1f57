import { setTimeout as sleep } from "node:timers/promises";
import { TrailkeepError } from "@trailkeep/core/error";
import { checkDrift, enforceNow, type Notice, openSns, type RetentionService } from "@trailkeep/core/retention";
import { cleanUpStore, type Store } from "@trailkeep/core/store";
import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { reportLines } from "../../output/retention/report.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

const hourMs = 3_600_000;
const hoursPerDay = 24;

export interface WatchFlags extends RetentionFlags {
  readonly once?: true | undefined;
  readonly topic?: string | undefined;
}

/** `trailkeep retention watch`: looks every hour and enforces every day; with `--once` both, once. */
export function runWatch(flags: WatchFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention, store) => {
    const publish = flags.topic === undefined ? async () => undefined : await openSns(flags.topic);
    const notify = async (notice: Notice) => {
      io.note(`${notice.kind}: ${notice.subject}`, ...notice.lines.map((line) => `  ${line}`));
      await publish(notice);
    };
    if (flags.once === true) {
      await checkDrift(retention, notify, io.signal);
      return enforced(retention, store, notify, io);
    }
    for (let hour = 0; ; hour++) {
      await survived(() => checkDrift(retention, notify, io.signal));
      if (hour % hoursPerDay === 0) await survived(() => enforced(retention, store, notify, io));
      await survived(() => cleanUp(store, io));
      await sleep(hourMs, undefined, { signal: io.signal });
    }
  });
}

async function enforced(
  retention: RetentionService,
  store: Store | null,
  notify: (notice: Notice) => Promise<void>,
  io: Io,
): Promise<number> {
  const report = await enforceNow(retention, notify, io.signal);
  await io.print(...reportLines(report));
  await cleanUp(store, io);
  if (report.status === "incomplete") return exitCodes.failed;
  return report.waiting.length > 0 ? exitCodes.differs : exitCodes.done;
}

async function cleanUp(store: Store | null, io: Io): Promise<void> {
  if (store !== null && store.ingestStatus().removedFiles.count > 0) await cleanUpStore(store.root, io.signal);
}

/** A failure was told of; the next hour tries again. A stop stops. */
async function survived(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TrailkeepError) || error.code === "cancelled") throw error;
  }
}

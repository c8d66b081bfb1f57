import { TrailkeepError } from "@trailkeep/core/error";
import { type Hold, selectorSchema } from "@trailkeep/core/retention";
import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { instant } from "../../output/amount.ts";
import { aligned } from "../../output/listing.ts";
import { jsonText } from "../../output/visible.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

export interface HoldPlaceFlags extends RetentionFlags {
  readonly reason: string;
  readonly kind?: readonly string[] | undefined;
  readonly name?: readonly string[] | undefined;
  readonly account?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

/** `trailkeep retention hold place`. */
export function runHoldPlace(name: string, flags: HoldPlaceFlags, io: Io): Promise<number> {
  const { kind, name: names, account, region, reason } = flags;
  const select = selectorSchema.safeParse({ kind, name: names, account, region });
  if (!select.success) {
    const problems = select.error.issues.map(({ path, message }) => ({ message, at: `--${path.join(" ")}` }));
    throw new TrailkeepError("invalid-request", problems);
  }
  const [startMs, endMs] = [timeOf(flags.start, "--start"), timeOf(flags.end, "--end")];
  return withRetention(flags, async (retention) => {
    const { id } = await retention.hold({ name, select: select.data, startMs, endMs, reason });
    await io.print(`the hold stands: ${id}`);
    return exitCodes.done;
  });
}

export interface HoldListFlags extends RetentionFlags {
  readonly all?: true | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep retention hold list`. */
export function runHoldList({ all, json, ...flags }: HoldListFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const { standing, released } = await retention.holds();
    const shown = all === true ? released : [];
    if (json) await io.write(`${jsonText({ standing, released: shown })}\n`);
    else {
      await io.print(
        ...aligned([
          ...standing.map((hold) => rowOf(hold, `placed by ${hold.placedBy}`)),
          ...shown.map(({ hold, releasedBy, reason }) => rowOf(hold, `released by ${releasedBy}: ${reason}`)),
        ]),
      );
    }
    return exitCodes.done;
  });
}

function rowOf({ id, name, select, startMs, endMs, reason }: Hold, state: string): readonly string[] {
  const range = `${startMs === null ? "the beginning" : instant(startMs)} to ${endMs === null ? "no end" : instant(endMs)}`;
  return [id, name, jsonText(select), range, reason, state];
}

/** `trailkeep retention hold release`. */
export function runHoldRelease(
  id: string,
  flags: RetentionFlags & { readonly reason: string },
  io: Io,
): Promise<number> {
  return withRetention(flags, async (retention) => {
    const { hold, releasedBy } = await retention.release(id, flags.reason);
    await io.print(`${releasedBy} releases the hold ${hold.name}`);
    return exitCodes.done;
  });
}

/** A day, or an instant with its offset: RFC 3339. */
function timeOf(text: string | undefined, at: string): number | null {
  if (text === undefined) return null;
  const isTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  const hint = "write a day, as in 2026-01-31, or a time, as in 2026-01-31T08:00:00Z";
  throw new TrailkeepError("invalid-request", { message: `${JSON.stringify(text)} is no time`, at, hint });
}

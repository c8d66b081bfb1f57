import type { LogEvent } from "../insights/index.ts";
import type { LogGroup, StoredEvent } from "./groups.ts";

const events = new WeakMap<StoredEvent, LogEvent>();

/** An event as a query sees it: one object, so that what was discovered in it is kept. */
export function logEvent(group: LogGroup, stored: StoredEvent): LogEvent {
  const known = events.get(stored);
  if (known !== undefined) return known;
  const event = { ...stored, log: `${group.accountId}:${group.name}`, discovered: group.class === "STANDARD" };
  events.set(stored, event);
  return event;
}

/** Whether the end of a query's window is that instant, or the whole of its second: AWS says only «inclusive». */
export type WindowEnd = "instant" | "second";

/** The events of groups whose moment lies in the window, whose ends are seconds since the epoch, both inclusive. */
export function eventsIn(
  groups: readonly LogGroup[],
  window: { readonly startSeconds: number; readonly endSeconds: number },
  end: WindowEnd,
): readonly LogEvent[] {
  const fromMs = window.startSeconds * 1000;
  const toMs = window.endSeconds * 1000 + (end === "second" ? 999 : 0);
  return groups.flatMap((group) =>
    group.events
      .filter(({ timestamp }) => timestamp >= fromMs && timestamp <= toMs)
      .map((stored) => logEvent(group, stored)),
  );
}

import { defaultReadings, otherReadings, type Readings } from "../insights/index.ts";
import type { WindowEnd } from "./window.ts";

/** What AWS's pages leave open about Logs Insights: the language's readings, and the end of a query's window. */
export interface LogsSwitches {
  readonly readings: Readings;
  readonly windowEnd: WindowEnd;
}

export const usualLogs: LogsSwitches = { readings: defaultReadings, windowEnd: "instant" };

/** The other side of every switch, one at a time, by its name. */
export const otherLogs: Readonly<Record<string, LogsSwitches>> = {
  "the last second is whole": { ...usualLogs, windowEnd: "second" },
  ...Object.fromEntries(
    Object.entries(otherReadings).map(([name, other]) => [
      name,
      { ...usualLogs, readings: { ...defaultReadings, ...other } },
    ]),
  ),
};

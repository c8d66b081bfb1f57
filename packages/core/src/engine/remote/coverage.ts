import type { Holds } from "../../stores/schema.ts";
import { deliveryLagMs } from "../gap.ts";
import type { Coverage } from "../types.ts";

/** What the stores file says that a store holds. One that still grows holds all but what is still on its way. */
export function coverageOf(holds: Holds | undefined, nowMs: number): Coverage {
  const { start, end, accounts = null, regions = null } = holds ?? {};
  const earliestMs = start === undefined ? null : Date.parse(start);
  const latestMs = end === undefined ? (earliestMs === null ? null : nowMs - deliveryLagMs) : Date.parse(end) - 1;
  return { records: null, earliestMs, latestMs, accounts, regions };
}

import { formatInstant } from "@trailkeep/core/query";
import type { ApplyReport, Hold, MadePlan, PoliciesInForce, ReleasedHold } from "@trailkeep/core/retention/local";

import { actionSchema } from "./schema/retention.ts";

/** Retention's answers as they travel: times are RFC 3339. */

export function wirePolicies({ name, text, hash, sinceMs }: PoliciesInForce) {
  return { name, text, hash, since: formatInstant(sinceMs) };
}

export function wirePlan({ plannedAtMs, actions, ...plan }: MadePlan) {
  return { ...plan, plannedAt: formatInstant(plannedAtMs), actions: actions.map(wireAction) };
}

export function wireReport({ planHash, status, results }: ApplyReport) {
  return { planHash, status, results: results.map((result) => ({ ...result, action: wireAction(result.action) })) };
}

/** As JSON, whatever members its type has. */
function wireAction(action: MadePlan["actions"][number]) {
  return actionSchema.parse(JSON.parse(JSON.stringify(action)));
}

export function wireHold({ startMs, endMs, placedAtMs, select, ...hold }: Hold) {
  return {
    ...hold,
    select: Object.fromEntries(
      Object.entries(select).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
    ),
    start: formatInstant(startMs),
    end: formatInstant(endMs),
    placedAt: formatInstant(placedAtMs),
  };
}

export function wireReleased({ hold, releasedBy, releasedAtMs, reason }: ReleasedHold) {
  return { hold: wireHold(hold), releasedBy, releasedAt: formatInstant(releasedAtMs), reason };
}

import type { Requirement } from "../policy/index.ts";
import { decideLifecycle } from "./decide-lifecycle.ts";
import type { ActiveHold } from "./hold.ts";
import { deliveryLagDays } from "./lifecycle-rules.ts";
import type { ObservedS3Bucket } from "./observed.ts";
import type { Action, Decision } from "./plan.ts";

const dayMs = 86_400_000;

/** What the lifecycle of a bucket of logs has to become, and whether its held objects need a legal hold of Object Lock. */
export function decideS3Bucket(
  bucket: ObservedS3Bucket,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
): Decision {
  const identity = { store: bucket.id, kind: bucket.kind, name: bucket.name };
  const scope = { ...bucket, prefix: "", deliveryDays: deliveryLagDays };
  const decision = decideLifecycle(identity, scope, requirement, holds);
  if (holds.length === 0 || bucket.objectLock === null || !bucket.unheld) return decision;
  const because = holds.map(({ name }) => name);
  const hold: Action = {
    type: "place_legal_hold",
    ...identity,
    before: false,
    after: true,
    ranges: heldRanges(holds),
    destroys: false,
    reason: `objects that can hold records of ${because.join(", ")} get a legal hold`,
    because,
  };
  return { ...decision, actions: [hold, ...decision.actions] };
}

/** When the objects were made that can hold records of the holds' times. */
export function heldRanges(holds: readonly ActiveHold[]) {
  return holds
    .filter(({ startMs, endMs }) => startMs < endMs)
    .map(({ startMs, endMs }) => ({ startMs: finite(startMs), endMs: finite(endMs + deliveryLagDays * dayMs) }));
}

function finite(timeMs: number): number | null {
  return Number.isFinite(timeMs) ? timeMs : null;
}

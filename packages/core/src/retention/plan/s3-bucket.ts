import type { Requirement } from "../policy/index.ts";
import { decideLifecycle } from "./decide-lifecycle.ts";
import type { ActiveHold } from "./hold.ts";
import { deliveryLagDays } from "./lifecycle-rules.ts";
import type { ObservedS3Bucket } from "./observed.ts";
import type { Action, Decision, HeldRange } from "./plan.ts";

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
  if (bucket.objectLock === null) return decision;
  return { ...decision, actions: [...legalHolds(bucket, identity, holds), ...decision.actions] };
}

function legalHolds(
  { unheld, ownHolds }: ObservedS3Bucket,
  identity: Pick<Action, "store" | "kind" | "name">,
  holds: readonly ActiveHold[],
): readonly Action[] {
  const ranges = heldRanges(holds);
  const because = holds.map(({ name }) => name);
  const actions: Action[] = [];
  if (unheld && holds.length > 0) {
    const reason = `objects that can hold records of ${because.join(", ")} get a legal hold`;
    actions.push({
      type: "place_legal_hold",
      ...identity,
      before: false,
      after: true,
      ranges,
      destroys: false,
      reason,
      because,
    });
  }
  const versions = ownHolds.filter((madeMs) => !isWithin(ranges, madeMs)).length;
  if (versions > 0) {
    const reason = `no hold covers ${versions === 1 ? "a version" : `${versions} versions`} any more that got a legal hold for one`;
    actions.push({
      type: "release_legal_holds",
      ...identity,
      before: true,
      after: false,
      keep: ranges,
      versions,
      destroys: true,
      reason,
      because,
    });
  }
  return actions;
}

/** S3 tells times in whole seconds. */
const secondMs = 1_000;

/** Whether what was made then, by S3's clock, may have been made in one of the ranges. */
export function isWithin(ranges: readonly HeldRange[], madeMs: number): boolean {
  return ranges.some(
    ({ startMs, endMs }) => (startMs === null || madeMs + secondMs > startMs) && (endMs === null || madeMs < endMs),
  );
}

/** When the objects were made that can hold records of the holds' times. */
export function heldRanges(holds: readonly ActiveHold[]): readonly HeldRange[] {
  return holds
    .filter(({ startMs, endMs }) => startMs < endMs)
    .map(({ startMs, endMs }) => ({ startMs: finite(startMs), endMs: finite(endMs + deliveryLagDays * dayMs) }));
}

function finite(timeMs: number): number | null {
  return Number.isFinite(timeMs) ? timeMs : null;
}

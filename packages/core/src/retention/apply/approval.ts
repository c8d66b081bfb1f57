import { TrailkeepError } from "../../error.ts";
import type { PolicyFile } from "../policy/index.ts";
import type { Approval } from "./history.ts";

/**
 * What may destroy records needs somebody's consent to exactly that plan; another's than the one who applies it where the
 * policy file, the new one or the one in force, says `approval: { secondPrincipal: true }`.
 * @throws TrailkeepError forbidden
 */
export function refuseUnapproved(
  planHash: string,
  principal: string,
  approvals: readonly Approval[],
  secondPrincipal: boolean,
): void {
  const counting = secondPrincipal ? approvals.filter(({ by }) => by !== principal) : approvals;
  if (counting.length > 0) return;
  const message = secondPrincipal
    ? `the plan can destroy records, and nobody but ${principal} has approved it`
    : "the plan can destroy records, and nobody has approved it";
  const hint = `\`trailkeep retention approve ${planHash.slice(0, 12)}\`${secondPrincipal ? " by another user" : ""}`;
  throw new TrailkeepError("forbidden", { message, hint });
}

/** Whether one of the policy files asks for a second principal: the new one cannot lift it by itself. */
export function asksForSecond(files: readonly (PolicyFile | null)[]): boolean {
  return files.some((file) => file?.approval?.secondPrincipal === true);
}

import type { MadePlan } from "@trailkeep/core/retention";
import { bytes, count, counted } from "../amount.ts";
import { listing } from "../listing.ts";

type PlannedAction = MadePlan["actions"][number];

/** A plan for people: what would go in all, then action by action, then what no action can put right. */
export function planLines(plan: MadePlan): readonly string[] {
  const { hash, policies, actions, findings } = plan;
  return [
    `plan ${hash}`,
    `under ${policies.name}${policies.inForce ? "" : ", which is not in force yet"}`,
    ...totals(actions),
    ...actions.flatMap(actionLines),
    ...listing(
      "What no action can put right:",
      findings.map(({ kind, name, code, message }) => `${code}: ${kind} ${name}: ${message}`),
      50,
    ),
    ...assessed(plan),
    ...nextStep(plan),
  ];
}

function totals(actions: readonly PlannedAction[]): readonly string[] {
  if (actions.length === 0) return ["Nothing would change."];
  const deletions = actions.flatMap((action) => (action.type === "delete_days" ? [action] : []));
  const days = deletions.reduce((sum, action) => sum + action.days.length, 0);
  const rows = deletions.reduce((sum, { rows }) => sum + rows, 0);
  const size = deletions.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const destroying = actions.filter(({ destroys }) => destroys).length;
  return [
    `${counted(actions.length, "change")}, ${destroying === 0 ? "none destroys records" : `${count(destroying)} can destroy records`}`,
    ...(deletions.length === 0
      ? []
      : [`would delete ${counted(days, "day")}, ${counted(rows, "record")}, ${bytes(size)}`]),
  ];
}

function actionLines(action: PlannedAction): readonly string[] {
  const sign = action.destroys ? "-" : "+";
  const lines = [`${sign} ${action.kind} ${action.name}`, `    ${action.reason} (${action.because.join(", ")})`];
  if (action.type !== "delete_days") return lines;
  return [...lines, `    ${span(action.days)}: ${counted(action.rows, "record")}, ${bytes(action.sizeBytes)}`];
}

function span(days: readonly string[]): string {
  const shown = days.length <= 8 ? days.join(", ") : `${days[0]} to ${days.at(-1)}, ${counted(days.length, "day")}`;
  return shown;
}

function assessed({ assessments }: MadePlan): readonly string[] {
  const verdicts = new Map<string, number>();
  for (const { verdict } of assessments) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  const parts = [...verdicts].map(([verdict, stores]) => `${count(stores)} ${verdict.replace("_", " ")}`);
  return [`stores: ${parts.length === 0 ? "none" : parts.join(", ")}`];
}

function nextStep({ hash, actions, needsApproval, approvedBy, policies }: MadePlan): readonly string[] {
  if (actions.length === 0 && policies.inForce) return [];
  const short = hash.slice(0, 12);
  if (approvedBy.length > 0)
    return [`approved by ${approvedBy.join(", ")}; to carry it out: trailkeep retention apply ${short}`];
  if (!needsApproval) return [`to carry it out: trailkeep retention apply ${short}`];
  return [`to carry it out: trailkeep retention approve ${short}, then apply ${short}`];
}

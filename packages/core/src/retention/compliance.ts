import type { Assessment } from "./plan/index.ts";
import type { Policy } from "./policy/index.ts";

/** How one store stands against the policies that speak of it. */
export interface ComplianceOf extends Assessment {
  /** What they ask for together, for people. */
  readonly asks: string;
  readonly rules: readonly { readonly policy: string; readonly framework: string; readonly clause: string }[];
}

/** The assessments, with the rules that they rest on. */
export function complianceOf(assessments: readonly Assessment[], policies: readonly Policy[]): readonly ComplianceOf[] {
  const byName = new Map(policies.map((policy) => [policy.name, policy]));
  return assessments.map((assessment) => {
    const own = assessment.policies.flatMap((name) => byName.get(name) ?? []);
    return {
      ...assessment,
      asks: asksOf(own),
      rules: own.map(({ name, rule }) => ({ policy: name, framework: rule.framework, clause: rule.clause })),
    };
  });
}

function asksOf(policies: readonly Policy[]): string {
  if (policies.length === 0) return "nothing";
  const keep = Math.max(...policies.map(({ keepDays }) => keepDays));
  const ends = policies.flatMap(({ deleteDays }) => deleteDays ?? []);
  const end = ends.length === 0 ? "" : `, gone after ${Math.min(...ends)} days`;
  return `kept at least ${keep} days${end}`;
}

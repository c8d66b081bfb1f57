import { readFileSync } from "node:fs";
import { TrailkeepError } from "@trailkeep/core/error";
import type { PolicyText } from "@trailkeep/core/retention";
import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { planLines } from "../../output/retention/plan.ts";
import { jsonText } from "../../output/visible.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

export interface PlanFlags extends RetentionFlags {
  readonly policies?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep retention plan`: what would have to change. */
export function runPlan(flags: PlanFlags, io: Io): Promise<number> {
  const policies = flags.policies === undefined ? undefined : policyText(flags.policies);
  return withRetention(flags, async (retention) => {
    const plan = await retention.plan(policies, io.signal);
    if (flags.json) await io.write(`${jsonText(plan)}\n`);
    else await io.print(...planLines(plan));
    return plan.actions.length + plan.findings.length === 0 ? exitCodes.done : exitCodes.differs;
  });
}

function policyText(file: string): PolicyText {
  try {
    return { name: file, text: readFileSync(file, "utf8") };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const hint = "name a policy file that is there and can be read";
    const message = `the policy file cannot be read (${reason})`;
    throw new TrailkeepError("unreadable-input", { message, at: file, hint }, { cause: error });
  }
}

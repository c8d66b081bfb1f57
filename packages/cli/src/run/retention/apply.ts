import type { ApplyReport } from "@trailkeep/core/retention";
import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { reportLines } from "../../output/retention/report.ts";
import { jsonText } from "../../output/visible.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

export interface ApplyFlags extends RetentionFlags {
  readonly json?: true | undefined;
}

/** `trailkeep retention approve`: consents to a plan. */
export function runApprove(hash: string, flags: RetentionFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const { seq, principal, body } = await retention.approve(hash);
    await io.print(`${principal} approves the plan ${String(body["planHash"])} (record ${seq})`);
    return exitCodes.done;
  });
}

/** `trailkeep retention apply`: carries a plan out. */
export function runApply(hash: string, flags: ApplyFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const report = await retention.apply(hash, io.signal);
    await told(report, flags, io);
    return report.status === "incomplete" ? exitCodes.failed : exitCodes.done;
  });
}

async function told(report: ApplyReport, { json }: ApplyFlags, io: Io): Promise<void> {
  if (json) await io.write(`${jsonText(report)}\n`);
  else await io.print(...reportLines(report));
}

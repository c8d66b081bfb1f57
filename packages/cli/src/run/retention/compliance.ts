import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { aligned } from "../../output/listing.ts";
import { jsonText } from "../../output/visible.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

export interface ComplianceFlags extends RetentionFlags {
  readonly json?: true | undefined;
  readonly checks?: true | undefined;
}

/** `trailkeep retention compliance`: how every store stands; with `--checks` what auditors ask beside retention. */
export function runCompliance(flags: ComplianceFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention, _, places) => {
    if (flags.checks) {
      const checks = await retention.checks(places, io.signal);
      if (flags.json) await io.write(`${jsonText(checks)}\n`);
      else await io.print(...aligned(checks.map(({ status, check, name, why }) => [status, check, name, why])));
      return checks.every(({ status }) => status === "pass") ? exitCodes.done : exitCodes.differs;
    }
    const stores = await retention.compliance(io.signal);
    if (flags.json) await io.write(`${jsonText(stores)}\n`);
    else await io.print(...aligned(stores.map(({ kind, name, verdict, why }) => [verdict, kind, name, why])));
    const broken = stores.some(({ verdict, policies }) => verdict !== "compliant" && policies.length > 0);
    return broken ? exitCodes.differs : exitCodes.done;
  });
}

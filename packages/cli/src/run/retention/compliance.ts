import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { aligned } from "../../output/listing.ts";
import { jsonText } from "../../output/visible.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

/** `trailkeep retention compliance`: how every store stands. */
export function runCompliance(flags: RetentionFlags & { readonly json?: true | undefined }, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const stores = await retention.compliance(io.signal);
    if (flags.json) await io.write(`${jsonText(stores)}\n`);
    else await io.print(...aligned(stores.map(({ kind, name, verdict, why }) => [verdict, kind, name, why])));
    const broken = stores.some(({ verdict, policies }) => verdict !== "compliant" && policies.length > 0);
    return broken ? exitCodes.differs : exitCodes.done;
  });
}

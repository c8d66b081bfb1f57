import { isKeptSourceName, type KeptSourceName, keptSourceNames } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { coverageLines } from "../output/coverage.ts";
import { jsonText } from "../output/visible.ts";
import { withService } from "./answer.ts";
import type { AccessFlags } from "./coverage-access.ts";

export interface CoverageFlags extends AccessFlags {
  readonly source?: string | undefined;
  readonly access?: true | undefined;
}

/** `trailkeep coverage`: what each store holds of each source. */
export async function runCoverage(flags: CoverageFlags, io: Io): Promise<number> {
  const { source, access, ...rest } = flags;
  checkTogether(flags);
  if (access) return (await import("./coverage-access.ts")).runAccessCoverage(rest, io);
  const { store, json, ...place } = rest;
  const entries = await withService(place, (service) => service.coverage({ source: sourceNamed(source), store }));
  if (json) await io.write(`${jsonText({ entries })}\n`);
  else await io.print(...coverageLines(entries));
  return exitCodes.done;
}

/** The report on object access has flags of its own, and no source. */
function checkTogether({ access, source, last, start, end, bucket }: CoverageFlags): void {
  const own = Object.entries({ last, start, end, bucket }).find(([, value]) => value !== undefined);
  if (!access && own !== undefined) {
    const hint = "it is of the report on access to S3 objects: add `--access`";
    throw new TrailkeepError("invalid-request", { message: `\`--${own[0]}\` needs \`--access\``, hint });
  }
  if (access && source !== undefined) {
    const hint = "leave `--source` out: two sources are matched";
    throw new TrailkeepError("invalid-request", { message: "`--access` is of no one source", hint });
  }
}

function sourceNamed(name: string | undefined): KeptSourceName | undefined {
  if (name === undefined || isKeptSourceName(name)) return name;
  const hint = `there are ${keptSourceNames.join(", ")}`;
  throw new TrailkeepError("invalid-request", { message: `there is no source ${JSON.stringify(name)}`, hint });
}

import { isSourceName, type SourceName, sourceNames } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { coverageLines } from "../output/coverage.ts";
import { jsonText } from "../output/visible.ts";
import { type Place, withService } from "./answer.ts";

export interface CoverageFlags extends Place {
  readonly source?: string | undefined;
  readonly store?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep coverage`: what each store holds of each source. */
export async function runCoverage({ source, store, json, ...place }: CoverageFlags, io: Io): Promise<number> {
  const entries = await withService(place, (service) => service.coverage({ source: sourceNamed(source), store }));
  if (json) await io.write(`${jsonText({ entries })}\n`);
  else await io.print(...coverageLines(entries));
  return exitCodes.done;
}

function sourceNamed(name: string | undefined): SourceName | undefined {
  if (name === undefined || isSourceName(name)) return name;
  const hint = `there are ${sourceNames.join(", ")}`;
  throw new TrailkeepError("invalid-request", { message: `there is no source ${JSON.stringify(name)}`, hint });
}

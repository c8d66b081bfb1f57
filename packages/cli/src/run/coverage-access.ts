import { accessTime } from "@trailkeep/core/engine";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { accessLines } from "../output/coverage-access.ts";
import { jsonText } from "../output/visible.ts";
import { type Place, withService } from "./answer.ts";

export interface AccessFlags extends Place {
  readonly store?: string | undefined;
  readonly last?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly bucket?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep coverage --access`: how completely two kinds of logs tell of object access. */
export async function runAccessCoverage({ store, bucket, json, last, start, end, ...place }: AccessFlags, io: Io) {
  const time = accessTime({ last, start, end });
  const report = await withService(place, (service) => service.accessCoverage({ store, bucket, time }));
  if (json) await io.write(`${jsonText(report)}\n`);
  else await io.print(...accessLines(report));
  return exitCodes.done;
}

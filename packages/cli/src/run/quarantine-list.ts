import { isSourceName, localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { counted } from "../output/amount.ts";
import { entryJson, entryLines } from "../output/quarantine.ts";
import { jsonText } from "../output/visible.ts";
import { openQuarantine, type QuarantineFlags } from "./quarantine-of.ts";

export interface ListFlags extends QuarantineFlags {
  readonly source?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep quarantine list`: what could not be read. */
export async function runList({ source, limit, after, json, ...flags }: ListFlags, io: Io): Promise<number> {
  const quarantine = await openQuarantine(flags);
  try {
    const found = await quarantine.list({ limit: limit + 1, afterId: after, source: sourceNamed(source) });
    const entries = found.slice(0, limit);
    const total = quarantine.count();
    const last = found.length > limit ? entries.at(-1)?.id : undefined;
    if (json) {
      await io.write(`${jsonText({ entries: entries.map(entryJson), next: last ?? null, total })}\n`);
    } else {
      if (entries.length > 0) await io.print(...entryLines(entries));
      io.note(`${counted(entries.length, "entry", "entries")}${total === null ? "" : ` of ${total}`} in quarantine`);
      if (last !== undefined) io.note(`\`--after ${last}\` lists those that follow`);
    }
    return exitCodes.done;
  } finally {
    quarantine.close();
  }
}

function sourceNamed(name: string | undefined): SourceName | undefined {
  if (name === undefined || isSourceName(name)) return name;
  const hint = `there are ${localSourceNames.join(", ")}`;
  throw new TrailkeepError("invalid-request", { message: `unknown source \`${name}\``, at: "--source", hint });
}

import { isSourceName, localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { Store } from "@trailkeep/core/store";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { counted } from "../output/amount.ts";
import { entryJson, entryLines } from "../output/quarantine.ts";
import { jsonText } from "../output/visible.ts";

export interface ListFlags {
  readonly data: string;
  readonly source?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep quarantine list`: what could not be read. */
export async function runList({ data, source, limit, after, json }: ListFlags, io: Io): Promise<number> {
  const store = Store.open(data);
  try {
    const found = store.quarantine({ limit: limit + 1, afterId: after, source: sourceNamed(source) });
    const entries = found.slice(0, limit);
    const last = found.length > limit ? entries.at(-1)?.id : undefined;
    if (json) {
      await io.write(
        `${jsonText({ entries: entries.map(entryJson), next: last ?? null, total: store.quarantineCount() })}\n`,
      );
    } else {
      if (entries.length > 0) await io.print(...entryLines(entries));
      io.note(`${counted(entries.length, "entry", "entries")} of ${store.quarantineCount()} in quarantine`);
      if (last !== undefined) io.note(`\`--after ${last}\` lists those that follow`);
    }
    return exitCodes.done;
  } finally {
    store.close();
  }
}

function sourceNamed(name: string | undefined): SourceName | undefined {
  if (name === undefined || isSourceName(name)) return name;
  const hint = `there are ${localSourceNames.join(", ")}`;
  throw new TrailkeepError("invalid-request", { message: `unknown source \`${name}\``, at: "--source", hint });
}

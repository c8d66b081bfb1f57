import { localSourceNames } from "@trailkeep/core/catalog";
import type { CoverageEntry } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { type StatusView, statusJson, statusLines } from "../output/status.ts";
import { jsonText } from "../output/visible.ts";
import type { Place } from "./answer.ts";

export interface StatusFlags extends Place {
  readonly json?: true | undefined;
}

/** `trailkeep status`: what the store holds. */
export async function runStatus({ data, stores, json }: StatusFlags, io: Io): Promise<number> {
  const remote = stores === undefined ? null : await coverageOfOthers({ data, stores });
  const store = Store.open(data);
  try {
    const view = { ...viewOf(store), remote };
    if (json) await io.write(`${jsonText(statusJson(view))}\n`);
    else await io.print(...statusLines(view));
    return exitCodes.done;
  } finally {
    store.close();
  }
}

/** What the stores beside the folder hold. */
async function coverageOfOthers(place: Place): Promise<readonly CoverageEntry[]> {
  const { withService } = await import("./answer.ts");
  const entries = await withService(place, (service) => service.coverage());
  return entries.filter(({ store }) => store !== "local");
}

function viewOf(store: Store): Omit<StatusView, "remote"> {
  const sources = localSourceNames.map((name) => ({
    ...store.summary(name),
    days: new Set(store.files(name).map(({ day }) => day)).size,
  }));
  return { root: store.root, sources, quarantined: store.quarantineCount(), ingest: store.ingestStatus() };
}

import { localSourceNames } from "@trailkeep/core/catalog";
import { Store } from "@trailkeep/core/store";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { type StatusView, statusJson, statusLines } from "../output/status.ts";
import { jsonText } from "../output/visible.ts";

export interface StatusFlags {
  readonly data: string;
  readonly json?: true | undefined;
}

/** `trailkeep status`: what the store holds. */
export async function runStatus({ data, json }: StatusFlags, io: Io): Promise<number> {
  const store = Store.open(data);
  try {
    const view = viewOf(store);
    if (json) await io.write(`${jsonText(statusJson(view))}\n`);
    else await io.print(...statusLines(view));
    return exitCodes.done;
  } finally {
    store.close();
  }
}

function viewOf(store: Store): StatusView {
  const sources = localSourceNames.map((name) => ({
    ...store.summary(name),
    days: new Set(store.files(name).map(({ day }) => day)).size,
  }));
  return { root: store.root, sources, quarantined: store.quarantineCount(), ingest: store.ingestStatus() };
}

import { join } from "node:path";
import { TrailkeepError } from "@trailkeep/core/error";
import { layout, type Store } from "@trailkeep/core/store";

const stateKey = "service/sample";

/**
 * Fills an empty store with sample data, below its `sample-input` folder. A load that was cut short is finished at the
 * next start; a store that holds anything else, or that another process is filling, is left alone.
 */
export async function loadSample(store: Store, records: number, say: (line: string) => void): Promise<void> {
  const begun = await store.state.get(stateKey);
  if (begun?.value === "done" || (begun === undefined && !isEmpty(store))) return;
  await store.state.putIfAbsent(stateKey, "begun");
  say(await fill(store, records));
  const entry = await store.state.get(stateKey);
  if (entry !== undefined) await store.state.putIfMatch(stateKey, "done", entry.version);
}

/** Says what it did. */
async function fill(store: Store, records: number): Promise<string> {
  // Only a first start needs these: a later one is quicker without.
  const [{ ingest }, { expiryOf }, { generateSample }] = await Promise.all([
    import("@trailkeep/ingest"),
    import("@trailkeep/core/retention/local"),
    import("@trailkeep/sample"),
  ]);
  const startMs = performance.now();
  const folder = join(store.root, layout.sampleInput);
  await generateSample(folder, { records });
  try {
    const { written } = (await ingest([folder], { root: store.root, isExpired: expiryOf(store.state) })).records;
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    return `The store was empty: loaded ${written} sample records in ${seconds} s (made-up logs, in ${folder}).`;
  } catch (error) {
    if (!(error instanceof TrailkeepError) || error.code !== "store-busy") throw error;
    return `No sample data loaded: ${error.message}.`;
  }
}

function isEmpty(store: Store): boolean {
  const { objects, running } = store.ingestStatus();
  return running === null && Object.values(objects).every((count) => count === 0);
}

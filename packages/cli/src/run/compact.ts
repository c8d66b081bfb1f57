import { localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { type CompactProgress, type CompactReport, compactStore } from "@trailkeep/ingest";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { bytes, count, counted, duration } from "../output/amount.ts";
import { aligned } from "../output/listing.ts";
import { jsonText } from "../output/visible.ts";

export interface CompactFlags {
  readonly data: string;
  readonly source?: string | undefined;
  readonly json?: true | undefined;
  readonly wait?: true | undefined;
}

const lineEveryMs = 5_000;

/** `trailkeep compact`: merges small files. With `--json`, what is for people goes to standard error. */
export async function runCompact({ data, source, json, wait }: CompactFlags, io: Io): Promise<number> {
  const only = source === undefined ? undefined : sourceNamed(source);
  const report = await compactStore(data, {
    source: only,
    wait: wait === true,
    signal: io.signal,
    onProgress: told(io),
  });
  const lines = compactLines(report);
  if (json) {
    io.note(...lines);
    await io.write(`${jsonText(report)}\n`);
  } else {
    await io.print(...lines);
  }
  return exitCodes.done;
}

function sourceNamed(name: string): SourceName {
  const known = localSourceNames.find((source) => source === name);
  if (known !== undefined) return known;
  const hint = `there are ${localSourceNames.join(", ")}`;
  throw new TrailkeepError("invalid-request", { message: `there is no source ${JSON.stringify(name)}`, hint });
}

/** A line on standard error now and then. */
function told(io: Io): (progress: CompactProgress) => void {
  let lastMs = performance.now();
  return ({ days, records }) => {
    if (performance.now() - lastMs < lineEveryMs) return;
    lastMs = performance.now();
    io.note(
      `${count(days.done)} of ${counted(days.total, "day")}, ${count(records.done)} of ${counted(records.total, "record")}`,
    );
  };
}

function compactLines({ days, files, records, bytes: size, seconds }: CompactReport): readonly string[] {
  if (days === 0) return ["Nothing to merge: no day has files that are worth it."];
  return aligned([
    ["files", `${count(files.before)} of ${counted(days, "day")} became ${count(files.after)}`],
    [
      "records",
      `${count(records.read)} read = ${count(records.written)} written + ${count(records.repeated)} repeated`,
    ],
    ["bytes", `${bytes(size.read)} became ${bytes(size.written)}`],
    ["time", duration(seconds * 1000)],
  ]);
}

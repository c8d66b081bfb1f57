import { generateSample, type SampleSummary } from "@trailkeep/sample";
import { exitCodes, Interrupted } from "../exit.ts";
import type { Io } from "../io.ts";
import { bytes, count, counted } from "../output/amount.ts";
import { aligned } from "../output/listing.ts";
import { jsonText } from "../output/visible.ts";

export interface SampleFlags {
  readonly records: number;
  readonly seed: number;
  readonly json?: true | undefined;
}

/** `trailkeep sample`: writes sample logs. */
export async function runSample(dir: string, { records, seed, json }: SampleFlags, io: Io): Promise<number> {
  const summary = await generateSample(dir, { records, seed, onProgress: progress(records, io) });
  if (json) await io.write(`${jsonText(summary)}\n`);
  else await io.print(...summaryLines(summary, dir));
  return exitCodes.done;
}

const lineEveryMs = 5_000;

/** A line now and then; also the place where a signal stops the work, between two files. */
function progress(records: number, io: Io): (done: number) => void {
  let next = performance.now() + lineEveryMs;
  return (done) => {
    if (io.signal.aborted)
      throw new Interrupted(`stopped after ${counted(done, "record")}; run it again for all of them`);
    if (performance.now() < next) return;
    next = performance.now() + lineEveryMs;
    io.note(`${count(done)} of ${counted(records, "record")}`);
  };
}

function summaryLines(summary: SampleSummary, dir: string): readonly string[] {
  const sources = Object.entries(summary.sources).map(([name, one]) => [
    name,
    `${counted(one.records, "record")} (${count(one.repeats)} delivered twice) in ${counted(one.files, "file")}, ${bytes(one.bytes)}`,
  ]);
  return [
    ...aligned(sources),
    `${counted(summary.records, "record")} in ${dir}; \`trailkeep ingest ${dir}\` takes them into the store`,
  ];
}

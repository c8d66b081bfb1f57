import { expiryOf } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { type IngestLimits, ingest } from "@trailkeep/ingest";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { progressView } from "../output/ingest/progress.ts";
import { hasQuarantined, reportJson, reportLines } from "../output/ingest/report.ts";
import { jsonText } from "../output/visible.ts";

export interface IngestFlags {
  readonly data: string;
  readonly json?: true | undefined;
  readonly raw: boolean;
  readonly wait?: true | undefined;
  readonly compact: boolean;
  readonly limit?: Partial<IngestLimits> | undefined;
}

/** `trailkeep ingest`: takes log files into the store. With `--json`, what is for people goes to standard error. */
export async function runIngest(paths: readonly string[], flags: IngestFlags, io: Io): Promise<number> {
  const view = progressView(io);
  const store = Store.open(flags.data);
  try {
    const report = await ingest(paths, {
      root: flags.data,
      isExpired: expiryOf(store.state),
      wait: flags.wait === true,
      keepRaw: flags.raw,
      compact: flags.compact,
      signal: io.signal,
      limits: flags.limit ?? {},
      onProgress: (progress) => view.show(progress),
    });
    view.end();
    const lines = reportLines(report);
    if (flags.json) {
      io.note(...lines);
      await io.write(`${jsonText(reportJson(report))}\n`);
    } else {
      await io.print(...lines);
    }
    return hasQuarantined(report) ? exitCodes.quarantined : exitCodes.done;
  } finally {
    store.close();
    view.end();
  }
}

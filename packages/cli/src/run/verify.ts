import { IntegrityWriter } from "@trailkeep/core/store";
import {
  type IntegrityReport,
  openEvidence,
  openKeys,
  type TrailName,
  verifyTrails,
  wireReport,
} from "@trailkeep/ingest/integrity";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { reportLines, verdictLine } from "../output/integrity.ts";
import { verifyProgress } from "../output/verify-progress.ts";
import { jsonText } from "../output/visible.ts";

export interface VerifyFlags {
  readonly from: number;
  readonly to?: number | undefined;
  readonly trail?: TrailName | undefined;
  readonly account?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  readonly keys: readonly string[];
  readonly prefix: string;
  readonly verbose?: true | undefined;
  readonly json?: true | undefined;
  readonly data: string;
}

/** `trailkeep verify`: CloudTrail's log files against its digests. Exit code 1 if anything speaks against them. */
export async function runVerify(location: string, flags: VerifyFlags, io: Io): Promise<number> {
  const nowMs = Date.now();
  const evidence = openEvidence(location, flags.prefix);
  const keys = await openKeys(flags.keys);
  const kept = IntegrityWriter.open(flags.data, nowMs);
  const view = verifyProgress(io);
  const out = new Lines(io);
  try {
    const report = await verifyTrails(evidence, keys, {
      range: { startMs: flags.from, endMs: flags.to ?? nowMs },
      nowMs,
      trail: flags.trail,
      accountIds: flags.account,
      regions: flags.region,
      signal: io.signal,
      onVerdict: (verdict) => {
        kept?.add(verdict);
        if (flags.verbose || verdict.verdict !== "valid")
          out.add(flags.json ? jsonText(verdict) : verdictLine(verdict));
      },
      onProgress: (progress) => view.show(progress),
    });
    view.end();
    await out.end();
    kept?.finish(location, jsonText(wireReport(report)));
    await say(report, flags, io);
    return report.intact ? exitCodes.done : exitCodes.failed;
  } finally {
    view.end();
    kept?.close();
  }
}

async function say(report: IntegrityReport, flags: VerifyFlags, io: Io): Promise<void> {
  if (flags.json) await io.write(`${jsonText(wireReport(report))}\n`);
  else await io.print(...reportLines(report));
}

/** Lines in the order in which they came, written one after the other while others come. */
class Lines {
  readonly #io: Io;
  #last: Promise<void> = Promise.resolve();

  constructor(io: Io) {
    this.#io = io;
  }

  add(line: string): void {
    this.#last = this.#last.then(() => this.#io.write(`${line}\n`));
    this.#last.catch(() => undefined);
  }

  /** Throws what a write threw. */
  end(): Promise<void> {
    return this.#last;
  }
}

import type { BackfillProgress, BackfillReport } from "@trailkeep/ingest/service";
import { SingleBar } from "cli-progress";
import type { Io } from "../io.ts";
import { bytes, count, counted, duration } from "./amount.ts";
import { sumText } from "./ingest/report.ts";
import { aligned, listing } from "./listing.ts";

export interface BackfillView {
  show(progress: BackfillProgress): void;
  end(): void;
}

const format = "{bar} {objects} | {size} | {rows} rows | {quarantined} quarantined | {prefixes}";
const lineEverySeconds = 5;

/** A bar on a terminal, which grows while S3 is listed; a plain line now and then elsewhere. */
export function backfillProgress(io: Io): BackfillView {
  if (io.progressOnTerminal) return bar();
  let next = lineEverySeconds;
  return {
    show(progress) {
      if (progress.seconds < next) return;
      next = progress.seconds + lineEverySeconds;
      io.note(Object.values(payload(progress)).join(", "));
    },
    end: () => undefined,
  };
}

function bar(): BackfillView {
  const options = { format, barsize: 20, hideCursor: true, gracefulExit: false, clearOnComplete: true };
  const view = new SingleBar({ ...options, stream: process.stderr });
  let started = false;
  return {
    show(progress) {
      if (!started) view.start(progress.objects.listed, 0, payload(progress));
      started = true;
      view.setTotal(progress.objects.listed);
      view.update(progress.objects.done, payload(progress));
    },
    end() {
      if (started) view.stop();
    },
  };
}

function payload({ objects, bytes: size, records, prefixes }: BackfillProgress) {
  return {
    objects: `${count(objects.done)} of ${counted(objects.listed, "object")}`,
    size: `${bytes(size.done)} of ${bytes(size.listed)}`,
    rows: count(records.written),
    quarantined: count(records.quarantined),
    prefixes: `${count(prefixes.done)} of ${counted(prefixes.total, "prefix", "prefixes")} listed`,
  };
}

/** What a backfill did, for people. */
export function backfillLines(report: BackfillReport): readonly string[] {
  const { objects, records, bytes: size, seconds, quarantined, failed } = report;
  return [
    ...aligned([
      [
        "objects",
        `${count(objects.taken)} taken, ${count(objects.known)} known already, ${count(objects.ignored)} ignored, ${count(objects.quarantined)} quarantined, ${count(objects.gone)} gone, ${count(objects.held)} under way elsewhere, ${count(objects.failed)} failed`,
      ],
      ["records", sumText(records)],
      ["bytes", `${bytes(size.read)} read, ${bytes(size.written)} written`],
      ["time", duration(seconds * 1000)],
    ]),
    ...listing("objects quarantined as a whole:", quarantined.map(named)),
    ...listing("objects that failed; run again to try them again:", failed.map(named)),
  ];
}

function named({ uri, reason }: { readonly uri: string; readonly reason: string }): string {
  return `${uri}: ${reason}`;
}

/** The one line of `backfill --json`. */
export function backfillJson({ objects, records, bytes: size, seconds }: BackfillReport) {
  return { objects, records, bytes: size, seconds };
}

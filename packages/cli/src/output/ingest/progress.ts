import type { IngestProgress } from "@trailkeep/ingest";
import { SingleBar } from "cli-progress";
import type { Io } from "../../io.ts";
import { bytes, count, counted, duration } from "../amount.ts";

/** Shows how far a run is. */
export interface ProgressView {
  show(progress: IngestProgress): void;
  end(): void;
}

/** A bar on a terminal, a plain line now and then elsewhere; both on standard error. */
export function progressView(io: Io): ProgressView {
  return io.progressOnTerminal ? bar() : plainLines(io);
}

const format = "{bar} {percentage}% | {rows} rows | {size} | {files} files | {quarantined} quarantined | {left}";

function bar(): ProgressView {
  // Without its own signal handling: the run ends itself, between two commits.
  const view = new SingleBar({
    format,
    barsize: 20,
    hideCursor: true,
    gracefulExit: false,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let started = false;
  return {
    show(progress) {
      if (!started) view.start(progress.bytes.total, 0, payload(progress));
      started = true;
      view.setTotal(progress.bytes.total);
      view.update(progress.bytes.read, payload(progress));
    },
    end() {
      if (started) view.stop();
    },
  };
}

function payload(progress: IngestProgress) {
  const { files, records, secondsLeft } = progress;
  return {
    rows: count(records.read),
    size: `${bytes(progress.bytes.read)} of ${bytes(progress.bytes.total)}`,
    files: `${count(files.done)}/${count(files.total)}`,
    quarantined: count(records.quarantined),
    left: left(secondsLeft),
  };
}

const lineEverySeconds = 5;

function plainLines(io: Io): ProgressView {
  let next = lineEverySeconds;
  return {
    show(progress) {
      if (progress.seconds < next) return;
      next = progress.seconds + lineEverySeconds;
      io.note(progressLine(progress));
    },
    end: () => undefined,
  };
}

function progressLine({ files, bytes: size, records, secondsLeft }: IngestProgress): string {
  return [
    counted(records.read, "row"),
    `${bytes(size.read)} of ${bytes(size.total)}`,
    `${count(files.done)} of ${counted(files.total, "file")}`,
    `${count(records.quarantined)} quarantined`,
    left(secondsLeft),
  ].join(", ");
}

function left(seconds: number | null): string {
  if (seconds === null) return "time left unknown";
  return seconds < 1 ? "less than 1s left" : `${duration(Math.ceil(seconds) * 1000)} left`;
}

import type { RecordCounts } from "@trailkeep/core/store";
import type { IngestReport } from "@trailkeep/ingest";
import { bytes, count, counted, duration } from "../amount.ts";
import { inputName } from "../input-name.ts";
import { aligned, listing } from "../listing.ts";

type FileReason = IngestReport["ignored"][number];

/** What a run did, for people: counts that add up, then what deserves a look. */
export function reportLines(report: IngestReport): readonly string[] {
  const { files, bytes: size, conflicts } = report;
  return [
    ...aligned([
      [
        "files",
        `${count(files.taken)} taken, ${count(files.skipped)} known already, ${count(files.ignored)} ignored, ${count(files.quarantined)} quarantined`,
      ],
      ["records", sumText(report.records)],
      ["bytes", `${bytes(size.read)} read, ${bytes(size.written)} written`],
      ["time", duration(report.seconds * 1000)],
      ...afterwards(report),
    ]),
    ...listing(
      `${counted(report.changed.length, "file")} changed since the last time, taken as new versions:`,
      report.changed.map(inputName),
    ),
    ...grouped(report.ignored, (n, reason) => `${counted(n, "file")} ignored: ${reason}`),
    ...grouped(report.quarantined, (n, reason) => `${counted(n, "file")} quarantined: ${reason}`),
    ...listing(
      `${counted(conflicts.count, "record")} with the id of another record and other content; both are kept:`,
      conflicts.examples.map(
        ({ source, eventId, day, inputObject }) => `${source} ${eventId} of ${day}, in ${inputName(inputObject)}`,
      ),
    ),
    ...(hasQuarantined(report) ? ["`trailkeep quarantine list` shows what is in quarantine and why"] : []),
  ];
}

function afterwards({ afterwards: done }: IngestReport): readonly (readonly string[])[] {
  if (done.kind === "failed") return [["compaction", `failed, the files stay as they are: ${done.message}`]];
  if (done.kind === "nothing") return [];
  const { files, days, seconds } = done.report;
  const merged = `${count(files.before)} small files of ${counted(days, "day")} merged into ${count(files.after)}`;
  return [["compaction", `${merged}, ${duration(seconds * 1000)}`]];
}

/** `12 read = 10 written + 1 repeated + 1 quarantined + 0 expired`. */
export function sumText({ read, written, repeated, quarantined, expired }: RecordCounts): string {
  const parts = [
    `${count(written)} written`,
    `${count(repeated)} repeated`,
    `${count(quarantined)} quarantined`,
    `${count(expired)} expired`,
  ];
  return `${count(read)} read = ${parts.join(" + ")}`;
}

/** Whether a run left something in quarantine: the difference between exit codes 0 and 3. */
export function hasQuarantined({ files, records }: Pick<IngestReport, "files" | "records">): boolean {
  return files.quarantined > 0 || records.quarantined > 0;
}

/** The one line of `ingest --json`. */
export function reportJson({ files, records, bytes: size, seconds }: IngestReport) {
  const { taken, skipped, quarantined, ignored } = files;
  return {
    files: { taken, skipped, quarantined, ignored },
    records: {
      read: records.read,
      written: records.written,
      repeated: records.repeated,
      quarantined: records.quarantined,
      expired: records.expired,
    },
    bytes: { read: size.read, written: size.written },
    seconds,
  };
}

function grouped(files: readonly FileReason[], title: (count: number, reason: string) => string): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { uri, reason } of files) {
    const names = byReason.get(reason) ?? [];
    names.push(inputName(uri));
    byReason.set(reason, names);
  }
  return [...byReason].flatMap(([reason, names]) => listing(`${title(names.length, reason)}:`, names, 3));
}

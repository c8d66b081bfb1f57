import { type LimitName, limitNames, limitSettings } from "@trailkeep/ingest/limits";

/** docs/limits.md: the table comes from the settings. */
export function limitsPage(): string {
  return [
    "# Limits on what is read",
    "",
    "Generated from `packages/ingest/src/limits.ts` by `npm run docs`; do not edit.",
    "",
    ...beforeTable,
    "",
    "| limit | default | from | to | beyond it, quarantined is | what |",
    "|---|---|---|---|---|---|",
    ...limitNames.map(row),
    "",
    ...afterTable,
    "",
  ].join("\n");
}

const beforeTable = [
  "Log files come from outside, and some are made to harm. Nothing that a file holds stops a run, fills the memory or takes",
  "time that grows faster than the file. What is beyond a limit goes to quarantine with the reason, as everything does that",
  "cannot be read: the run goes on, ends with exit code 3, and `read = written + repeated + quarantined + expired`.",
];

const afterTable = [
  "## To change one",
  "",
  "```sh",
  "trailkeep ingest logs --limit maxRecordBytes=4MiB --limit maxRatio=500",
  "TRAILKEEP_LIMITS=maxRecordBytes=4MiB,maxRatio=500 trailkeep ingest logs",
  "```",
  "",
  "A size is in bytes, or has a unit: kB, MB, GB (powers of 1,000), KiB, MiB, GiB (powers of 1,024). The option takes the",
  "place of the variable. An unknown name, or a value out of the range above, is refused before anything is read (exit code 2).",
  "`trailkeep quarantine replay` takes the same option: a file that was beyond a limit is read again under a larger one. In",
  "TypeScript it is `ingest(paths, { root, limits: { maxRecordBytes: 4 * 1024 ** 2 } })`.",
  "",
  "## What it means for memory and disk",
  "",
  "- **Memory.** At the default limits `trailkeep ingest` stays below 1 GiB, whatever it is fed (`test/hostile` holds every case",
  "  to that). Files are decompressed and read in pieces. What is held whole is one record, the list of the files, and up to",
  "  200,000 entries for the quarantine. `maxRecordBytes` and `maxUnreadableRecords` raise the bound when they are raised.",
  "- **Disk.** While a file is read its rows stand in the store's `staging` folder, up to about twice its decompressed size. A",
  "  file that is quarantined whole is copied as it stands, unless it is larger than `maxObjectBytes`: then only its name,",
  "  size and reason are kept. A record beyond `maxRecordBytes` is kept with its first bytes, up to the limit: to have all of",
  "  it, take in a copy of its file under another name and a larger limit; the other records are repeats.",
  "- **Time.** It grows with the decompressed size. Each day that a file's events are of costs a Parquet file, a few hundredths of",
  "  a second: `maxDays` bounds that.",
  "",
  "## What else is refused",
  "",
  "- Gzip that is cut short, fails its checksum, or is followed by anything but another member: the file, whole. Several members",
  "  one after the other are one content. Gzip within gzip is not opened.",
  "- Bytes that are not UTF-8, JSON that is not RFC 8259, an object with two members of one name: the record. UTF-16: the file.",
  "- A time outside of the years 1 to 9999, or that does not exist: the record. 23:59:60 is the second after 23:59:59.",
  "- Pipes, sockets and devices are ignored, and listed. Symbolic links are followed, each file is read once.",
  "- A file that grows while it is read is read up to the size that it had when it was opened; the next run takes it as changed.",
];

function row(name: LimitName): string {
  const { default: value, least, most, beyond, doc, unit } = limitSettings[name];
  const [standard, from, to] = [value, least, most].map((one) =>
    unit === "bytes" ? size(one) : one.toLocaleString("en-US"),
  );
  return `| \`${name}\` | ${standard} | ${from} | ${to} | the ${beyond} | ${doc} |`;
}

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toLocaleString("en-US")} ${units[unit]}`;
}

import { type FormatName, formats } from "@trailkeep/ingest/format";
import { defaultLimits } from "@trailkeep/ingest/limits";
import fc from "fast-check";
import type { Valid } from "./corpus.ts";
import { mutated, mutations } from "./mutation.ts";

interface Found {
  readonly ids: ReadonlySet<string>;
  /** All that was found, as text: equal if the same was found. */
  readonly account: string;
}

/**
 * Damaged files through a format's door: it never throws; every record is a row or in quarantine, in order; the sizes of the
 * pieces change nothing; and every record that still stands there intact is a row.
 */
export function damageIsContained(files: readonly Valid[]) {
  const byName = new Map(files.map((file) => [file.name, { file, records: recordsOf(file) }]));
  return fc.property(
    fc.constantFrom(...byName.keys()),
    mutations,
    fc.integer({ min: 1, max: 5_000 }),
    (name, changes, chunkBytes) => {
      const { file, records } = byName.get(name) ?? unknownFile(name);
      const bytes = mutated(file.bytes, changes);
      const whole = read(file.format, bytes, bytes.length + 1);
      const pieces = read(file.format, bytes, chunkBytes);
      if (pieces.account !== whole.account) throw new Error(`pieces of ${chunkBytes} bytes are read differently`);
      for (const [text, id] of intact(file, bytes, records)) {
        if (!whole.ids.has(id)) throw new Error(`an intact record is not a row: ${text.slice(0, 300)}`);
      }
    },
  );
}

function unknownFile(name: string): never {
  throw new Error(`there is no file ${name}`);
}

/** The records of a valid file: their text, and the id of their row. */
function recordsOf(file: Valid): ReadonlyMap<string, string> {
  const texts = textsOf(file);
  const wholes = texts.map((text) => [...read(file.format, Buffer.from(`${text}\n`), 1_000_000).ids]);
  return new Map(texts.map((text, place) => [text, wholes[place]?.[0] ?? "none"]));
}

function textsOf({ form, bytes }: Valid): readonly string[] {
  if (form === "lines") return linesOf(bytes);
  const { Records: records }: { Records: unknown[] } = JSON.parse(bytes.toString());
  return records.map((record) => JSON.stringify(record));
}

function linesOf(bytes: Buffer): readonly string[] {
  return bytes
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Buffer.from(line, "latin1").toString());
}

/** Records of the valid file that stand in the damaged one: as whole lines; in a list, before the first damage. */
function intact(
  file: Valid,
  bytes: Buffer,
  records: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  if (file.form === "lines") {
    return linesOf(bytes).flatMap((line) => {
      const id = records.get(line);
      return id === undefined ? [] : [[line, id] as const];
    });
  }
  let same = 0;
  while (same < bytes.length && bytes[same] === file.bytes[same]) same += 1;
  const before = bytes.toString("utf8", 0, same);
  return [...records].filter(([text]) => before.includes(`${text},`));
}

function read(format: FormatName, bytes: Buffer, chunkBytes: number): Found {
  const ids = new Set<string>();
  const account: string[] = [];
  const taken = (position: number): void => {
    if (position !== account.length) throw new Error(`record ${account.length} has the position ${position}`);
  };
  const reader = formats[format].reader(
    {
      record: (row, position) => {
        taken(position);
        ids.add(row.recordId);
        account.push(`${row.source} ${row.recordId} ${row.timeMs}`);
      },
      quarantine: ({ position, byteOffset, reason, raw, timeMs }) => {
        taken(position);
        if (reason === "") throw new Error(`record ${position} is in quarantine without a reason`);
        account.push(`${byteOffset} ${reason} ${timeMs} ${Buffer.from(raw).toString("latin1")}`);
      },
    },
    defaultLimits,
  );
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(Buffer.from(bytes.subarray(at, at + chunkBytes)));
  reader.end();
  return { ids, account: account.join("\n") };
}

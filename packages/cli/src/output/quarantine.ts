import type { QuarantineEntry } from "@trailkeep/core/store";
import { bytes, instant } from "./amount.ts";
import { inputName } from "./input-name.ts";
import { aligned } from "./listing.ts";

/** Entries as a table, the reason last. */
export function entryLines(entries: readonly QuarantineEntry[]): readonly string[] {
  const rows = entries.map((entry) => [
    entry.id,
    entry.source ?? "-",
    bytes(entry.sizeBytes),
    placeOf(entry),
    entry.reason,
  ]);
  return aligned([["id", "source", "bytes", "where", "reason"], ...rows], [0, 2]);
}

/** One entry, a line per fact. */
export function entryFacts(entry: QuarantineEntry): readonly string[] {
  return aligned([
    ["id", entry.id],
    ["reason", entry.reason],
    ["input", inputName(entry.inputObject)],
    ["place", entry.position === null ? "the whole file" : `record ${entry.position}${byteText(entry.byteOffset)}`],
    ["source", entry.source ?? "not known"],
    ["format", entry.format ?? "not known"],
    ["event time", entry.timeMs === null ? "not known" : instant(entry.timeMs)],
    ["size", bytes(entry.sizeBytes)],
    ["quarantined", instant(entry.quarantinedAtMs)],
  ]);
}

/** As the service writes an entry. */
export function entryJson({ timeMs, quarantinedAtMs, ...entry }: QuarantineEntry) {
  return { ...entry, time: timeMs === null ? null : instant(timeMs), quarantinedAt: instant(quarantinedAtMs) };
}

function placeOf({ inputObject, position }: QuarantineEntry): string {
  return position === null ? inputName(inputObject) : `${inputName(inputObject)} record ${position}`;
}

function byteText(offset: number | null): string {
  return offset === null ? "" : `, from byte ${offset}`;
}

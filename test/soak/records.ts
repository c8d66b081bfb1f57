import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { sourceNames } from "@trailkeep/core/catalog";
import type { StoreRow } from "@trailkeep/core/store";
import { formats, recognise } from "@trailkeep/ingest/format";
import { defaultLimits } from "@trailkeep/ingest/limits";
import { oracleRecord, type Records } from "../oracle/index.ts";

/** What a folder of log files holds, as the oracle takes it. */
export interface Delivery {
  readonly records: Records;
  /** Identities of all readable records. */
  readonly ids: ReadonlySet<string>;
  readonly unreadable: number;
}

interface Placed {
  readonly row: StoreRow;
  readonly place: { readonly inputObject: string; readonly inputPosition: number };
}

/** Reads all files below a folder, in the order in which ingest takes them, but for those with more records than that. */
export function deliveryOf(folder: string, maxRecords: number): Delivery {
  const rows: Placed[] = [];
  let unreadable = 0;
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  for (const path of names.filter((name) => statSync(name).isFile()).sort()) {
    const file = fileOf(path);
    if (file.rows.length + file.unreadable > maxRecords) continue;
    rows.push(...file.rows);
    unreadable += file.unreadable;
  }
  const records = sourceNames.map((source) => {
    const own = rows.filter(({ row }) => row.source === source);
    return [source, own.map(({ row, place }) => oracleRecord(row, place))] as const;
  });
  return {
    records: new Map(records),
    ids: new Set(rows.map(({ row }) => `${row.source} ${row.recordId}`)),
    unreadable,
  };
}

function fileOf(path: string): { rows: readonly Placed[]; unreadable: number } {
  const stored = readFileSync(path);
  const bytes = stored[0] === 0x1f ? gunzipSync(stored) : stored;
  const found = recognise(path, bytes.subarray(0, 65_536));
  if (found.kind !== "format") return { rows: [], unreadable: 0 };
  const inputObject = pathToFileURL(path).href;
  const rows: Placed[] = [];
  let unreadable = 0;
  const sink = {
    record: (row: StoreRow, inputPosition: number) => {
      rows.push({ row, place: { inputObject, inputPosition } });
    },
    quarantine: () => {
      unreadable += 1;
    },
  };
  const reader = formats[found.format].reader(sink, defaultLimits);
  reader.push(bytes);
  reader.end();
  return { rows, unreadable };
}

/** The records of several deliveries together, repeats included. */
export function together(deliveries: readonly Delivery[]): Records {
  return new Map(sourceNames.map((source) => [source, deliveries.flatMap(({ records }) => records.get(source) ?? [])]));
}

import type { SourceName } from "@trailkeep/core/catalog";
import type { StoreRow } from "@trailkeep/core/store/row";
import { read } from "../../packages/ingest/test/format/read.ts";

/** Delivered records by source, as text. */
export type Texts = ReadonlyMap<SourceName, readonly string[]>;

/** The rows of delivered records, as the product's formats read them. A record that they can't read is a fault here. */
export function reread(texts: Texts): readonly StoreRow[] {
  return [...texts].flatMap(([source, records]) => {
    const isAccess = source === "s3_access";
    const bytes = isAccess ? `${records.join("\n")}\n` : `{"Records":[${records.join(",")}]}`;
    const { rows, quarantined } = read(isAccess ? "s3_access" : "cloudtrail", bytes);
    const [unread] = quarantined;
    if (unread === undefined) return rows;
    throw new Error(`a delivered record is not read: ${unread.reason}: ${Buffer.from(unread.raw).toString()}`);
  });
}

import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store/row";
import type { RecordView } from "@trailkeep/ingest/format";

/** The row that a view shows, as the careful reader would have made it. */
export function rowOfView(view: RecordView): StoreRow {
  const fields = recordFields(view.source);
  const cells = new Array<Cell>(fields.length).fill(null);
  const text = (start: number, end: number): string => Buffer.from(view.bytes.subarray(start, end)).toString("utf8");
  for (const place of view.places) {
    const field = fields[place];
    const start = view.starts[place] ?? -1;
    const number = view.numbers[place] ?? Number.NaN;
    if (field?.type === "boolean") cells[place] = number === 1;
    else if (field?.type === "integer" || field?.type === "timestamp") cells[place] = number;
    else if (field?.type === "list") cells[place] = listText(view, field.field.members ?? [], text);
    else cells[place] = text(start, view.ends[place] ?? start);
  }
  return { source: view.source, timeMs: view.timeMs, recordId: Buffer.from(view.recordId).toString("hex"), cells };
}

function listText(view: RecordView, members: readonly string[], text: (start: number, end: number) => string): string {
  const ranges = view.listRanges(members.length);
  const elements = Array.from({ length: view.listElements }, (_, element) => {
    const tokens = members.map((member, place) => {
      const at = 2 * (element * members.length + place);
      const start = ranges[at] ?? -1;
      return `"${member}":${start < 0 ? "null" : `"${text(start, ranges[at + 1] ?? start)}"`}`;
    });
    return `{${tokens.join(",")}}`;
  });
  return `[${elements.join(",")}]`;
}

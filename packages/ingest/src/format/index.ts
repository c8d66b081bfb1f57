export type { Format, FormatReader, Quarantined, ReadLimits, RecordSink, RowView } from "./format.ts";
export { type FormatName, formats } from "./formats.ts";
export { type Recognised, recognise } from "./recognise.ts";

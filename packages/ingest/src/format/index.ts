export type { RecordView } from "../kernel/record-view.ts";
export type { Format, FormatReader, Quarantined, ReadLimits, RecordSink } from "./format.ts";
export { type FormatName, formats } from "./formats.ts";
export { type Recognised, recognise } from "./recognise.ts";

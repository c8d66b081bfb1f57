export { identifier, literal } from "../sql-text.ts";
export type { Change, NewFile, NewObject, NewQuarantine, ObjectChange, RunProgress } from "./change.ts";
export { noFiles } from "./change.ts";
export {
  ChannelLedger,
  channelRefusals,
  type KeptRefusal,
  type RefusedRecord,
  type SentCounts,
  type SentFile,
} from "./channel.ts";
export {
  type ColumnNode,
  columnTree,
  columnTypes,
  type StoreColumn,
  timeColumn,
} from "./column.ts";
export type { DataDay, DataFile, ObjectRows } from "./data-files.ts";
export { asStorageError, atDisk, atDiskAsync, makeFolder, syncPath } from "./disk.ts";
export {
  type IntegrityVerdict,
  IntegrityWriter,
  type JudgedObject,
  type KeptJudgement,
  type LedgerIntegrity,
} from "./integrity.ts";
export {
  dataFilePath,
  dayFolder,
  dayOf,
  earliestTimeMs,
  graceMs,
  latestTimeMs,
  layout,
  storeFormatVersion,
} from "./layout.ts";
export type { LockHolder } from "./lock.ts";
export { parquetOptions, sortColumns } from "./parquet-layout.ts";
export type { KeptEntry, QuarantinePage } from "./quarantine.ts";
export * from "./row.ts";
export { type ShortcutValue, shortcutValues, shortcutVersion } from "./shortcut.ts";
export type { StateEntry, StatePage, StateStore } from "./state.ts";
export { addRecords, noRecords } from "./status.ts";
export { Store } from "./store.ts";
export type * from "./types.ts";
export { cleanUpStore, type LedgerEntry, StoreWriter, type WriterOptions } from "./writer.ts";

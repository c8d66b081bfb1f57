/** The archive of a store on S3: its statements, how they are run, and how far it is known to be whole. */

export { type ArchiveAthena, isTimeUp, openStatements, type Statements } from "./athena.ts";
export { putDeletedDay, queryDeletedDays, readDeletedDay } from "./deleted.ts";
export { type LeaseTerms, releaseLease, takeLease } from "./lease.ts";
export { linesOf } from "./lines.ts";
export { archiveMark, archiveMarkItemKey, archiveMarkKey, getArchiveMark, readArchiveMark } from "./mark.ts";
export {
  dayOfLine,
  objectPartition,
  QuarantinedDays,
  type QuarantineLine,
  quarantinedObject,
  quarantinedRecords,
  quarantineFolder,
  readQuarantineLine,
  waitingSources,
} from "./quarantine.ts";
export { archivedDays, deleteDays, oldestFreshDay, oldestReplacement } from "./retain.ts";
export { toEnd } from "./run-to-end.ts";
export {
  type ArchiveTables,
  type HourPart,
  hourDays,
  maxDaysOfInsert,
  movedHour,
  moveHour,
  optimizeDays,
  tablesIn,
  unmoveHour,
  vacuum,
} from "./statements.ts";

/** Storage classes whose objects have to be restored before they can be read. */
export const restoredClasses: ReadonlySet<string> = new Set(["GLACIER", "DEEP_ARCHIVE"]);

/**
 * Classes that records can be moved to: the least age of an object (Standard-IA and One Zone-IA) and the least time that
 * a stay is paid for, days.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const archiveClasses = {
  STANDARD_IA: { minAgeDays: 30, minStayDays: 30 },
  INTELLIGENT_TIERING: { minAgeDays: 0, minStayDays: 0 },
  GLACIER_IR: { minAgeDays: 0, minStayDays: 90 },
  GLACIER: { minAgeDays: 0, minStayDays: 90 },
  DEEP_ARCHIVE: { minAgeDays: 0, minStayDays: 180 },
} as const;

export type ArchiveClass = keyof typeof archiveClasses;

export const archiveClassNames = [
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
] as const satisfies readonly ArchiveClass[];

import type { AthenaTarget, LakeTarget } from "@trailkeep/core/dialect";

/** Every source in one event data store, and in the store's tables as they are when the archive is behind. */
export const lakeTarget: LakeTarget = {
  eventDataStores: {
    cloudtrail: ["0a1b2c3d-0000-4000-8000-000000000001"],
    cloudtrail_insights: ["0a1b2c3d-0000-4000-8000-000000000002"],
    s3_access: ["0a1b2c3d-0000-4000-8000-000000000003"],
  },
};

const tables = (source: string) =>
  ({
    shape: "store",
    fresh: { database: "trailkeep", table: `${source}_fresh` },
    archive: { database: "trailkeep", table: source },
    archivedThrough: "2026-03-01T05",
  }) as const;

export const storeTarget: AthenaTarget = {
  tables: {
    cloudtrail: tables("cloudtrail"),
    cloudtrail_insights: tables("cloudtrail_insights"),
    s3_access: tables("s3_access"),
  },
};

/** Logs as AWS delivers them, below an organization whose accounts every query names. */
export const rawTarget: AthenaTarget = {
  tables: {
    cloudtrail: {
      shape: "raw",
      table: { database: "logs", table: "cloudtrail_raw" },
      datePartition: "timestamp",
      pinned: { account: ["111122223333", "444455556666"] },
    },
    s3_access: { shape: "raw", table: { database: "logs", table: "s3_access_raw" }, datePartition: null },
  },
};

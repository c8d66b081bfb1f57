export type { LedgerStatus } from "../ledger/dynamo/status.ts";
export { readPlace, readUri } from "../sink/s3/place.ts";
export type { ListPattern } from "../source/s3/pattern.ts";
export type { BackfillOptions, BackfillProgress, BackfillReport } from "./backfill.ts";
export { runBackfill } from "./backfill.ts";
export { openLedgerStatus, openService, type Service } from "./open.ts";
export { type ReconcileRun, runReconcile } from "./open-reconcile.ts";
export type { ReconcileReport, Standing } from "./reconcile.ts";
export { readSettings, type Settings } from "./settings.ts";

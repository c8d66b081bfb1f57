import type { S3Client } from "@aws-sdk/client-s3";
import { type ArchiveTables, isTimeUp, type Statements } from "@trailkeep/core/archive";
import type { SourceName } from "@trailkeep/core/catalog";
import { describe, TrailkeepError } from "@trailkeep/core/error";
import type { Dynamo } from "../aws.ts";
import type { S3Place } from "../sink/s3/place.ts";
import { acquireArchive } from "./acquire.ts";
import { freshHours, hourOf, type OpenHour, type WholeHours } from "./hours.ts";
import type { ArchiveLease, MovedHour } from "./lease.ts";
import { moveWholeHour } from "./move.ts";
import { trimFresh } from "./trim.ts";
import { keepArchive, type Upkeep } from "./upkeep.ts";

export interface ArchiveRun {
  readonly s3: S3Client;
  readonly dynamo: Dynamo;
  readonly table: string;
  readonly place: S3Place;
  readonly hours: WholeHours;
  readonly statements: Statements;
  readonly tablesOf: (source: SourceName) => ArchiveTables;
  /** A mover that has not been heard of for so long is taken for dead, milliseconds: longer than a run may take. */
  readonly leaseMs: number;
  readonly graceMs: number;
  /** Aborts when no more is to be begun. */
  readonly deadline: AbortSignal;
  /** Told of each hour as soon as it is moved. */
  readonly onMoved?: (source: SourceName, hour: MovedHour) => void;
}

/**
 * `done`: every hour that can be moved is. `waiting`: an hour has objects under way. `busy`: another mover is at it. `time`: the
 * next run goes on. `failed`: with the reason.
 */
export interface SourceReport {
  readonly source: SourceName;
  readonly state: "done" | "waiting" | "busy" | "time" | "failed";
  readonly reason: string | null;
  /** How far the archive is whole now. */
  readonly through: string | null;
  readonly moved: readonly MovedHour[];
  readonly waitsFor: OpenHour | null;
  readonly upkeep: Upkeep | null;
  /** Fresh files that were deleted. */
  readonly trimmedFiles: number;
}

interface Work {
  readonly moved: MovedHour[];
  waitsFor: OpenHour | null;
  upkeep: Upkeep | null;
  trimmedFiles: number;
}

/** Moves what can be moved of a source, keeps its archive, and deletes fresh files that are no longer needed. */
export async function archiveSource(run: ArchiveRun, source: SourceName): Promise<SourceReport> {
  const work: Work = { moved: [], waitsFor: null, upkeep: null, trimmedFiles: 0 };
  const told = (state: SourceReport["state"], through: string | null, reason: string | null = null): SourceReport => ({
    source,
    state,
    reason,
    through,
    ...work,
  });
  let lease: ArchiveLease | null = null;
  try {
    const { dynamo, table, leaseMs } = run;
    lease = await acquireArchive(dynamo, { table, source, leaseMs });
    if (lease === null) return told("busy", null);
    const isWhole = await moveHours(run, { source, lease, work });
    if (!isWhole) return told("time", lease.mark.through);
    const tables = run.tablesOf(source);
    const { statements, graceMs, s3, place, deadline } = run;
    work.upkeep = await keepArchive({ statements, lease, tables }, dynamo.clock.nowMs());
    work.trimmedFiles = await trimFresh({ s3, dynamo, table, place, source, lease, graceMs }, deadline);
    return told(work.waitsFor === null ? "done" : "waiting", lease.mark.through);
  } catch (error) {
    const through = lease?.mark.through ?? null;
    if (isTimeUp(error)) return told("time", through);
    if (error instanceof TrailkeepError)
      return told(error.code === "store-busy" ? "busy" : "failed", through, error.problems.map(describe).join("; "));
    throw error;
  } finally {
    await lease?.release();
  }
}

/** @returns false where the time was up before the last hour */
async function moveHours(
  run: ArchiveRun,
  { source, lease, work }: { readonly source: SourceName; readonly lease: ArchiveLease; readonly work: Work },
): Promise<boolean> {
  const before = hourOf(run.dynamo.clock.nowMs());
  const tables = run.tablesOf(source);
  for (const hour of await freshHours(run.s3, run.place, { source, after: lease.mark.through, before })) {
    if (run.deadline.aborted) return false;
    work.waitsFor = await run.hours.firstOpen(lease.mark.through, hour);
    if (work.waitsFor !== null) return true;
    const moved = await moveWholeHour(
      { statements: run.statements, lease, tables },
      hour,
      await run.hours.rows(source, hour),
    );
    work.moved.push(moved);
    run.onMoved?.(source, moved);
  }
  return true;
}

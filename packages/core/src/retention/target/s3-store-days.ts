import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import {
  type ArchiveAthena,
  type ArchiveTables,
  archivedDays,
  deleteDays as deleteArchived,
  isTimeUp,
  openStatements,
  optimizeDays,
  putDeletedDay,
  type Statements,
  tablesIn,
  toEnd,
} from "../../archive/index.ts";
import type { SourceName } from "../../catalog/index.ts";
import type { Deleted } from "../../engine/types.ts";
import type { ObservedDay } from "../plan/index.ts";
import { ask, cancelled } from "./ask.ts";
import { type QuarantineNeeds, sweepQuarantine } from "./quarantine-sweep.ts";
import { filesOf, quarantineFiles } from "./s3-quarantine.ts";
import type { ActionOf, ApplyOptions, ApplyOutcome } from "./target.ts";

/** A store on S3, for who deletes from it. */
export interface DeletionNeeds extends QuarantineNeeds {
  readonly athena: ArchiveAthena;
  /** Of the store's tables, by the names that `trailkeep ddl` gives them. */
  readonly database: string;
}

type Deletion = Extract<ActionOf<"s3_store">, { readonly type: "delete_days" }>;

const dayRow = z
  .tuple([z.iso.date(), z.coerce.number().int(), z.coerce.number().int()])
  .transform(([day, rows, sizeBytes]): ObservedDay => ({ day, rows, sizeBytes }));

/** The days that an archive has files of. */
export async function archivedDaysOf(statements: Statements, tables: ArchiveTables): Promise<readonly ObservedDay[]> {
  const { rows } = await statements.select(archivedDays(tables));
  return rows.map((row) => dayRow.parse(row));
}

/** Deletes days of a source from the archive and from the quarantine. The caller has the archive's lease. */
export async function deleteDays(
  needs: DeletionNeeds,
  source: SourceName,
  { days, because: policies }: Deletion,
  { signal, confirm }: ApplyOptions,
): Promise<ApplyOutcome> {
  const tables = tablesIn(needs.database, source);
  return withAthena(needs.athena, signal, async (statements) => {
    const due = async () => (await archivedDaysOf(statements, tables)).filter(({ day }) => days.includes(day));
    const [going, files] = await Promise.all([due(), quarantineFiles(needs, { signal })]);
    if (going.length === 0 && filesOf(files, source, days).length === 0) return { changed: false, proof: {} };
    await confirm?.();
    // Before they go: queries shall not miss them without being told why, whatever happens in between.
    for (const { day, rows } of going) await tell(needs, source, { day, rows, policies }, signal);
    let [scannedBytes, rewritten] = [0, false];
    const [first, last] = [going[0], going.at(-1)];
    if (first !== undefined && last !== undefined) {
      scannedBytes += await toEnd(statements, deleteArchived(tables, days));
      rewritten = (await due()).length > 0;
      if (rewritten) scannedBytes += await toEnd(statements, optimizeDays(tables, first.day, last.day));
    }
    const quarantined = await sweepQuarantine(needs, { source, days }, files, { signal });
    const rows = going.reduce((sum, day) => sum + day.rows, 0);
    const sizeBytes = going.reduce((sum, day) => sum + day.sizeBytes, 0);
    const gone = new Set([...going.map(({ day }) => day), ...files.flatMap((file) => file.days.of(source))]);
    const proof = { days: days.filter((day) => gone.has(day)), rows, sizeBytes, quarantined, rewritten, scannedBytes };
    return { changed: true, proof };
  });
}

async function tell(
  { dynamo, ledger }: DeletionNeeds,
  source: SourceName,
  day: Deleted,
  signal: AbortSignal | undefined,
): Promise<void> {
  const command = new PutItemCommand(putDeletedDay(ledger, source, day));
  await ask({ permission: "dynamodb:PutItem", store: ledger, signal }, (options) => dynamo.send(command, options));
}

/** Runs statements. @throws TrailkeepError `cancelled` where the signal aborts */
export async function withAthena<T>(
  athena: ArchiveAthena,
  signal: AbortSignal | undefined,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const statements = await openStatements(athena, signal ?? new AbortController().signal);
  try {
    return await work(statements);
  } catch (error) {
    throw isTimeUp(error) ? cancelled() : error;
  } finally {
    statements.close();
  }
}

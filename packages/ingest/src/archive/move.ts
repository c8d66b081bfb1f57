import { createHash } from "node:crypto";
import {
  type ArchiveTables,
  type HourPart,
  hourDays,
  maxDaysOfInsert,
  movedHour,
  moveHour,
  type Statements,
  unmoveHour,
} from "@trailkeep/core/archive";
import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import type { ArchiveLease, MovedHour } from "./lease.ts";

/** So often an hour is tried in a run where other writers were in the way, or where rows were found twice. */
const maxAttempts = 4;

/** What a statement that Athena has begun ends with, where it does not succeed. */
const ended: ReadonlySet<string> = new Set(["store-failed", "exhausted", "timeout", "cancelled"]);

const dayRow = z.tuple([z.iso.date(), z.coerce.number().int(), z.coerce.number().int()]);
const movedRow = z.tuple([z.coerce.number().int(), z.coerce.number().int(), z.coerce.number().int()]);

interface Part extends HourPart {
  readonly records: number;
}

export interface Moving {
  readonly statements: Statements;
  readonly lease: ArchiveLease;
  readonly tables: ArchiveTables;
}

/**
 * Copies an hour's records into the archive, proves that each is there once, and moves the mark on. An hour that was moved in
 * part before is gone on with: what stands is not copied again. No query looks at the copies before the mark says so. The table
 * of fresh files must show as many rows as ingest has written: else it lies over other files, or not over all of them.
 * @throws TrailkeepError store-busy (the lease is lost), store-damaged (rows that cannot be brought to be there once), and what
 * Athena says
 */
export async function moveWholeHour(moving: Moving, ingestHour: string, writtenRows: number): Promise<MovedHour> {
  const { statements, lease, tables } = moving;
  const attempt = await lease.attemptAt(ingestHour);
  const { rows: found, scannedBytes: counted } = await statements.select(hourDays(tables, ingestHour));
  const days = found.map((row) => dayRow.parse(row));
  const sum = (of: (row: (typeof days)[number]) => number) => days.reduce((total, row) => total + of(row), 0);
  const rows = sum(([, count]) => count);
  if (rows !== writtenRows) throw unseen(tables, { ingestHour, rows, writtenRows });
  let [scannedBytes, moved, at] = [counted, 0, attempt];
  for (const part of partsOf(ingestHour, days)) {
    const done = await movePart(moving, part, at);
    at = done.attempt;
    moved += done.moved;
    scannedBytes += done.scannedBytes;
  }
  const records = sum(([, , count]) => count);
  const [first, last] = [days[0]?.[0], days.at(-1)?.[0]];
  const hour: MovedHour = {
    ingestHour,
    days: first === undefined || last === undefined ? null : { from: first, through: last },
    rows,
    records,
    moved,
    known: records - moved,
    scannedBytes,
  };
  await lease.moved(hour);
  return hour;
}

/** So many days at a time as an INSERT takes; the same ones whoever asks, since the hour is closed. */
function partsOf(ingestHour: string, days: readonly (readonly [string, number, number])[]): readonly Part[] {
  const parts: Part[] = [];
  for (let from = 0; from < days.length; from += maxDaysOfInsert) {
    const own = days.slice(from, from + maxDaysOfInsert);
    parts.push({
      ingestHour,
      days: own.map(([day]) => day),
      records: own.reduce((sum, [, , count]) => sum + count, 0),
    });
  }
  return parts;
}

interface PartMoved {
  readonly attempt: number;
  readonly moved: number;
  readonly scannedBytes: number;
}

async function movePart({ statements, lease, tables }: Moving, part: Part, first: number): Promise<PartMoved> {
  let [attempt, scannedBytes] = [first, 0];
  for (let tries = 1; ; tries++) {
    try {
      scannedBytes += await statements.run(once("move", moveHour(tables, part), attempt));
      const checked = await statements.select(movedHour(tables, part));
      scannedBytes += checked.scannedBytes;
      const [rows, records, moved] = movedRow.parse(checked.rows[0]);
      if (rows === part.records && records === part.records) return { attempt, moved, scannedBytes };
      if (tries === maxAttempts) throw uneven(tables, part, rows, records);
      // Rows that are there twice came with this hour, by a mover that was thought dead.
      if (rows > records) scannedBytes += await statements.run(once("unmove", unmoveHour(tables, part), attempt));
    } catch (error) {
      if (!(error instanceof TrailkeepError) || !ended.has(error.code)) throw error;
      // What has failed under a token fails again under it.
      attempt = await lease.nextAttempt();
      if (tries === maxAttempts || !isPassing(error)) throw withHint(error);
      continue;
    }
    attempt = await lease.nextAttempt();
  }
}

/** A statement that runs once for an attempt, however often and by whomever it is started. */
function once(kind: string, text: string, attempt: number) {
  return { text, token: createHash("sha256").update(`${kind}\n${attempt}\n${text}`).digest("hex") };
}

/** Another writer committed first, or Athena was short of something. */
function isPassing(error: TrailkeepError): boolean {
  return /ICEBERG_COMMIT_ERROR|commit|conflict|may succeed if asked again/i.test(
    error.problems.map(({ message, hint = "" }) => `${message} ${hint}`).join(" "),
  );
}

function withHint(error: TrailkeepError): TrailkeepError {
  const isMissing = error.problems.some(({ message }) => /table.*(not found|does not exist)/i.test(message));
  if (!isMissing) return error;
  const hint = "make the tables first: `trailkeep ddl SOURCE --store NAME --create`";
  return new TrailkeepError(
    error.code,
    error.problems.map((problem) => ({ ...problem, hint })),
    { cause: error },
  );
}

function unseen(
  { fresh }: ArchiveTables,
  hour: { readonly ingestHour: string; readonly rows: number; readonly writtenRows: number },
): TrailkeepError {
  const message =
    `ingest has written ${hour.writtenRows} rows in the hour ${hour.ingestHour}, and ` +
    `${fresh.database}.${fresh.table} shows ${hour.rows}`;
  const hint = "compare the table's location and its `projection.ingest_hour.range` with the store, and make it anew";
  return new TrailkeepError("store-damaged", { message, hint });
}

function uneven({ archive }: ArchiveTables, part: Part, rows: number, records: number): TrailkeepError {
  const message =
    `the hour ${part.ingestHour} has ${part.records} records, and ` +
    `${archive.database}.${archive.table} has ${rows} rows of ${records} of them`;
  const hint = "nothing but Trailkeep may write to the archive; its fresh files stay, and queries still read them";
  return new TrailkeepError("store-damaged", { message, hint });
}

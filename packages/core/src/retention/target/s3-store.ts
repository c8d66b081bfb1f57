import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import {
  type ArchiveAthena,
  archivedDays,
  archiveMarkKey,
  type DeletedArchiveDay,
  deleteDays,
  isTimeUp,
  oldestFreshDay,
  oldestReplacement,
  openStatements,
  optimizeDays,
  putDeletedDay,
  type Statements,
  tablesIn,
  toEnd,
} from "../../archive/index.ts";
import type { SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import type { ObservedDay, ObservedS3Store } from "../plan/index.ts";
import { withArchive } from "./archive-lease.ts";
import { ask, cancelled, sentence } from "./ask.ts";
import { readBucket } from "./bucket-state.ts";
import type { ActionOf, ApplyOptions, RetentionTarget, TargetOptions, Unread } from "./target.ts";

/** A store on S3, as ingest and the mover keep it. */
export interface S3StoreNeeds {
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
  readonly athena: ArchiveAthena;
  readonly account: string;
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
  /** The ledger's table. */
  readonly ledger: string;
  /** Of the store's tables, by the names that `trailkeep ddl` gives them. */
  readonly database: string;
  readonly sources: readonly SourceName[];
  /** How long to wait for a mover at work, milliseconds. */
  readonly waitMs?: number | undefined;
}

const dayRow = z
  .tuple([z.iso.date(), z.coerce.number().int(), z.coerce.number().int()])
  .transform(([day, rows, sizeBytes]): ObservedDay => ({ day, rows, sizeBytes }));
const momentRow = z.tuple([z.coerce.number()]);
const freshRow = z.tuple([z.iso.date().nullable()]);

/**
 * The store on S3: each source is a store of its own. Whole days of its Iceberg archive go by `DELETE`; where that leaves files
 * behind, whose rows it only hides, `OPTIMIZE` writes the days anew without them. Old snapshots are let go by the mover's `VACUUM`.
 * Calls of a run: three statements, one item and four calls to S3 for each source; three or four statements for each deletion.
 */
export function s3StoreTarget(needs: S3StoreNeeds): RetentionTarget<"s3_store"> {
  const { s3, dynamo, account, bucket, prefix, ledger, database, waitMs = 10 * 60_000 } = needs;
  const { region } = needs.athena;
  const idOf = (source: SourceName) => `s3://${bucket}/${prefix}#${source}`;
  const sourceOf = (id: string) => needs.sources.find((source) => idOf(source) === id);

  async function read(source: SourceName, { signal }: TargetOptions): Promise<ObservedS3Store> {
    const tables = tablesIn(database, source);
    const { pk, sk } = archiveMarkKey(source);
    const asked = { permission: "dynamodb:GetItem", store: ledger, signal };
    const command = new GetItemCommand({ TableName: ledger, Key: { pk: { S: pk }, sk: { S: sk } } });
    const { Item } = await ask(asked, (options) => dynamo.send(command, options));
    const { state, tags } = await readBucket(s3, bucket, { signal });
    return withAthena(needs.athena, signal, async (statements) => {
      const trimmed = Item?.["trimmedThrough"]?.S ?? null;
      const [days, replacements, oldest] = await Promise.all([
        daysOf(statements, source),
        statements.select(oldestReplacement(tables)),
        statements.select(oldestFreshDay(tables, trimmed)),
      ]);
      const [[replaced], [fresh]] = [replacements.rows, oldest.rows];
      return {
        kind: "s3_store",
        id: idOf(source),
        name: source,
        arn: null,
        account,
        region,
        tags,
        days,
        oldestFreshDay: freshRow.parse(fresh)[0],
        replacedSnapshotMs: replaced === undefined ? null : momentRow.parse(replaced)[0],
        location: { ...state, bucket, prefix },
      };
    });
  }

  async function daysOf(statements: Statements, source: SourceName): Promise<readonly ObservedDay[]> {
    const { rows } = await statements.select(archivedDays(tablesIn(database, source)));
    return rows.map((row) => dayRow.parse(row));
  }

  async function tell(source: SourceName, day: DeletedArchiveDay, signal: AbortSignal | undefined): Promise<void> {
    const asked = { permission: "dynamodb:PutItem", store: ledger, signal };
    const command = new PutItemCommand(putDeletedDay(ledger, source, day));
    await ask(asked, (options) => dynamo.send(command, options));
  }

  async function remove(source: SourceName, { days, because: policies }: Deletion, { signal, confirm }: ApplyOptions) {
    const tables = tablesIn(database, source);
    return withAthena(needs.athena, signal, async (statements) => {
      const going = (await daysOf(statements, source)).filter(({ day }) => days.includes(day));
      const [first, last] = [going[0], going.at(-1)];
      if (first === undefined || last === undefined) return { changed: false, proof: {} };
      await confirm?.();
      // Before they go: queries shall not miss them without being told why, whatever happens in between.
      for (const { day, rows } of going) await tell(source, { day, rows, policies }, signal);
      let scannedBytes = await toEnd(statements, deleteDays(tables, days));
      const hidden = (await daysOf(statements, source)).filter(({ day }) => days.includes(day));
      const rewritten = hidden.length > 0;
      if (rewritten) scannedBytes += await toEnd(statements, optimizeDays(tables, first.day, last.day));
      const rows = going.reduce((sum, day) => sum + day.rows, 0);
      const sizeBytes = going.reduce((sum, day) => sum + day.sizeBytes, 0);
      return { changed: true, proof: { days: going.map(({ day }) => day), rows, sizeBytes, rewritten, scannedBytes } };
    });
  }

  return {
    kind: "s3_store",

    async observe(options = {}) {
      const unread: Unread[] = [];
      const found = needs.sources.map(async (source) => {
        try {
          return await read(source, options);
        } catch (error) {
          unread.push({ store: idOf(source), kind: "s3_store", name: source, message: sentence(error) });
          return null;
        }
      });
      const stores = await Promise.all(found);
      return { stores: stores.filter((store) => store !== null), unread };
    },

    async reobserve(id, options = {}) {
      const source = sourceOf(id);
      return source === undefined ? null : read(source, options);
    },

    async apply(action, options = {}) {
      const source = sourceOf(action.store);
      if (source === undefined || action.type !== "delete_days") {
        const message = `a store on S3 cannot do this: ${action.type} of ${action.store}`;
        throw new TrailkeepError("invalid-request", message);
      }
      return withArchive({ dynamo, ledger, waitMs }, source, options, () => remove(source, action, options));
    },

    isApplied,
  };
}

type Deletion = Extract<ActionOf<"s3_store">, { readonly type: "delete_days" }>;

function isApplied(action: ActionOf<"s3_store">, observed: ObservedS3Store | null): boolean {
  if (observed === null || action.type !== "delete_days") return false;
  return observed.days.every(({ day }) => !action.days.includes(day));
}

async function withAthena<T>(
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

import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { getArchiveMark, oldestFreshDay, oldestReplacement, readArchiveMark, tablesIn } from "../../archive/index.ts";
import type { SourceName } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import type { ObservedDay, ObservedS3Store } from "../plan/index.ts";
import { withArchive } from "./archive-lease.ts";
import { ask, sentence } from "./ask.ts";
import { readBucket } from "./bucket-state.ts";
import { type QuarantineFile, quarantineFiles } from "./s3-quarantine.ts";
import { archivedDaysOf, type DeletionNeeds, deleteDays, withAthena } from "./s3-store-days.ts";
import type { ActionOf, RetentionTarget, TargetOptions, Unread } from "./target.ts";

/** A store on S3, as ingest and the mover keep it. */
export interface S3StoreNeeds extends DeletionNeeds {
  readonly account: string;
  readonly sources: readonly SourceName[];
  /** How long to wait for a mover at work, milliseconds. */
  readonly waitMs?: number | undefined;
}

/** What all sources of a store have in common. */
interface Shared {
  readonly bucket: ReturnType<typeof readBucket>;
  readonly quarantine: ReturnType<typeof quarantineFiles>;
}

const momentRow = z.tuple([z.coerce.number()]);
const freshRow = z.tuple([z.iso.date().nullable()]);

/**
 * The store on S3: each source is a store of its own. Whole days of its Iceberg archive go by `DELETE`; where that leaves files
 * behind, whose rows it only hides, `OPTIMIZE` writes the days anew without them. Old snapshots are let go by the mover's `VACUUM`.
 * What of those days is in the quarantine goes with them. Calls of a run: four to S3, one for 1,000 files of the quarantine and one for
 * each; of each source three statements and an item; for each deletion three or four statements.
 */
export function s3StoreTarget(needs: S3StoreNeeds): RetentionTarget<"s3_store"> {
  const { s3, dynamo, account, bucket, prefix, ledger, database, waitMs = 10 * 60_000 } = needs;
  const { region } = needs.athena;
  const idOf = (source: SourceName) => `s3://${bucket}/${prefix}#${source}`;
  const sourceOf = (id: string) => needs.sources.find((source) => idOf(source) === id);

  async function read(source: SourceName, shared: Shared, { signal }: TargetOptions): Promise<ObservedS3Store> {
    const tables = tablesIn(database, source);
    const asked = { permission: "dynamodb:GetItem", store: ledger, signal };
    const command = new GetItemCommand(getArchiveMark(ledger, source));
    const { Item } = await ask(asked, (options) => dynamo.send(command, options));
    const [{ state, tags }, quarantined] = await Promise.all([shared.bucket, shared.quarantine]);
    return withAthena(needs.athena, signal, async (statements) => {
      const { trimmedThrough } = readArchiveMark(Item);
      const [days, replacements, oldest] = await Promise.all([
        archivedDaysOf(statements, tables),
        statements.select(oldestReplacement(tables)),
        statements.select(oldestFreshDay(tables, trimmedThrough)),
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
        days: withQuarantined(days, quarantined, source),
        oldestFreshDay: freshRow.parse(fresh)[0],
        replacedSnapshotMs: replaced === undefined ? null : momentRow.parse(replaced)[0],
        location: { ...state, bucket, prefix },
      };
    });
  }

  const share = (options: TargetOptions): Shared => {
    const shared = { bucket: readBucket(s3, bucket, options), quarantine: quarantineFiles(needs, options) };
    // Each source tells for itself what has failed.
    for (const asked of Object.values(shared)) asked.catch(() => undefined);
    return shared;
  };

  return {
    kind: "s3_store",

    async observe(options = {}) {
      const unread: Unread[] = [];
      const shared = share(options);
      const found = needs.sources.map(async (source) => {
        try {
          return await read(source, shared, options);
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
      return source === undefined ? null : read(source, share(options), options);
    },

    async apply(action, options = {}) {
      const source = sourceOf(action.store);
      if (source === undefined || action.type !== "delete_days") {
        const message = `a store on S3 cannot do this: ${action.type} of ${action.store}`;
        throw new TrailkeepError("invalid-request", message);
      }
      return withArchive({ dynamo, ledger, waitMs }, source, options, () => deleteDays(needs, source, action, options));
    },

    isApplied,
  };
}

/** With the days that only the quarantine has records of. */
function withQuarantined(
  archived: readonly ObservedDay[],
  files: readonly QuarantineFile[],
  source: SourceName,
): readonly ObservedDay[] {
  const quarantined = files.flatMap(({ days }) => days.of(source));
  const days = new Map(quarantined.map((day): [string, ObservedDay] => [day, { day, rows: 0, sizeBytes: 0 }]));
  for (const found of archived) days.set(found.day, found);
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function isApplied(action: ActionOf<"s3_store">, observed: ObservedS3Store | null): boolean {
  if (observed === null || action.type !== "delete_days") return false;
  return observed.days.every(({ day }) => !action.days.includes(day));
}

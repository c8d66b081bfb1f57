import { TrailkeepError } from "@trailkeep/core/error";
import { openPlaces, openRetention, type RetentionService } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import type { RetentionPlace } from "@trailkeep/core/stores";

/** What all commands of retention are told. */
export interface RetentionFlags {
  readonly data: string;
  readonly stores?: string | undefined;
  readonly state?: string | undefined;
  readonly key?: string | undefined;
  readonly anchor?: string | undefined;
  readonly publicKey?: string | undefined;
}

/** What a command works with. The store is null where retention is kept in AWS. */
type Work<T> = (retention: RetentionService, store: Store | null, places: readonly RetentionPlace[]) => Promise<T>;

/** Does something with retention, kept beside the store's folder or in AWS, and closes it. */
export async function withRetention<T>(flags: RetentionFlags, work: Work<T>): Promise<T> {
  return flags.state === undefined ? withFolder(flags, work) : withTable(flags.state, flags, work);
}

async function withFolder<T>({ data, stores, key, anchor, publicKey }: RetentionFlags, work: Work<T>): Promise<T> {
  const store = Store.open(data);
  try {
    const places = await placesOf(stores);
    const targets = openPlaces(places);
    const retention = openRetention({ store, targets, keyFile: key, anchorFile: anchor, publicKeyFile: publicKey });
    return await work(retention, store, places);
  } finally {
    store.close();
  }
}

async function withTable<T>(table: string, { stores, key, anchor }: RetentionFlags, work: Work<T>): Promise<T> {
  if (key === undefined || anchor === undefined) {
    const message = "with `--state`, `--key` and `--anchor` say where evidence is signed and anchored";
    const hint = "name a KMS key by its ARN, and an object as in s3://bucket/key";
    throw new TrailkeepError("invalid-request", { message, hint });
  }
  const places = await placesOf(stores);
  const { openAwsRetention } = await import("@trailkeep/core/retention/aws");
  const { retention, close } = await openAwsRetention({ home: { table, keyArn: key, anchor }, places });
  try {
    return await work(retention, null, places);
  } finally {
    close();
  }
}

/** The accounts and Regions that the stores file names under `retention`. */
async function placesOf(file: string | undefined): Promise<readonly RetentionPlace[]> {
  if (file === undefined) return [];
  const { readStores } = await import("@trailkeep/core/stores");
  return readStores(file).retention;
}

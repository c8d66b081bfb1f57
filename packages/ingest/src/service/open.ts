import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import { localSourceNames } from "@trailkeep/core/catalog";
import { arrivalExpiry, bucketTags, DynamoState } from "@trailkeep/core/retention/arrival";
import { dynamoClient, s3Client } from "../aws.ts";
import { knownReading } from "../known-formats.ts";
import { DynamoLedger } from "../ledger/dynamo/ledger.ts";
import { Replays } from "../ledger/dynamo/replays.ts";
import { type LedgerStatus, readLedgerStatus } from "../ledger/dynamo/status.ts";
import { type IngestLimits, limitsOf } from "../limits.ts";
import type { Reading } from "../reading.ts";
import { FreshSink } from "../sink/s3/fresh.ts";
import { asAskedError } from "../source/s3/failure.ts";
import type { TakeBoundary } from "./boundary.ts";
import { S3Quarantine } from "./quarantine.ts";
import { Replayer } from "./replay.ts";
import type { ReplayBoundary } from "./replay-records.ts";
import type { Settings } from "./settings.ts";
import { Taker } from "./take-object.ts";

/** A function's disk is small: an object that is larger goes to the quarantine by its name alone. */
const functionLimits = { maxObjectBytes: 1024 ** 3, maxDecompressedBytes: 16 * 1024 ** 3 } as const;

export interface ServiceOptions {
  /** Where AWS's services are, if not where the SDK's own settings say. */
  readonly endpoint?: string;
  readonly limits?: Partial<IngestLimits>;
  readonly now?: () => number;
  readonly onBoundary?: (name: TakeBoundary) => void;
  readonly onReplayBoundary?: (name: ReplayBoundary) => void;
  /** By what records are read; the known formats if left out. */
  readonly reading?: Reading;
}

export interface Service {
  readonly s3: S3Client;
  readonly ledger: DynamoLedger;
  readonly taker: Taker;
  readonly replayer: Replayer;
  /** Lets go of connections and of the folder. */
  close(): Promise<void>;
}

/** Puts together what takes objects into the store that the settings name. */
export function openService(settings: Settings, options: ServiceOptions = {}): Service {
  const { place, table, idleTimeoutMs, maxAttempts, keepRaw, retention } = settings;
  const { now = Date.now, onBoundary, onReplayBoundary, endpoint, reading = knownReading } = options;
  const limits = limitsOf({ ...functionLimits, ...options.limits });
  const client = s3Client({ idleTimeoutMs, maxAttempts, endpoint });
  const dynamo = dynamoClient({ idleTimeoutMs, maxAttempts, endpoint }, now);
  const ledger = new DynamoLedger(dynamo, table);
  const tags = () => bucketTags(client, place.bucket);
  const expiry =
    retention === null
      ? undefined
      : arrivalExpiry(new DynamoState(dynamo.client, retention.table), { ...retention, tags });
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-take-"));
  const fresh = new FreshSink({
    client,
    place,
    folder,
    sources: localSourceNames,
    keepRaw,
    ...(onBoundary === undefined ? {} : { onPut: () => onBoundary("rows-put") }),
  });
  const quarantine = new S3Quarantine({
    client,
    place,
    folder,
    ...(onBoundary === undefined ? {} : { onPut: () => onBoundary("quarantine-put") }),
  });
  const taker = new Taker({
    ledger,
    sinks: [fresh],
    quarantine,
    reading,
    limits,
    folder,
    now: () => dynamo.clock.nowMs(),
    ...(expiry === undefined ? {} : { expiry }),
    ...(onBoundary === undefined ? {} : { onBoundary }),
  });
  const replayer = new Replayer({
    ...{ client, place, ledger, taker, sink: fresh, reading, limits, folder },
    replays: new Replays(dynamo, table),
    ...(expiry === undefined ? {} : { expiry }),
    ...(onReplayBoundary === undefined ? {} : { onBoundary: onReplayBoundary }),
  });
  const close = async (): Promise<void> => {
    client.destroy();
    dynamo.client.destroy();
    await rm(folder, { recursive: true, force: true });
  };
  return { s3: client, ledger, taker, replayer, close };
}

/**
 * What a ledger says of the last days.
 * @throws TrailkeepError not-found, store-failed, store-unreachable
 */
export async function openLedgerStatus(table: string, days: number): Promise<LedgerStatus> {
  const dynamo = dynamoClient();
  try {
    return await readLedgerStatus(dynamo, table, days);
  } catch (error) {
    throw asAskedError(error, "DynamoDB", `the table ${table}`);
  } finally {
    dynamo.client.destroy();
  }
}

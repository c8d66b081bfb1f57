import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { parseSettings } from "@trailkeep/core/environment";
import { z } from "zod";
import type { LambdaContext } from "./handler.ts";
import { runReconcile } from "./service/open-reconcile.ts";
import type { ReconcileReport } from "./service/reconcile.ts";
import { readPlace, readUri } from "./sink/s3/place.ts";

/** What the function is told by its environment. */
const environmentSchema = z.object({
  TRAILKEEP_STORE: z.string().min(1),
  TRAILKEEP_LEDGER: z.string().min(1),
  /** The URL of the queue that ingest works. */
  TRAILKEEP_QUEUE: z.string().min(1),
  /** Where logs are, `s3://bucket/prefix`, commas between them. */
  TRAILKEEP_LOGS: z.string().min(1),
  /** What was stored in the last hours is looked up: more than lies between two runs. */
  TRAILKEEP_LOOK_BACK_HOURS: z.coerce.number().positive().default(72),
  /** A trail or a bucket of which nothing came for so long is said to be quiet. */
  TRAILKEEP_QUIET_HOURS: z.coerce.number().positive().default(24),
});

/** What came of a run: sums over all places. */
export interface Reconciled {
  readonly objects: number;
  readonly missing: number;
  readonly stuck: number;
  readonly failed: number;
  readonly sent: number;
  readonly quiet: readonly string[];
}

/** Before the function is stopped it says how far it came. Milliseconds. */
const endingMs = 5_000;

const logger = new Logger({ serviceName: "trailkeep-reconcile" });
const metrics = new Metrics({ namespace: "Trailkeep", serviceName: "reconcile" });

/**
 * Once a day: what S3 holds and nobody took goes to the queue again, and what went quiet is named.
 * @throws TrailkeepError invalid-config, cancelled (too many objects for the time), and what the services say
 */
export async function handler(_event: unknown, context: LambdaContext): Promise<Reconciled> {
  const settings = parseSettings(environmentSchema, process.env);
  const patterns = settings.TRAILKEEP_LOGS.split(",").map((uri) => ({
    ...readUri(uri, "TRAILKEEP_LOGS"),
    accounts: [],
    regions: [],
  }));
  const reports = await runReconcile({
    place: readPlace(settings.TRAILKEEP_STORE, "TRAILKEEP_STORE"),
    table: settings.TRAILKEEP_LEDGER,
    patterns,
    hours: settings.TRAILKEEP_LOOK_BACK_HOURS,
    quietHours: settings.TRAILKEEP_QUIET_HOURS,
    queue: settings.TRAILKEEP_QUEUE,
    signal: AbortSignal.timeout(Math.max(1, context.getRemainingTimeInMillis() - endingMs)),
  });
  for (const { named, quiet } of reports) {
    for (const { uri, reason } of named) logger.warn("told of again", { uri, reason });
    for (const { name, lastStoredMs } of quiet)
      logger.warn("it went quiet", { feed: name, lastStored: new Date(lastStoredMs).toISOString() });
  }
  const summed = sums(reports);
  metrics.addMetric("MissingObjects", MetricUnit.Count, summed.missing + summed.stuck + summed.failed);
  metrics.addMetric("QuietFeeds", MetricUnit.Count, summed.quiet.length);
  metrics.publishStoredMetrics();
  logger.info("reconciled", { ...summed });
  return summed;
}

function sums(reports: readonly ReconcileReport[]): Reconciled {
  const sum = (of: (report: ReconcileReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  return {
    objects: sum(({ listed }) => listed.objects),
    missing: sum(({ standing }) => standing.missing),
    stuck: sum(({ standing }) => standing.stuck),
    failed: sum(({ standing }) => standing.failed),
    sent: sum(({ sent }) => sent),
    quiet: reports.flatMap(({ quiet }) => quiet.map(({ name }) => name)),
  };
}

import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { LambdaContext } from "./handler.ts";
import { openService } from "./service/open.ts";
import type { S3ReplayReport } from "./service/replay.ts";
import { readSettings } from "./service/settings.ts";

/** Before the function is stopped it says how far it came. Milliseconds. */
const endingMs = 30_000;

const logger = new Logger({ serviceName: "trailkeep-replay" });
const metrics = new Metrics({ namespace: "Trailkeep", serviceName: "replay" });

/**
 * Once a day: what is quarantined is read again with the formats of this version. What cannot be done in the time is done by the
 * next run, as is what a run that was stopped has begun.
 * @throws TrailkeepError invalid-config, and what the services say
 */
export async function handler(_event: unknown, context: LambdaContext): Promise<S3ReplayReport> {
  const service = openService(readSettings(process.env));
  try {
    const signal = AbortSignal.timeout(Math.max(1, context.getRemainingTimeInMillis() - endingMs));
    const report = await service.replayer.all(signal);
    for (const { file, reason } of report.skipped) logger.warn("left for later", { file, reason });
    metrics.addMetric("ReleasedRecords", MetricUnit.Count, report.entries.released);
    metrics.addMetric("QuarantinedRecords", MetricUnit.Count, report.entries.kept);
    metrics.publishStoredMetrics();
    logger.info("replayed", { ...report, skipped: report.skipped.length });
    return report;
  } finally {
    await service.close();
  }
}

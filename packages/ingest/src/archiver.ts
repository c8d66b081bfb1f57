import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { openStatements, tablesIn } from "@trailkeep/core/archive";
import { localSourceNames } from "@trailkeep/core/catalog";
import { WholeHours } from "./archive/hours.ts";
import { archiveSource, type SourceReport } from "./archive/run.ts";
import { readArchiveSettings } from "./archive/settings.ts";
import { dynamoClient, s3Client } from "./aws.ts";
import type { LambdaContext } from "./handler.ts";
import { DynamoLedger } from "./ledger/dynamo/ledger.ts";

export type { SourceReport } from "./archive/run.ts";

/** Before the function is stopped it writes down how far it came. Milliseconds. */
const endingMs = 15_000;

/** A lease outlives its function by so much. Milliseconds. */
const marginMs = 60_000;

export type Archiver = (
  event: unknown,
  context: LambdaContext,
) => Promise<{ readonly sources: readonly SourceReport[] }>;

/**
 * Makes a handler that moves closed ingest hours into the archive, source by source, and keeps the archive. Called by a schedule;
 * calls that overlap do no harm. Settings are read at the first call, from the environment.
 */
export function createArchiver(environment = process.env): Archiver {
  const logger = new Logger({ serviceName: "trailkeep-archive" });
  const metrics = new Metrics({ namespace: "Trailkeep", serviceName: "archive" });

  return async (_event, context) => {
    const { place, table, database, workgroup, region, graceMs } = readArchiveSettings(environment);
    const leftMs = context.getRemainingTimeInMillis();
    const deadline = AbortSignal.timeout(Math.max(1, leftMs - endingMs));
    const [s3, dynamo] = [s3Client(), dynamoClient()];
    const statements = await openStatements({ region, workgroup }, deadline);
    const sources: SourceReport[] = [];
    try {
      const hours = new WholeHours(dynamo, table, new DynamoLedger(dynamo, table));
      for (const source of localSourceNames) {
        const report = await archiveSource(
          {
            ...{ s3, dynamo, table, place, hours, statements, graceMs, deadline },
            leaseMs: leftMs + marginMs,
            tablesOf: (name) => tablesIn(database, name),
            onMoved: (name, hour) => logger.info("an hour is in the archive", { source: name, ...hour }),
          },
          source,
        );
        sources.push(report);
        logger[report.state === "failed" ? "error" : "info"](`${source}: ${report.state}`, {
          ...report,
          moved: undefined,
        });
        metrics.addMetric("ArchivedRecords", MetricUnit.Count, sum(report.moved.map(({ moved }) => moved)));
        metrics.addMetric("ArchiveScannedBytes", MetricUnit.Bytes, sum(report.moved.map((hour) => hour.scannedBytes)));
        metrics.addMetric("ArchiveFailures", MetricUnit.Count, report.state === "failed" ? 1 : 0);
      }
    } finally {
      metrics.publishStoredMetrics();
      statements.close();
      s3.destroy();
      dynamo.client.destroy();
    }
    return { sources };
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The mover's function: everything that can be moved by now. */
export const handler: Archiver = createArchiver();

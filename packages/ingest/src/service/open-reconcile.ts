import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoClient, s3Client } from "../aws.ts";
import { DynamoLedger } from "../ledger/dynamo/ledger.ts";
import { serviceNowMs } from "../ledger/dynamo/service-now.ts";
import type { S3Place } from "../sink/s3/place.ts";
import { asAskedError } from "../source/s3/failure.ts";
import { type ListPattern, prefixesOf } from "../source/s3/pattern.ts";
import { type ReconcileReport, reconcile } from "./reconcile.ts";
import { sendAgain } from "./send-again.ts";

const hourMs = 3_600_000;

export interface ReconcileRun {
  /** The store's own place: what is there is no log. */
  readonly place: S3Place;
  /** The ledger's table. */
  readonly table: string;
  readonly patterns: readonly ListPattern[];
  /** Look up what was stored in the last hours; everything if left out. */
  readonly hours?: number | undefined;
  readonly quietHours: number;
  /** The URL of the queue that is told of what is to be taken; nothing is sent if left out. */
  readonly queue?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares what S3 holds with what the ledger says was taken, for each pattern in turn.
 * @throws TrailkeepError invalid-request (a pattern), cancelled, and what S3, the ledger and the queue say
 */
export async function runReconcile(run: ReconcileRun): Promise<readonly ReconcileReport[]> {
  const { table, place: own, queue, hours, quietHours, signal } = run;
  // What is wrong with a pattern is said before anybody is asked.
  const places = run.patterns.map((pattern) => ({ bucket: pattern.bucket, prefixes: prefixesOf(pattern) }));
  const [s3, dynamo] = [s3Client(), dynamoClient()];
  const sqs = queue === undefined ? null : new SQSClient({});
  const again = sqs === null || queue === undefined ? undefined : sendAgain(sqs, queue);
  try {
    const ledger = new DynamoLedger(dynamo, table);
    const reports: ReconcileReport[] = [];
    for (const place of places) {
      const nowMs = await serviceNowMs(dynamo, table);
      const sinceMs = hours === undefined ? undefined : nowMs - hours * hourMs;
      const now = () => dynamo.clock.nowMs();
      const options = { sinceMs, quietMs: quietHours * hourMs, again, own, now, signal };
      reports.push(await reconcile({ s3, ledger }, place, options));
    }
    return reports;
  } catch (error) {
    throw asAskedError(error, "DynamoDB", `the table ${table}`);
  } finally {
    s3.destroy();
    dynamo.client.destroy();
    sqs?.destroy();
  }
}

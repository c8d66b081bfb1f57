import { writeFile } from "node:fs/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { TrailkeepError } from "@trailkeep/core/error";
import type { LambdaContext } from "./handler.ts";
import { count } from "./service/metrics.ts";
import { openService, type Service, type ServiceOptions } from "./service/open.ts";
import { readSettings } from "./service/settings.ts";
import { uriOfObject } from "./source/object.ts";
import { readSubscription } from "./source/subscription.ts";

/** Before the function is stopped it answers for what it has done. Milliseconds. */
const answerMs = 3_000;

export type SubscriptionHandler = (event: unknown, context: LambdaContext) => Promise<void>;

/**
 * Makes a handler of CloudWatch Logs subscriptions: CloudTrail events of a log group, seconds after they are delivered there.
 * Each delivery is taken once, as an object of S3 is; Lambda sends again what was thrown.
 */
export function createSubscriptionHandler(
  options: ServiceOptions = {},
  environment = process.env,
): SubscriptionHandler {
  const logger = new Logger({ serviceName: "trailkeep-subscription" });
  const metrics = new Metrics({ namespace: "Trailkeep", serviceName: "ingest" });
  let service: Service | undefined;

  async function take(event: unknown, leftMs: number): Promise<void> {
    const subscribed = readSubscription(event);
    if (subscribed.kind === "control")
      return count(metrics, { kind: "nothing", about: "CloudWatch Logs tests that it may send" });
    const { object, lines } = subscribed;
    service ??= openService(readSettings(environment), options);
    const signal = AbortSignal.timeout(Math.max(1, leftMs - answerMs));
    const fetch = async (_: unknown, path: string) => {
      await writeFile(path, lines);
      return { path, sizeBytes: Buffer.byteLength(lines) };
    };
    const result = await service.taker.take(object, fetch, { leaseMs: leftMs, isLive: true, signal });
    if (result.kind === "held") {
      const message = `another worker has it until ${new Date(result.untilMs).toISOString()}`;
      throw new TrailkeepError("store-busy", { message, at: uriOfObject(object), hint: "it is tried again later" });
    }
    count(metrics, { kind: "object", object, result });
  }

  return async (event, context) => {
    try {
      await take(event, context.getRemainingTimeInMillis());
    } catch (error) {
      count(metrics, { kind: "failed" });
      logger.error("the delivery is tried again", { reason: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      metrics.publishStoredMetrics();
    }
  };
}

/** The function that subscribes to log groups. */
export const handler: SubscriptionHandler = createSubscriptionHandler();

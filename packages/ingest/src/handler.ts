import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { describe, TrailkeepError } from "@trailkeep/core/error";
import PQueue from "p-queue";
import { z } from "zod";
import { Messages } from "./service/messages.ts";
import { count } from "./service/metrics.ts";
import { openService, type Service, type ServiceOptions } from "./service/open.ts";
import { readSettings, type Settings } from "./service/settings.ts";

/** Objects that one function takes at once: while one waits for S3, another is read. */
const atOnce = 4;

/** Before the function is stopped it answers for what it has done. Milliseconds. */
const answerMs = 3_000;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const message = z.looseObject({
  messageId: z.string(),
  body: z.string(),
  attributes: z.looseObject({ ApproximateReceiveCount: z.coerce.number().int().positive() }),
});
const sqsEvent = z.looseObject({ Records: z.array(message) });
type Message = z.infer<typeof message>;

/** What the handler needs of Lambda's context. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Which messages are to be sent again; the queue drops the others. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export type Handler = (event: unknown, context: LambdaContext) => Promise<BatchAnswer>;

/** Makes a handler of SQS batches. Settings are read at the first call, from the environment. */
export function createHandler(options: ServiceOptions = {}, environment = process.env): Handler {
  const logger = new Logger({ serviceName: "trailkeep-ingest" });
  const metrics = new Metrics({ namespace: "Trailkeep", serviceName: "ingest" });
  let opened: { readonly settings: Settings; readonly service: Service; readonly messages: Messages } | undefined;
  const open = () => {
    if (opened !== undefined) return opened;
    const settings = readSettings(environment);
    const service = openService(settings, options);
    const messages = new Messages({ taker: service.taker, s3: service.s3, place: settings.place });
    opened = { settings, service, messages };
    return opened;
  };

  return async (event, context) => {
    const { Records } = sqsEvent.parse(event);
    const { settings, messages } = open();
    const queue = new PQueue({ concurrency: atOnce });
    const take = (one: Message): Promise<void> => queue.add(() => handleOne(one));

    async function handleOne({ messageId, body, attributes }: Message): Promise<void> {
      const leftMs = context.getRemainingTimeInMillis();
      const receives = attributes.ApproximateReceiveCount;
      const isLast = receives >= settings.maxReceives;
      try {
        // The last time it is begun in any case: else nothing would know of it but the dead-letter queue.
        if (leftMs < settings.reserveMs && !isLast)
          throw new TrailkeepError("timeout", "not begun: too little time is left; the message is tried again");
        const terms = {
          leaseMs: leftMs,
          insist: isLast,
          isLive: true,
          signal: AbortSignal.timeout(Math.max(1, leftMs - answerMs)),
        };
        await messages.handle(body, terms, (handled) => count(metrics, handled));
      } catch (error) {
        count(metrics, { kind: "failed" });
        const text = isLast ? "the message goes to the dead-letter queue" : "the message is tried again";
        logger.error(text, { messageId, receives, reason: reasonOf(error) });
        throw error;
      }
    }

    const processor = new BatchProcessor(EventType.SQS);
    const answer = await processPartialResponse({ Records }, take, processor, { throwOnFullBatchFailure: false });
    metrics.publishStoredMetrics();
    return answer;
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof TrailkeepError) return error.problems.map(describe).join("; ");
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The ingest function: takes the objects that a queue's messages name. */
export const handler: Handler = createHandler();

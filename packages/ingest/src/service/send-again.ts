import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { TrailkeepError } from "@trailkeep/core/error";
import { messageOf } from "../source/message-of.ts";
import type { InputObject } from "../source/object.ts";
import { asAskedError } from "../source/s3/failure.ts";

/** Tells the queue of objects, as S3 would have. */
export type SendAgain = (objects: readonly InputObject[]) => Promise<void>;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const maxMessages = 10;
const attempts = 5;

/** @throws TrailkeepError store-failed where the queue does not take a message, credentials, store-unreachable */
export function sendAgain(client: SQSClient, queueUrl: string): SendAgain {
  return async (objects) => {
    try {
      for (let from = 0; from < objects.length; from += maxMessages) {
        await send(client, queueUrl, objects.slice(from, from + maxMessages));
      }
    } catch (error) {
      throw asAskedError(error, "SQS", queueUrl);
    }
  };
}

async function send(client: SQSClient, QueueUrl: string, objects: readonly InputObject[]): Promise<void> {
  let left = objects.map((object, place) => ({ Id: String(place), MessageBody: messageOf(object) }));
  for (let attempt = 1; left.length > 0; attempt++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }));
    const [first] = Failed;
    if (first !== undefined && attempt === attempts) {
      const message = `the queue did not take a message: ${first.Code} ${first.Message ?? ""}`.trim();
      throw new TrailkeepError("store-failed", { message, at: QueueUrl, hint: "run it again" });
    }
    left = left.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
  }
}

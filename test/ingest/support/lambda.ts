import type { Handler } from "../../../packages/ingest/src/handler.ts";
import type { InputObject } from "../../../packages/ingest/src/source/object.ts";

/** A message as SQS hands it to a function, before its counts. */
export interface Message {
  readonly messageId: string;
  readonly body: string;
}

let messages = 0;

export function message(body: string): Message {
  return { messageId: `m${++messages}`, body };
}

/** S3's notification of a put, as S3 writes it. */
export function notification(
  { bucket, key, version, sizeBytes }: InputObject,
  eventName = "ObjectCreated:Put",
): string {
  const object = {
    key: encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/"),
    size: sizeBytes,
    ...(version.kind === "id" ? { versionId: version.value, eTag: "x" } : { eTag: version.value }),
    sequencer: "0055AED6DCD90281E5",
  };
  return JSON.stringify({
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: "eu-west-1",
        eventTime: "2026-11-02T10:05:00.000Z",
        eventName,
        s3: { s3SchemaVersion: "1.0", bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` }, object },
      },
    ],
  });
}

/** Calls a handler as Lambda's poller of a queue does. @returns the ids of the messages to be sent again */
export async function invoke(
  handler: Handler,
  batch: readonly Message[],
  options: { readonly receives?: number; readonly remainingMs?: number } = {},
): Promise<readonly string[]> {
  const { receives = 1, remainingMs = 120_000 } = options;
  const Records = batch.map(({ messageId, body }) => ({
    messageId,
    receiptHandle: `r-${messageId}`,
    body,
    attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: "1761991200000", SenderId: "s3" },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-1:111122223333:logs",
    awsRegion: "eu-west-1",
  }));
  const { batchItemFailures } = await handler({ Records }, { getRemainingTimeInMillis: () => remainingMs });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

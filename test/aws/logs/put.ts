import { z } from "zod";
import { AwsError, type Operation } from "../service.ts";
import { invalid, type LogGroup, type LogGroups, type LogStream } from "./groups.ts";
import { names, parameters } from "./input.ts";

/** A batch of PutLogEvents: events, bytes (26 beside each message), bytes of an event, and the span it may cover. */
const maxBatchEvents = 10_000;
const maxBatchBytes = 1_048_576;
const eventOverheadBytes = 26;
const maxSpanMs = 24 * 3_600_000;

/** Older or later events of a batch are not taken, and said so. */
const maxAgeMs = 14 * 24 * 3_600_000;
const maxAheadMs = 2 * 3_600_000;

const putInput = z.object({
  logGroupName: names.group,
  logStreamName: z.string().min(1).max(512),
  logEvents: z
    .array(z.object({ timestamp: z.number().int().min(0), message: z.string().min(1) }))
    .min(1)
    .max(maxBatchEvents),
});

type Batch = z.infer<typeof putInput>["logEvents"];

/** PutLogEvents (its limits are those of the API reference). */
export function putLogEvents(groups: LogGroups, now: () => number): Operation {
  return async (input) => {
    const { logGroupName, logStreamName, logEvents } = parameters(putInput, input);
    const group = groups.find(logGroupName);
    const stream = group.streams.get(logStreamName);
    if (stream === undefined) {
      throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
    }
    checkBatch(logEvents);
    return { nextSequenceToken: "0", ...take(group, stream, logEvents, now()) };
  };
}

function checkBatch(batch: Batch): void {
  const sizeBytes = batch.reduce((sum, { message }) => sum + Buffer.byteLength(message) + eventOverheadBytes, 0);
  if (sizeBytes > maxBatchBytes)
    throw invalid(`Upload too large: ${sizeBytes} bytes exceeds limit of ${maxBatchBytes}`);
  for (const [index, { timestamp }] of batch.entries()) {
    if (timestamp < (batch[index - 1]?.timestamp ?? 0)) {
      throw invalid("Log events in a single PutLogEvents request must be in chronological order.");
    }
  }
  const span = (batch.at(-1)?.timestamp ?? 0) - (batch[0]?.timestamp ?? 0);
  if (span > maxSpanMs)
    throw invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
}

/** Stores what is neither too old nor too new; the indexes of the rest are told. */
function take(group: LogGroup, stream: LogStream, batch: Batch, nowMs: number) {
  const retainedMs = (group.retentionInDays ?? Number.POSITIVE_INFINITY) * 24 * 3_600_000;
  const tooOld = batch.filter(({ timestamp }) => timestamp < nowMs - maxAgeMs).length;
  const expired = batch.filter(({ timestamp }) => timestamp < nowMs - retainedMs).length;
  const inTime = batch.filter(({ timestamp }) => timestamp <= nowMs + maxAheadMs).length;
  const kept = batch.slice(Math.max(tooOld, expired), inTime);
  group.events.push(...kept.map((event) => ({ ...event, ingestionTime: nowMs, logStream: stream.name })));
  if (kept.length > 0) stream.lastIngestionTime = nowMs;
  const rejected = {
    ...(inTime < batch.length ? { tooNewLogEventStartIndex: inTime } : {}),
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
  };
  return Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected };
}

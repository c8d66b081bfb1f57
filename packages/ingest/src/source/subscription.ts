import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import type { InputObject } from "./object.ts";

/**
 * What CloudWatch Logs hands a function that subscribes to a log group: base64 of gzip of JSON.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
 */
const event = z.looseObject({ awslogs: z.looseObject({ data: z.base64() }) });

const logEvent = z.looseObject({ id: z.string().min(1), timestamp: z.number(), message: z.string() });
const payload = z.discriminatedUnion("messageType", [
  /** Whether the function can be reached. */
  z.looseObject({ messageType: z.literal("CONTROL_MESSAGE") }),
  z.looseObject({
    messageType: z.literal("DATA_MESSAGE"),
    owner: z.string().regex(/^\d{12}$/),
    logGroup: z.string().min(1),
    logStream: z.string().min(1),
    logEvents: z.array(logEvent).min(1),
  }),
]);

/** Lambda takes 1 MB of an event of its own accord; text of logs is never a hundred times as large. Bytes. */
const maxPayloadBytes = 100 * 1024 ** 2;

export type Subscribed =
  | { readonly kind: "control" }
  /** `lines`: an event's message a line, in the order of the payload. */
  | { readonly kind: "data"; readonly object: InputObject; readonly lines: string };

/**
 * What a subscription's event says. Its records are named by the ids of the events, so that one that is delivered again is
 * known.
 * @throws TrailkeepError unreadable-input if it is none
 */
export function readSubscription(value: unknown): Subscribed {
  const outer = event.safeParse(value);
  if (!outer.success) throw unreadable("it is no event of a CloudWatch Logs subscription");
  const inner = payload.safeParse(unpacked(outer.data.awslogs.data));
  if (!inner.success) {
    const { message = "", path = [] } = inner.error.issues[0] ?? {};
    throw unreadable(`its payload is not as CloudWatch Logs writes it: ${message} at ${path.join(".")}`);
  }
  if (inner.data.messageType === "CONTROL_MESSAGE") return { kind: "control" };
  const { owner, logGroup, logStream, logEvents } = inner.data;
  const lines = `${logEvents.map(({ message }) => oneLine(message)).join("\n")}\n`;
  const ids = JSON.stringify(logEvents.map(({ id }) => id));
  const name = createHash("sha256").update(ids).digest("hex").slice(0, 40);
  return {
    kind: "data",
    object: {
      service: "logs",
      bucket: owner,
      key: `${logGroup}:${logStream}:${name}.ndjson`,
      version: { kind: "etag", value: createHash("sha256").update(lines).digest("hex") },
      sizeBytes: Buffer.byteLength(lines),
      storedMs: null,
    },
    lines,
  };
}

function unpacked(data: string): unknown {
  try {
    const text = gunzipSync(Buffer.from(data, "base64"), { maxOutputLength: maxPayloadBytes }).toString("utf8");
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(`its payload cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** A line break between JSON's tokens means nothing, and within a text there is none. */
function oneLine(message: string): string {
  return message.replace(/\r?\n/g, " ").trimEnd();
}

function unreadable(message: string): TrailkeepError {
  const hint = "subscribe the function to log groups that CloudTrail delivers to";
  return new TrailkeepError("unreadable-input", { message, hint });
}

import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import type { Delivery } from "./delivery.ts";
import type { ObjectVersion } from "./object.ts";

/**
 * S3's own notification.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
const s3Record = z.object({
  eventSource: z.literal("aws:s3"),
  eventName: z.string(),
  eventTime: z.iso.datetime().optional(),
  s3: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({
      key: z.string().min(1),
      size: z.number().nonnegative().optional(),
      eTag: z.string().optional(),
      versionId: z.string().optional(),
    }),
  }),
});
type S3Record = z.infer<typeof s3Record>;
const s3Notification = z.object({ Records: z.array(s3Record) });

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const s3Test = z.object({ Service: z.literal("Amazon S3"), Event: z.literal("s3:TestEvent") });

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const snsEnvelope = z.object({ Type: z.literal("Notification"), TopicArn: z.string(), Message: z.string() });

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const eventBridgeEvent = z.object({
  source: z.literal("aws.s3"),
  "detail-type": z.string(),
  time: z.iso.datetime().optional(),
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({
      key: z.string().min(1),
      size: z.number().nonnegative().optional(),
      etag: z.string().optional(),
      "version-id": z.string().optional(),
    }),
  }),
});
type EventBridgeEvent = z.infer<typeof eventBridgeEvent>;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html */
const trailNotice = z.object({ s3Bucket: z.string().min(1), s3ObjectKey: z.array(z.string().min(1)).min(1) });

/** What CloudTrail sends to a topic once, to see whether it may. */
const trailTest = "CloudTrail validation message.";

/** How many envelopes may be around each other: SNS within EventBridge's or the other way round is as far as it goes. */
const maxEnvelopes = 3;

/**
 * What a message of the queue says: S3's notification, alone or within SNS, EventBridge's `Object Created`, CloudTrail's
 * notice of delivery, or a test of either service.
 * @throws TrailkeepError unreadable-input if it is none of them
 */
export function readMessage(body: string): readonly Delivery[] {
  return read(body, maxEnvelopes);
}

function read(body: string, envelopes: number): readonly Delivery[] {
  if (body.trim() === trailTest) return [{ kind: "nothing", reason: "CloudTrail tests that it may notify" }];
  const value = parsed(body);
  const inner = snsEnvelope.safeParse(value);
  if (inner.success && envelopes > 0) return read(inner.data.Message, envelopes - 1);
  const notification = s3Notification.safeParse(value);
  if (notification.success) return notification.data.Records.map(ofRecord);
  const event = eventBridgeEvent.safeParse(value);
  if (event.success) return [ofEvent(event.data)];
  const notice = trailNotice.safeParse(value);
  if (notice.success) return ofNotice(notice.data);
  if (s3Test.safeParse(value).success) return [{ kind: "nothing", reason: "S3 tests that it may notify" }];
  throw unreadable("it is no notification of S3, EventBridge or CloudTrail");
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unreadable("it is not JSON");
  }
}

function ofRecord({ eventName, eventTime, s3 }: S3Record): Delivery {
  const { key, size, eTag, versionId } = s3.object;
  const name = { bucket: s3.bucket.name, key: decodedKey(key) };
  const [kind] = eventName.replace(/^s3:/, "").split(":");
  if (kind === "ObjectRemoved" || kind === "LifecycleExpiration") return { kind: "removed", object: name };
  if (kind !== "ObjectCreated") return { kind: "nothing", reason: `S3 tells of ${eventName}, which brings no object` };
  return created(name, { size, etag: eTag, versionId, time: eventTime });
}

function ofEvent({ "detail-type": type, time, detail }: EventBridgeEvent): Delivery {
  const { key, size, etag, "version-id": versionId } = detail.object;
  // Unlike S3's own notification this one has the key as it is.
  const name = { bucket: detail.bucket.name, key };
  if (type === "Object Deleted") return { kind: "removed", object: name };
  if (type !== "Object Created") return { kind: "nothing", reason: `EventBridge tells of ${type}` };
  return created(name, { size, etag, versionId, time });
}

function ofNotice({ s3Bucket, s3ObjectKey }: z.infer<typeof trailNotice>): readonly Delivery[] {
  return s3ObjectKey.map((key) => ({ kind: "named", object: { bucket: s3Bucket, key } }));
}

interface Told {
  readonly size: number | undefined;
  readonly etag: string | undefined;
  readonly versionId: string | undefined;
  readonly time: string | undefined;
}

function created(name: { bucket: string; key: string }, { size, etag, versionId, time }: Told): Delivery {
  const version = versionOf(versionId, etag);
  if (version === null) return { kind: "named", object: name };
  const storedMs = time === undefined ? null : Date.parse(time);
  return { kind: "object", object: { ...name, version, sizeBytes: size ?? null, storedMs } };
}

/** An object of a bucket that keeps no versions, or kept none when it came, has the version `null`: then the ETag tells. */
export function versionOf(versionId: string | undefined, etag: string | undefined): ObjectVersion | null {
  if (versionId !== undefined && versionId !== "" && versionId !== "null") return { kind: "id", value: versionId };
  const bare = etag?.replaceAll('"', "");
  return bare === undefined || bare === "" ? null : { kind: "etag", value: bare };
}

/** S3 encodes keys in notifications as forms do: a space is `+`. */
function decodedKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    throw unreadable(`its object key is not URL-encoded: ${key}`);
  }
}

function unreadable(message: string): TrailkeepError {
  const hint = "send it to no queue of Trailkeep's, or delete it from the dead-letter queue";
  return new TrailkeepError("unreadable-input", { message, at: "the message's body", hint });
}

import { createHash } from "node:crypto";
import { z } from "zod";

/** An event of a request, as the API's model has it. */
export const entrySchema = z.object({
  id: z.string().regex(/^[-_A-Za-z0-9]{1,128}$/),
  eventData: z.string(),
  eventDataChecksum: z.string().optional(),
});

export type Entry = z.infer<typeof entrySchema>;

/** A code of ResultErrorEntry, and why. */
export interface Verdict {
  readonly code: string;
  readonly message: string;
}

/** Texts that an event must have, with their greatest lengths. */
const required = {
  version: 256,
  eventSource: 256,
  eventName: 256,
  eventTime: 32,
  UID: 256,
  recipientAccountId: 12,
} as const;
const optional = { userAgent: 1_024, errorCode: 256, errorMessage: 256, sourceIPAddress: 256 } as const;
const identity = { type: 128, principalId: 1_024 } as const;
/** Bytes of the open parts. */
const open = { requestParameters: 100_000, responseElements: 100_000, additionalEventData: 28_000 } as const;

const object = z.record(z.string(), z.unknown());

/**
 * What CloudTrail says of an event; null if it takes it.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-integration-event-schema.html
 */
export function refusalOf({ eventData, eventDataChecksum }: Entry, accountId: string): Verdict | null {
  const checksum = createHash("sha256").update(eventData).digest("base64");
  if (eventDataChecksum !== undefined && eventDataChecksum !== checksum) {
    return { code: "InvalidChecksum", message: "The checksum is another." };
  }
  const event = object.safeParse(json(eventData)).data;
  if (event === undefined) return { code: "InvalidData", message: "eventData is no JSON object." };
  return (
    texts(event, required, true) ??
    texts(event, optional, false) ??
    texts(object.safeParse(event["userIdentity"]).data ?? {}, identity, true) ??
    openParts(event) ??
    values(event, accountId)
  );
}

function texts(
  event: Readonly<Record<string, unknown>>,
  lengths: Readonly<Record<string, number>>,
  isRequired: boolean,
): Verdict | null {
  for (const [name, most] of Object.entries(lengths)) {
    const value = event[name];
    if (value === undefined || value === null || value === "") {
      if (isRequired) return { code: "FieldNotFound", message: `${name} is missing.` };
    } else if (typeof value !== "string") return { code: "InvalidData", message: `${name} is no text.` };
    else if (value.length > most) return { code: "FieldTooLong", message: `${name} is longer than ${most}.` };
  }
  return null;
}

function openParts(event: Readonly<Record<string, unknown>>): Verdict | null {
  for (const [name, most] of Object.entries(open)) {
    const value = event[name];
    if (value === undefined) continue;
    if (object.safeParse(value).data === undefined) return { code: "InvalidData", message: `${name} is no object.` };
    if (Buffer.byteLength(JSON.stringify(value)) > most)
      return { code: "FieldTooLong", message: `${name} is too long.` };
  }
  return null;
}

function values(event: Readonly<Record<string, unknown>>, accountId: string): Verdict | null {
  const { eventTime, eventSource, recipientAccountId } = event;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(eventTime))) {
    return { code: "InvalidData", message: "eventTime is not yyyy-MM-DDTHH:mm:ssZ." };
  }
  if (!/^[a-z0-9.-]+$/.test(String(eventSource))) {
    return { code: "InvalidEventSource", message: "eventSource is not valid." };
  }
  if (recipientAccountId === accountId) return null;
  return { code: "InvalidRecipient", message: "recipientAccountId is not the channel's owner." };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

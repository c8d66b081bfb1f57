import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { Faults } from "../faults.ts";
import { onLoopback } from "../loopback.ts";
import { AwsError } from "../service.ts";
import { type Entry, entrySchema, refusalOf } from "./judge.ts";
import { isSignedWith } from "./signature.ts";

export interface ChannelOptions {
  readonly arn: string;
  readonly secretAccessKey: string;
  /** What the channel's policy asks for; nothing if left out. */
  readonly externalId?: string;
}

/** An event that was taken. */
export interface TakenEvent {
  readonly eventId: string;
  readonly id: string;
  readonly eventData: string;
}

/** CloudTrail's data endpoint with one channel. Calls go by the target `CloudTrailData` in faults. */
export interface ChannelEndpoint {
  readonly url: string;
  readonly faults: Faults;
  /** In the order in which they were taken, one that came twice twice. */
  readonly taken: readonly TakenEvent[];
  /** Of each request that was judged, how many events and bytes it had. */
  readonly requests: readonly { readonly events: number; readonly bytes: number }[];
  /** Codes for single events to come, one after the other. */
  refuseNext(codes: readonly string[]): void;
  /** Leave the next so many events out of the reply, though they are taken. */
  forgetNext(count: number): void;
  close(): Promise<void>;
}

/** Largest request, bytes, and most events of one. */
const most = { bytes: 1_048_576, events: 100 };

const body = z.object({ auditEvents: z.array(entrySchema).min(1).max(most.events) });

/**
 * Starts it on a free port of 127.0.0.1. Signatures are computed and compared.
 * @see https://docs.aws.amazon.com/awscloudtraildata/latest/APIReference/API_PutAuditEvents.html
 */
export async function startChannel({ arn, secretAccessKey, externalId }: ChannelOptions): Promise<ChannelEndpoint> {
  const accountId = arn.split(":")[4] ?? "";
  const faults = new Faults();
  const taken: TakenEvent[] = [];
  const requests: { events: number; bytes: number }[] = [];
  const codes: string[] = [];
  let forget = 0;

  function put(entries: readonly Entry[]) {
    const [successful, failed]: [{ id: string; eventID: string }[], unknown[]] = [[], []];
    for (const entry of entries) {
      const planned = codes.shift();
      const refusal =
        planned === undefined ? refusalOf(entry, accountId) : { code: planned, message: `${planned}, as planned` };
      if (refusal !== null) {
        failed.push({ id: entry.id, errorCode: refusal.code, errorMessage: refusal.message });
        continue;
      }
      const event = { eventId: randomUUID(), id: entry.id, eventData: entry.eventData };
      taken.push(event);
      if (forget > 0) forget -= 1;
      else successful.push({ id: entry.id, eventID: event.eventId });
    }
    return { successful, failed };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bytesOf(request);
    const fault = faults.take({ target: "CloudTrailData", operation: "PutAuditEvents" });
    if (fault?.kind === "error") throw fault.error;
    if (fault?.kind === "drop" && fault.when === "before") return void request.socket.destroy();
    const target = request.url ?? "";
    const { pathname, searchParams } = new URL(target, "http://localhost");
    if (request.method !== "POST" || pathname !== "/PutAuditEvents") throw new AwsError("UnknownOperation", "?", 404);
    const signed = { method: "POST", target, headers: request.headers, body: bytes };
    if (!isSignedWith(secretAccessKey, "cloudtrail-data", signed)) {
      throw new AwsError("InvalidSignatureException", "The signature does not match.", 403);
    }
    if (bytes.length > most.bytes) throw new AwsError("ValidationException", "The request is too large.", 413);
    checkChannel(searchParams.get("channelArn") ?? "", arn);
    if ((searchParams.get("externalId") ?? undefined) !== externalId) {
      throw new AwsError("ChannelInsufficientPermission", "The channel's policy does not allow this.", 403);
    }
    const entries = entriesOf(bytes);
    requests.push({ events: entries.length, bytes: bytes.length });
    const reply = put(entries);
    if (fault?.kind === "drop") return void request.socket.destroy();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const known = error instanceof AwsError ? error : new AwsError("InternalFailure", String(error), 500);
      response.writeHead(known.status, { "x-amzn-errortype": `${known.code}:http://internal.amazon.com/` });
      response.end(JSON.stringify({ message: known.message }));
    });
  });
  const url = await onLoopback(server);
  return {
    url,
    faults,
    taken,
    requests,
    refuseNext: (next) => void codes.push(...next),
    forgetNext: (count) => {
      forget = count;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function checkChannel(asked: string, arn: string): void {
  if (!/^arn:[a-z-]+:cloudtrail:[a-z0-9-]+:\d{12}:channel\/.+$/.test(asked)) {
    throw new AwsError("InvalidChannelARN", `${asked} is not a channel's ARN.`);
  }
  if (asked !== arn) throw new AwsError("ChannelNotFound", `${asked} was not found.`);
}

function entriesOf(bytes: Uint8Array): readonly Entry[] {
  const { data, error } = body.safeParse(JSON.parse(Buffer.from(bytes).toString()));
  if (data === undefined) throw new AwsError("ValidationException", error?.message ?? "invalid");
  const ids = new Set(data.auditEvents.map(({ id }) => id));
  if (ids.size === data.auditEvents.length) return data.auditEvents;
  throw new AwsError("DuplicatedAuditEventId", "Two or more entries in the request have the same event ID.");
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

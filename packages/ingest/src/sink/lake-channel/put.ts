import { Sha256 } from "@aws-crypto/sha256-js";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { z } from "zod";
import { requestBody } from "./batches.ts";
import type { Channel } from "./channel.ts";
import type { AuditEvent } from "./event.ts";

/** An event that CloudTrail did not take. */
export interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/** What became of the events of a request. */
export interface PutReply {
  readonly acceptedIds: ReadonlySet<string>;
  readonly refusals: readonly Refusal[];
}

/** The call as a whole was refused, or never answered. */
export class PutFailure extends Error {
  /** As AWS names it, or the system: `ChannelNotFound`, `ThrottlingException`, `ECONNRESET`. */
  readonly code: string;
  /** Null where there was no answer. */
  readonly status: number | null;

  constructor(code: string, status: number | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

/** Puts events. Throws {@link PutFailure}. */
export type PutAuditEvents = (events: readonly AuditEvent[], signal?: AbortSignal) => Promise<PutReply>;

/** What the channel's policy may ask for. */
export interface PutOptions {
  readonly externalId?: string | undefined;
  /** How long an answer may take, milliseconds; 30 s if left out. */
  readonly timeoutMs?: number;
}

const reply = z.object({
  successful: z.array(z.object({ id: z.string(), eventID: z.string() })),
  failed: z.array(z.object({ id: z.string(), errorCode: z.string(), errorMessage: z.string() })),
});

const refusedCall = z.object({
  message: z.string().optional(),
  Message: z.string().optional(),
  __type: z.string().optional(),
});

/**
 * PutAuditEvents of a channel, which no package has: signed here, with the SDK's credentials. `AWS_ENDPOINT_URL_CLOUDTRAIL_DATA`
 * is another address, as for every client of AWS.
 * @see https://docs.aws.amazon.com/awscloudtraildata/latest/APIReference/API_PutAuditEvents.html
 */
export function putAuditEvents(channel: Channel, { externalId, timeoutMs = 30_000 }: PutOptions = {}): PutAuditEvents {
  const signer = new SignatureV4({
    service: "cloudtrail-data",
    region: channel.region,
    credentials: defaultProvider(),
    sha256: Sha256,
  });
  const url = new URL("/PutAuditEvents", addressOf(channel));
  const query = { channelArn: channel.arn, ...(externalId === undefined ? {} : { externalId }) };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return async (events, signal) => {
    const body = requestBody(events);
    const { headers } = await signer.sign({
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: { host: url.host, "content-type": "application/json" },
      body,
      ...(url.port === "" ? {} : { port: Number(url.port) }),
    });
    const limit = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
    const [status, name, text] = await answerOf(url, { method: "POST", headers, body, signal: either });
    if (status !== 200) throw refusal(status, name, text);
    return parsed(text);
  };
}

function addressOf({ region, partition }: Channel): string {
  const { AWS_ENDPOINT_URL_CLOUDTRAIL_DATA: own, AWS_ENDPOINT_URL: all } = process.env;
  const end = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return own ?? all ?? `https://cloudtrail-data.${region}.${end}`;
}

async function answerOf(url: URL, request: RequestInit): Promise<readonly [number, string, string]> {
  try {
    const answer = await fetch(url, request);
    return [answer.status, answer.headers.get("x-amzn-errortype") ?? "", await answer.text()];
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error ? ("code" in cause ? String(cause.code) : cause.name) : "Error";
    throw new PutFailure(code, null, cause instanceof Error ? cause.message : String(cause), { cause: error });
  }
}

function refusal(status: number, name: string, text: string): PutFailure {
  const { message, Message, __type: type = "" } = refusedCall.safeParse(json(text)).data ?? {};
  // `aws.protocols#Name:http://...` and `Name` are both in use.
  const code = (name || type || `HTTP ${status}`).replace(/^.*#/, "").replace(/:.*$/, "");
  return new PutFailure(code, status, message ?? Message ?? `it answered with status ${status}`);
}

function parsed(text: string): PutReply {
  const { data } = reply.safeParse(json(text));
  if (data === undefined) throw new PutFailure("UnknownReply", 200, "its reply has another form than AWS documents");
  return {
    acceptedIds: new Set(data.successful.map(({ id }) => id)),
    refusals: data.failed.map(({ id, errorCode, errorMessage }) => ({ id, code: errorCode, message: errorMessage })),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

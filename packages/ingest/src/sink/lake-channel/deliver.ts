import { type ErrorCode, TrailkeepError } from "@trailkeep/core/error";
import type { PlacedEvent } from "./batches.ts";
import { type PutAuditEvents, PutFailure, type Refusal } from "./put.ts";

/** An event that was given up, and the record that it was made of. */
export interface RefusedEvent extends Refusal {
  readonly position: number;
  readonly eventData: string;
}

/** The world as waiting sees it. */
export interface Patience {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

/** Codes of an event that may be gone the next time. The rest is about the event itself. */
const passing = new Set(["Throttling", "InternalFailure", "InvalidChecksum"]);

/** About the account, not about an event: every further one would be refused as well. */
const accountCode = "AccountNotSubscribed";

/** Calls that may go well the next time, beside 5xx, 429 and those that were never answered. */
const passingCalls = new Set(["ThrottlingException", "Throttling", "TooManyRequestsException", "RequestTimeTooSkewed"]);

const attempts = 8;
const firstPauseMs = 200;
const longestPauseMs = 20_000;

/**
 * Puts events until CloudTrail has taken each, or has said of it what trying again would not change, or has been asked
 * eight times. Waits longer each time. An answer that forgets an event counts as one that it was not taken.
 * @returns the events that were given up
 * @throws TrailkeepError when the call itself is refused, or is not answered eight times: nothing is known of the events then
 */
export async function deliver(
  events: readonly PlacedEvent[],
  put: PutAuditEvents,
  patience: Patience,
  signal?: AbortSignal,
): Promise<readonly RefusedEvent[]> {
  const refused: RefusedEvent[] = [];
  let left = events;
  for (let attempt = 1; left.length > 0; attempt++) {
    if (signal?.aborted === true) throw new TrailkeepError("cancelled", "sending was stopped");
    const last = attempt === attempts;
    const answer = await asked(left, put, last, signal);
    const said = new Map(answer.refusals.map((refusal) => [refusal.id, refusal]));
    const again: PlacedEvent[] = [];
    for (const event of left) {
      const refusal = said.get(event.id) ?? forgotten(event.id);
      if (answer.acceptedIds.has(event.id)) continue;
      if (refusal.code === accountCode) throw notSubscribed(refusal);
      if (passing.has(refusal.code) && !last) again.push(event);
      else refused.push({ ...refusal, position: event.position, eventData: event.eventData });
    }
    left = again;
    if (left.length > 0) await patience.sleep(pauseMs(attempt, patience), signal);
  }
  return refused;
}

const nothing = { acceptedIds: new Set<string>(), refusals: [] };

/** One call; one that may go well the next time is as if it had taken nothing. */
async function asked(events: readonly PlacedEvent[], put: PutAuditEvents, last: boolean, signal?: AbortSignal) {
  try {
    return await put(events, signal);
  } catch (error) {
    if (!(error instanceof PutFailure)) throw error;
    if (signal?.aborted === true) throw new TrailkeepError("cancelled", "sending was stopped", { cause: error });
    if (!last && mayPass(error)) return nothing;
    throw understood(error);
  }
}

function forgotten(id: string): Refusal {
  return { id, code: "InternalFailure", message: "the reply does not mention the event" };
}

function mayPass({ code, status }: PutFailure): boolean {
  return status === null || status >= 500 || status === 429 || passingCalls.has(code);
}

/** Full jitter: workers that were throttled together do not come back together. */
function pauseMs(attempt: number, { random }: Patience): number {
  return random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
}

function notSubscribed({ code, message }: Refusal): TrailkeepError {
  return new TrailkeepError("forbidden", {
    message: `CloudTrail Lake takes no events of this account: ${message} (${code})`,
    hint: "the account has no event data store for the channel; `trailkeep setup lake` looks",
  });
}

function understood(failure: PutFailure): TrailkeepError {
  const { code, status } = failure;
  const kind =
    status === null ? "store-unreachable" : passingCalls.has(code) ? "too-many" : (codes[code] ?? "store-failed");
  const problem = { message: `the channel did not take the events: ${failure.message} (${code})` };
  return new TrailkeepError(kind, problem, { cause: failure });
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ChannelNotFound: "not-found",
  ChannelInsufficientPermission: "forbidden",
  AccessDeniedException: "forbidden",
  InvalidChannelARN: "invalid-request",
  UnrecognizedClientException: "credentials",
  ExpiredTokenException: "credentials",
  InvalidSignatureException: "credentials",
  UnsupportedOperationException: "capability",
};

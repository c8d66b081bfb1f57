import { createHash } from "node:crypto";
import type { AuditEvent } from "./event.ts";

/** An event with all that belongs to it, and where its record stands. */
export interface PlacedEvent extends AuditEvent {
  readonly position: number;
}

/** Events of a request, and its body. */
export interface Batch {
  readonly events: readonly PlacedEvent[];
  /** Records of the same content as one in the batch: a request takes an id once. */
  readonly repeated: number;
  /** Events that are longer than a request may be. */
  readonly oversized: readonly PlacedEvent[];
}

/**
 * What a request of PutAuditEvents takes.
 * @see https://docs.aws.amazon.com/awscloudtraildata/latest/APIReference/API_PutAuditEvents.html
 */
const requestLimits = { events: 100, bytes: 1_000_000 } as const;

const frameBytes = Buffer.byteLength(requestBody([]));

/** Puts events into batches that a request can take, in order. */
export class Packer {
  #events: PlacedEvent[] = [];
  #oversized: PlacedEvent[] = [];
  #ids = new Set<string>();
  #repeated = 0;
  #bytes = frameBytes;

  /** How many records are waiting. */
  get count(): number {
    return this.#events.length + this.#repeated + this.#oversized.length;
  }

  /** Takes an event; what had to go before it, or null. */
  add(event: PlacedEvent): Batch | null {
    const bytes = Buffer.byteLength(JSON.stringify(entryOf(event))) + 1;
    const isFull = this.#events.length === requestLimits.events || this.#bytes + bytes > requestLimits.bytes;
    const isRepeated = this.#ids.has(event.id);
    const batch = isFull && !isRepeated && this.#events.length > 0 ? this.take() : null;
    if (this.#ids.has(event.id)) this.#repeated += 1;
    else if (frameBytes + bytes > requestLimits.bytes) this.#oversized.push(event);
    else {
      this.#ids.add(event.id);
      this.#events.push(event);
      this.#bytes += bytes;
    }
    return batch;
  }

  /** What is waiting. */
  take(): Batch {
    const batch = { events: this.#events, repeated: this.#repeated, oversized: this.#oversized };
    this.#events = [];
    this.#oversized = [];
    this.#ids = new Set();
    this.#repeated = 0;
    this.#bytes = frameBytes;
    return batch;
  }
}

/** The body of a request. */
export function requestBody(events: readonly AuditEvent[]): string {
  return JSON.stringify({ auditEvents: events.map(entryOf) });
}

/** With the checksum CloudTrail finds out whether the content arrived as it was sent. */
function entryOf({ id, eventData }: AuditEvent) {
  return { id, eventData, eventDataChecksum: createHash("sha256").update(eventData).digest("base64") };
}

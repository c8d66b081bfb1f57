import type { S3Client } from "@aws-sdk/client-s3";
import { TrailkeepError } from "@trailkeep/core/error";
import type { S3Place } from "../sink/s3/place.ts";
import type { Delivery } from "../source/delivery.ts";
import { readMessage } from "../source/notification.ts";
import { type InputObject, objectName, uriOfObject } from "../source/object.ts";
import { fetchObject, resolveObject } from "../source/s3/fetch.ts";
import type { TakenObject, Taker, TakeTerms } from "./take-object.ts";

/** What came of one thing that a message named. */
export type Handled =
  | { readonly kind: "object"; readonly object: InputObject; readonly result: TakenObject }
  | { readonly kind: "removed" | "nothing" | "own" | "missing"; readonly about: string };

export interface MessagesOptions {
  readonly taker: Taker;
  readonly s3: S3Client;
  /** The store itself: what is below it is never taken in. */
  readonly place: S3Place;
}

/** Takes what the messages of a queue name. */
export class Messages {
  readonly #options: MessagesOptions;
  /** What this process is at: another message about the same object waits for it. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(options: MessagesOptions) {
    this.#options = options;
  }

  /**
   * Takes all that a message names, one after the other: each that can be, whatever becomes of the others.
   * @throws TrailkeepError the first thing that went wrong: the message is to be sent again
   */
  async handle(body: string, terms: TakeTerms, onHandled: (handled: Handled) => void): Promise<void> {
    const failures: unknown[] = [];
    for (const delivery of readMessage(body)) {
      try {
        onHandled(await this.#deliver(delivery, terms));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async #deliver(delivery: Delivery, terms: TakeTerms): Promise<Handled> {
    if (delivery.kind === "nothing") return { kind: "nothing", about: delivery.reason };
    const { bucket, key } = delivery.object;
    const about = uriOfObject(delivery.object);
    if (delivery.kind === "removed") return { kind: "removed", about };
    const { place, s3 } = this.#options;
    if (bucket === place.bucket && key.startsWith(place.prefix)) return { kind: "own", about };
    const object = delivery.kind === "object" ? delivery.object : await resolveObject(s3, delivery.object);
    if (object === null) return { kind: "missing", about };
    return { kind: "object", object, result: await this.#take(object, terms) };
  }

  async #take(object: InputObject, terms: TakeTerms): Promise<TakenObject> {
    const name = objectName(object);
    for (let other = this.#underWay.get(name); other !== undefined; other = this.#underWay.get(name)) {
      await other.catch(() => undefined);
    }
    const fetch = (one: InputObject, path: string, signal?: AbortSignal) =>
      fetchObject(this.#options.s3, one, path, signal);
    const work = this.#options.taker.take(object, fetch, terms);
    this.#underWay.set(name, work);
    try {
      const result = await work;
      if (result.kind === "held") throw heldBy(object, result.untilMs);
      return result;
    } finally {
      this.#underWay.delete(name);
    }
  }
}

function heldBy(object: InputObject, untilMs: number): TrailkeepError {
  const message = `another worker has it until ${new Date(untilMs).toISOString()}`;
  const hint = "its message is tried again later";
  return new TrailkeepError("store-busy", { message, at: uriOfObject(object), hint });
}

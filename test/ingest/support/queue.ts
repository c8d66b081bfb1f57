import type { Handler } from "../../../packages/ingest/src/handler.ts";
import type { Chance } from "./chance.ts";
import { invoke, type Message, message } from "./lambda.ts";

interface Waiting {
  readonly message: Message;
  receives: number;
}

/** As SQS has it, but for time: messages in any order, now and then one twice, until they are taken or have failed too often. */
export class Queue {
  readonly #chance: Chance;
  readonly #maxReceives: number;
  #waiting: Waiting[] = [];
  /** The dead-letter queue. */
  dead: Message[] = [];

  constructor(chance: Chance, maxReceives: number) {
    this.#chance = chance;
    this.#maxReceives = maxReceives;
  }

  send(bodies: readonly string[]): void {
    this.#waiting.push(...bodies.map((body) => ({ message: message(body), receives: 0 })));
  }

  /** Sends what is in the dead-letter queue again. */
  redrive(): void {
    this.send(this.dead.map(({ body }) => body));
    this.dead = [];
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Gives each worker a batch at the same time, and hears what is to be sent again. */
  async round(workers: readonly Handler[]): Promise<void> {
    const batches = workers.map((worker) => ({ worker, batch: this.#receive() }));
    await Promise.all(
      batches.map(async ({ worker, batch }) => {
        for (const one of batch) one.receives += 1;
        const [first] = batch;
        if (first === undefined) return;
        const failed = await invoke(
          worker,
          batch.map((one) => one.message),
          { receives: Math.max(...batch.map((one) => one.receives)) },
        );
        for (const one of batch) if (!failed.includes(one.message.messageId)) this.#drop(one);
      }),
    );
    for (const one of this.#waiting) if (one.receives >= this.#maxReceives) this.dead.push(one.message);
    this.#waiting = this.#waiting.filter((one) => one.receives < this.#maxReceives);
  }

  /** Some of what waits; it stays, so that another worker may be given it as well. */
  #receive(): readonly Waiting[] {
    return this.#chance.shuffled(this.#waiting).slice(0, 1 + this.#chance.below(4));
  }

  #drop(one: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== one);
  }
}

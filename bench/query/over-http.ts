import { Agent, request } from "node:http";
import { z } from "zod";

/** One answer: milliseconds from the query as an object to the rows as objects, and how many there were. */
export interface Timed {
  readonly ms: number;
  readonly rows: number;
}

const answerSchema = z.looseObject({ rows: z.array(z.unknown()), nextCursor: z.null() });

/** A client of a service that keeps its connection. */
export class Client {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(url: string) {
    this.#url = url;
  }

  async ask(query: object): Promise<Timed> {
    const start = performance.now();
    const answer: unknown = JSON.parse(await this.#post(JSON.stringify(query)));
    const ms = performance.now() - start;
    return { ms, rows: answerSchema.parse(answer).rows.length };
  }

  #post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const sent = request(`${this.#url}/v1/queries`, { agent: this.#agent, method: "POST", headers }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("error", reject);
        reply.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Whether the reply came to its end. */
  readonly complete: boolean;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** Goes away after so many milliseconds. */
  readonly hangUpAfterMs?: number;
}

/** One request on a connection of its own, with exactly the headers given: fetch would not let a test choose `Host`. */
export function send(url: string, { method = "GET", headers = {}, body, hangUpAfterMs }: Ask = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      const end = () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString("utf8"),
          complete: incoming.complete,
        });
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", end);
      incoming.on("error", end);
    });
    outgoing.on("error", reject);
    if (hangUpAfterMs !== undefined) setTimeout(() => outgoing.destroy(new Error("hung up")), hangUpAfterMs);
    outgoing.end(body);
  });
}

/** A request with a JSON body. */
export function post(url: string, body: unknown, headers: OutgoingHttpHeaders = {}): Promise<Reply> {
  return send(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** A call of a client, as far as a fault may depend on it. */
export interface Call {
  readonly service: "s3" | "dynamodb";
  readonly method: string;
  /** S3's path, not decoded. */
  readonly path: string;
  /** DynamoDB's operation. */
  readonly operation: string;
}

/**
 * What goes wrong: an answer in the service's place; the connection cut before the call is done or after it, so that it has
 * happened and nobody was told; an answer that breaks off in its body; one that never comes.
 */
export type Fault =
  | { readonly kind: "answer"; readonly status: number; readonly body: string }
  | { readonly kind: "drop-before" | "drop-after" | "truncate" | "stall" };

export interface FaultyWay {
  readonly url: string;
  /** Asked for each call. */
  plan: (call: Call) => Fault | null;
  /** Moves the clock of the service's answers on. */
  advance(ms: number): void;
  close(): Promise<void>;
}

const dynamoTarget = "DynamoDB_20120810.";

/** Stands between the clients and the emulator, on a port of 127.0.0.1. */
export async function startFaultyWay(target: string): Promise<FaultyWay> {
  const { hostname, port } = new URL(target);
  let aheadMs = 0;

  async function answer(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await buffer(from);
    const fault = proxy.plan(callOf(from));
    if (fault?.kind === "drop-before") return void from.socket.destroy();
    if (fault?.kind === "answer") return void to.writeHead(fault.status, dated(aheadMs)).end(fault.body);
    const reply = await forward(from, body);
    const content = await buffer(reply);
    if (fault?.kind === "drop-after") return void from.socket.destroy();
    if (fault?.kind === "stall") return;
    to.writeHead(reply.statusCode ?? 500, { ...reply.headers, ...dated(aheadMs) });
    if (fault?.kind !== "truncate" || content.length < 2) return void to.end(content);
    to.write(content.subarray(0, content.length / 2), () => from.socket.destroy());
  }

  function forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      request({ hostname, port, method, path: url, headers }, resolve).once("error", reject).end(body);
    });
  }

  const server = createServer((from, to) => {
    answer(from, to).catch(() => from.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const proxy: FaultyWay = {
    url: `http://127.0.0.1:${address.port}`,
    plan: () => null,
    advance: (ms) => {
      aheadMs += ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function callOf({ method = "", url = "", headers }: IncomingMessage): Call {
  const target = String(headers["x-amz-target"] ?? "");
  const isDynamo = target.startsWith(dynamoTarget);
  return { service: isDynamo ? "dynamodb" : "s3", method, path: url, operation: target.slice(dynamoTarget.length) };
}

function dated(aheadMs: number): { readonly date: string } {
  return { date: new Date(Date.now() + aheadMs).toUTCString() };
}
